import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { bold, type Message, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { quoted } from '../../customers/messages.ts'
import { teamById } from '../../people/store.ts'
import { ownOption } from '../own/filters.ts'
import { moverOf } from '../own/mover.ts'
import { readerFor } from '../own/run.ts'
import type { Segment } from '../own/segment.ts'
import { segmentsOf } from '../own/store.ts'
import { segmentTyped } from './new.ts'
import { segmentButtons, withSegment } from './show.ts'

const words = wording({
  en: {
    ask: (name: string) => `Remove the segment “${name}”?`,
    used: (names: string) => `These ask for it and will no longer be brought up to date: ${names}.`,
    removed: ' is removed. Its customers keep the tags they have.',
    none: (name: string) => `There is no segment “${name}” that you can remove.`,
    comma: ', ',
  },
  'zh-CN': {
    ask: (name: string) => `要删除分群“${name}”吗？`,
    used: (names: string) => `以下分群的条件用到它，删除后将暂停更新：${names}。`,
    removed: '已删除，客户已有的标签不变。',
    none: (name: string) => `没有您可以删除的分群“${name}”。`,
    comma: '、',
  },
})

export const removeVerb: Verb = {
  name: 'remove',
  words: ['remove', 'delete', '删除', '移除'],
  usage: { en: '/segment remove "Happy customers"', 'zh-CN': '/segment 删除 满意客户' },
  needs: 'segment.manage',
  async run(context, rest) {
    const found = await segmentTyped(context, rest)
    const text = words(context.locale)
    if (!found || found.rest) return { kind: 'message', message: say(context.locale, text.none(quoted(rest))) }
    return { kind: 'message', message: await askMessage(context, found.segment) }
  },
}

/** Asks, and says which other segments depend on it. */
async function askMessage(context: Context, segment: Segment): Promise<Message> {
  const { tx, locale } = context
  const text = words(locale)
  const read = await readerFor(context, await teamById(tx, segment.teamId))
  const users = (await segmentsOf(tx, [segment.teamId])).filter(other => {
    const filter = read(other.filter)
    const reads = filter.kind === 'filter' ? moverOf(other, filter.expression).reads : []
    return reads.some(({ field, value }) => field === 'segment' && value === ownOption(segment.id))
  })
  const message = say(locale, text.ask(segment.name))
  if (users.length) message.parts.push({ kind: 'text', text: [text.used(users.map(({ name }) => name).join(text.comma))] })
  message.parts.push({ kind: 'actions', actions: segmentButtons(context, segment, true).slice(-1) })
  return message
}

export const removeAction = action({
  id: 'segments.remove',
  needs: 'segment.manage',
  value: z.strictObject({ segmentId: z.int32() }),
  run: (context, { segmentId }) =>
    withSegment(context, segmentId, async ({ id, name, teamId }) => {
      context.demand('segment.manage', { teamId })
      await context.tx.segmentDay.deleteMany({ where: { teamId, segment: String(id) } })
      await context.tx.segment.deleteMany({ where: { id } })
      return { kind: 'message', message: say(context.locale, bold(name), words(context.locale).removed) }
    }),
})
