import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Button, code, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { problemInlines } from '../../customers/filter/problem-text.ts'
import { quoted } from '../../customers/messages.ts'
import { namedText } from '../../people/named-text.ts'
import { type Member, memberById, personInline } from '../../people/store.ts'
import { askMessage, doneMessage, previewMessage, successionWords } from './messages.ts'
import { moveAll, moveBack } from './move.ts'
import { tellSuccessor, tellTakenBack } from './notice.ts'
import { readParties } from './parties.ts'
import { keepHandover, takeHandover } from './record.ts'
import { readScope, type Scope, sumOf } from './scope.ts'

const longestFilter = 300

/** `/customer reassign @leaver @successor [filter]`: shows what would move; a button does it. */
export const reassignAllVerb: Verb = {
  name: 'reassign',
  words: ['reassign', 'handover', 'hand-over', '移交', '批量转交'],
  usage: { en: '/customer reassign @leaver @successor tag:vip', 'zh-CN': '/customer 移交 @离职同事 @接手同事 标签：VIP' },
  needs: 'customer.reassign',
  async run(context, rest) {
    const { locale } = context
    const text = successionWords(locale)
    const answer = (line: string): Reply => ({ kind: 'message', message: askMessage(locale, [line]) })
    const parties = await readParties(context, rest)
    if (parties.kind === 'missing') return { kind: 'message', message: say(locale, text.usage, code(text.example)) }
    if (parties.kind === 'nobody')
      return answer(text.nobody(quoted(await namedText(context.tx, context.actor.platform, parties.typed))))
    if (parties.kind === 'several')
      return answer(text.several(quoted(parties.typed), parties.names.join(locale === 'en' ? ', ' : '、')))
    const { leaver, successor } = parties
    if (leaver.id === successor.id) return answer(text.same)
    return withScope(context, leaver, successor, parties.filter.slice(0, longestFilter), async scope => ({
      kind: 'message',
      message: previewMessage(locale, scope, context.actor.admin),
    }))
  },
}

async function withScope(
  context: Context,
  leaver: Member,
  successor: Member,
  filter: string,
  go: (scope: Scope) => Promise<Reply>,
): Promise<Reply> {
  const text = successionWords(context.locale)
  const read = await readScope(context, leaver, successor, filter)
  if (read.kind === 'problem') {
    const command = (near: string) => `${text.example} ${near}`
    return {
      kind: 'message',
      message: say(context.locale, ...problemInlines(context.locale, read.problem, command), text.filter),
    }
  }
  const { moves, stays } = read.scope
  if (moves.length + stays.length > 0) return go(read.scope)
  const line = filter ? text.nothingFits(leaver.name, quoted(filter)) : text.nothing(leaver.name)
  return { kind: 'message', message: say(context.locale, line) }
}

/** The button of the preview: does it if it is still what the person saw. */
export const handOverAction = action({
  id: 'tasks.hand-over',
  needs: 'customer.reassign',
  value: z.strictObject({
    leaverId: z.int32(),
    successorId: z.int32(),
    filter: z.string().max(longestFilter),
    customers: z.int32(),
    tasks: z.int32(),
  }),
  async run(context, seen) {
    const leaver = await memberById(context.tx, seen.leaverId)
    const successor = await memberById(context.tx, seen.successorId)
    if (!leaver || !successor)
      return { kind: 'message', message: say(context.locale, successionWords(context.locale).nobody('–')) }
    return withScope(context, leaver, successor, seen.filter, scope => {
      const isSeen = sumOf(scope.moves, 'customers') === seen.customers && sumOf(scope.moves, 'tasks') === seen.tasks
      return isSeen && scope.moves.length > 0 ? handOver(context, scope) : lookAgain(context, scope)
    })
  },
})

const lookAgain = async (context: Context, scope: Scope): Promise<Reply> => ({
  kind: 'replace',
  message: previewMessage(context.locale, scope, context.actor.admin, true),
})

async function handOver(context: Context, scope: Scope): Promise<Reply> {
  const { leaver, successor } = scope
  const moved = await moveAll(context, scope)
  const id = await keepHandover(context.tx, {
    leaverId: leaver.id,
    successorId: successor.id,
    teams: scope.moves.map(({ teamId }) => teamId),
    ...moved,
    at: context.now.toISOString(),
  })
  await tellSuccessor(context, id, leaver, successor, moved)
  const counts = { customers: moved.customers.length, tasks: moved.tasks.length }
  const handover = { id, customers: moved.customers, leaverId: leaver.id, successorId: successor.id }
  const offers: Button[] = []
  for (const offer of context.rooms.handoverOffers)
    offers.push(...[await offer.read(context, handover)].filter(button => button !== null))
  return { kind: 'replace', message: doneMessage(context.locale, scope, counts, id, offers) }
}

/** Takes a handover back within seven days, as far as nobody has touched it since. */
export const takeBackAction = action({
  id: 'tasks.take-back',
  needs: 'customer.reassign',
  value: z.strictObject({ id: z.string().max(100) }),
  async run(context, { id }) {
    const { tx, now, locale } = context
    const text = successionWords(locale)
    const done = await takeHandover(tx, id, now)
    const leaver = done && (await memberById(tx, done.leaverId))
    const successor = done && (await memberById(tx, done.successorId))
    if (!leaver || !successor) return { kind: 'message', message: say(locale, text.gone) }
    for (const teamId of done.teams) context.demand('customer.reassign', { teamId })
    const back = await moveBack(context, { from: successor, to: leaver }, done)
    await tellTakenBack(context, id, leaver, successor, back)
    const message = say(locale, text.undone(back.customers.length, back.tasks.length), personInline(leaver), text.end)
    const kept = [done.customers.length - back.customers.length, done.tasks.length - back.tasks.length] as const
    if (kept[0] + kept[1] > 0) message.parts.push({ kind: 'note', text: [text.kept(...kept)] })
    return { kind: 'replace', message }
  },
})
