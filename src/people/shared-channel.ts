import { code, type Message, say } from '../chat/message.ts'
import type { Outbox } from '../chat/outbox.ts'
import { type Locale, localeOf, wording } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import { type Member, teamMembers } from './store.ts'
import { administrators } from './tell-admins.ts'

const words = wording({
  en: {
    shared: (channel: string, team: string) =>
      `#${channel} is now shared with another company, so the digest of the team “${team}” stops there: customer data never goes where others read along. It resumes by itself when the channel is no longer shared.`,
    next: 'To get it elsewhere until then, invite me to a channel of your own and run there: ',
    setup: '/rapport setup',
  },
  'zh-CN': {
    shared: (channel: string, team: string) =>
      `频道 #${channel} 已与其他公司共享，团队“${team}”的日报不再发到那里：有外部人员的地方不会出现客户数据。取消共享后会自动恢复。`,
    next: '在此之前如需继续接收，请把我邀请到一个内部频道，并在那里运行：',
    setup: '/rapport 设置',
  },
})

export interface SharedChannelParts {
  outbox: Outbox
  /** Administrators by the settings: `slack:U123`. */
  admins: readonly string[]
}

/**
 * Takes in that a channel is shared with another company. The first to hear of it (the event, somebody speaking there, a refused digest)
 * tells the managers of its team, or the administrators where the team has none; nobody again until it was unshared. False: known before.
 */
export async function becameShared(
  tx: Tx,
  { outbox, admins }: SharedChannelParts,
  place: { platform: string; id: string },
  now: Date,
): Promise<boolean> {
  const [channel] = await tx.$queryRaw<{ id: number; name: string; teamId: number | null; team: string | null }[]>`
    UPDATE "Channel" c SET kind = 'shared' WHERE c.platform = ${place.platform} AND c.ref = ${place.id} AND c.kind <> 'shared'
    RETURNING c.id, c.name, c."teamId", (SELECT t.name FROM "Team" t WHERE t.id = c."teamId") AS team`
  if (!channel) return false
  const { teamId } = channel
  if (teamId === null) return true
  const managers: Member[] = await teamMembers(tx, teamId, ['manager'])
  for (const { id, platform, ref, locale } of managers.length ? managers : await administrators(tx, place.platform, admins))
    await outbox.put(tx, {
      key: `notice:shared:${channel.id}:${now.getTime()}:${id}`,
      target: { platform, kind: 'person', id: ref },
      message: notice(localeOf(locale), channel.name, channel.team ?? ''),
    })
  return true
}

function notice(locale: Locale, channel: string, team: string): Message {
  const text = words(locale)
  const message = say(locale, text.shared(channel, team))
  message.parts.push({ kind: 'text', text: [text.next, code(text.setup)] })
  return message
}
