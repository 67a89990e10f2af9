import type { Team } from '../../chat/context.ts'
import { bold, code, type Inline, type Message, plainText } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { clip } from '../../tasks/task.ts'
import type { Move } from './perform.ts'
import type { Run } from './run.ts'
import { askedBy, type Segment } from './segment.ts'

const words = wording({
  en: {
    entered: (name: string) => ` came into the segment “${name}”.`,
    exited: (name: string) => ` went out of the segment “${name}”.`,
    more: (count: number) => ` and ${count} more`,
    all: 'See all: ',
    list: '/customer list',
    comma: ', ',
  },
  'zh-CN': {
    entered: (name: string) => `进入了分群“${name}”。`,
    exited: (name: string) => `离开了分群“${name}”。`,
    more: (count: number) => ` 等，另有 ${count} 位，`,
    all: '查看全部：',
    list: '/customer 列表',
    comma: '、',
  },
})

const namedAtMost = 10

/** One message in each of the team's own channels, however many came or went; never where another company reads along. */
export async function tellChannel(run: Run, team: Team, segment: Segment, move: Move, ids: readonly number[]): Promise<void> {
  const { tx, outbox, now } = run
  const channels = await tx.channel.findMany({
    where: { teamId: team.id, kind: 'internal', archivedAt: null },
    orderBy: { id: 'asc' },
  })
  if (channels.length === 0) return
  const named = await tx.customer.findMany({
    where: { id: { in: ids.slice(0, namedAtMost) } },
    select: { name: true },
    orderBy: { id: 'asc' },
  })
  const message = moveMessage(
    team,
    segment,
    move,
    named.map(({ name }) => clip(name, 60)),
    ids.length,
  )
  for (const channel of channels)
    await outbox.put(tx, {
      // Nobody comes in twice at one instant.
      key: `segment:${segment.id}:${move}:${channel.id}:${now.getTime()}:${ids[0] ?? 0}`,
      target: { platform: channel.platform, kind: 'channel', id: channel.ref },
      message,
    })
}

function moveMessage({ locale }: Team, { name }: Segment, move: Move, names: readonly string[], count: number): Message {
  const text = words(locale)
  const left = count - names.length
  const line: Inline[] = [
    bold(names.join(text.comma)),
    left > 0 ? text.more(left) : '',
    move === 'enter' ? text.entered(name) : text.exited(name),
  ]
  const message: Message = { locale, summary: plainText(line), parts: [{ kind: 'text', text: line }] }
  if (move === 'enter') message.parts.push({ kind: 'note', text: [text.all, code(`${text.list} ${askedBy(name)[locale]}`)] })
  return message
}
