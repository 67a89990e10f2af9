import { type Message, say } from '../chat/message.ts'
import type { Outbox } from '../chat/outbox.ts'
import type { Target } from '../chat/platform.ts'
import { type Locale, localeOf, wording } from '../chat/wording.ts'
import type { Tx } from '../database/store.ts'
import type { Member } from './store.ts'

const words = wording({
  en: {
    lost: (place: string, code: string) =>
      `A message for ${place} could not be delivered (${code}), and I stopped trying. See /rapport status for what failed and what to do.`,
    unsure: (place: string, code: string) =>
      `I cannot tell whether a message for ${place} arrived (${code}). Please look there; I will not send it again by myself.`,
    channel: (id: string) => `the channel ${id}`,
    person: (id: string) => `the person ${id}`,
  },
  'zh-CN': {
    lost: (place: string, code: string) =>
      `有一条发往${place}的消息发送失败（${code}），已停止重试。请用“/rapport 状态”查看原因和处理办法。`,
    unsure: (place: string, code: string) => `无法确认一条发往${place}的消息是否送达（${code}）。请去看一下，我不会自动重发。`,
    channel: (id: string) => `频道 ${id} `,
    person: (id: string) => `成员 ${id} `,
  },
})

/** How it ended: given up, or nobody knows whether it arrived. */
export interface Ended {
  state: 'failed' | 'unknown'
  code: string
}

/**
 * Tells the administrators, by direct message, that a delivery was given up: one notice a day for a place and a reason. A notice that
 * itself fails is told to nobody: it shows in `/rapport status`. `admins`: those of the settings, `slack:U123`.
 */
export async function tellAdmins(
  tx: Tx,
  outbox: Outbox,
  failed: { key: string; target: Target },
  ended: Ended,
  admins: readonly string[],
  now: Date,
): Promise<void> {
  if (failed.key.startsWith('notice:')) return
  const day = now.toISOString().slice(0, 10)
  for (const admin of await administrators(tx, failed.target.platform, admins)) {
    const key = `notice:${failed.target.id}:${ended.code}:${day}:${admin.id}`
    const target = { platform: admin.platform, kind: 'person' as const, id: admin.ref }
    await outbox.put(tx, { key, target, message: noticeMessage(localeOf(admin.locale), failed.target, ended) })
  }
}

/** Who administers, by the settings (`admins`: `slack:U123`) or by the platform. */
export async function administrators(tx: Tx, platform: string, admins: readonly string[]): Promise<Member[]> {
  const named = admins.flatMap(admin => (admin.startsWith(`${platform}:`) ? [admin.slice(platform.length + 1)] : []))
  return tx.member.findMany({
    where: { platform, isExternal: false, deactivatedAt: null, OR: [{ isPlatformAdmin: true }, { ref: { in: named } }] },
  })
}

function noticeMessage(locale: Locale, target: Target, { state, code }: Ended): Message {
  const text = words(locale)
  const place = target.kind === 'channel' ? text.channel(target.id) : text.person(target.id)
  return say(locale, state === 'unknown' ? text.unsure(place, code) : text.lost(place, code))
}
