import type { Context, Team } from '../../chat/context.ts'
import { type Button, bold, code, type Fact, type Inline, type Message } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { printed } from '../../customers/filter/print.ts'
import type { Filter } from '../../customers/filter/read.ts'
import { visible } from '../../customers/store.ts'
import { type Draft, keepDraft } from '../own/draft.ts'
import { type Effects, hasEffects } from '../own/effects.ts'
import { effectsText } from '../own/effects-text.ts'
import { fitting } from '../own/members.ts'

const words = wording({
  en: {
    newTitle: (name: string) => `New segment: ${name}`,
    editTitle: (name: string) => `Segment: ${name}`,
    understood: 'Understood as',
    fits: 'Fit now',
    customers: (count: string) => `${count} customers`,
    one: '1 customer',
    names: (names: string, left: number) => (left > 0 ? `${names} and ${left.toLocaleString('en')} more` : names),
    moves: 'With this change',
    moving: (come: string, go: string) => `${come} come in, ${go} go out`,
    enter: 'Coming in',
    exit: 'Going out',
    quiet:
      'Not saved yet. Saving does nothing to those who fit now: what happens on coming in and going out starts with the next one.',
    plain: 'Not saved yet.',
    save: 'Save',
    act: (count: string) => `Save, and do it for these ${count} now`,
    confirm: (count: string) => `What happens on coming in is done for ${count} customers at once.`,
    change: 'Change…',
    comma: ', ',
  },
  'zh-CN': {
    newTitle: (name: string) => `新分群：${name}`,
    editTitle: (name: string) => `分群：${name}`,
    understood: '条件理解为',
    fits: '目前符合',
    customers: (count: string) => `${count} 位客户`,
    one: '1 位客户',
    names: (names: string, left: number) => (left > 0 ? `${names} 等，另有 ${left} 位` : names),
    moves: '修改之后',
    moving: (come: string, go: string) => `进入 ${come} 位，离开 ${go} 位`,
    enter: '进入时',
    exit: '离开时',
    quiet: '尚未保存。保存后对目前已符合的客户不做任何操作，从下一位进入或离开的客户开始执行。',
    plain: '尚未保存。',
    save: '保存',
    act: (count: string) => `保存，并对这 ${count} 位立即执行`,
    confirm: (count: string) => `将对 ${count} 位客户立即执行“进入时”的操作。`,
    change: '修改…',
    comma: '、',
  },
})

const shownNames = 5

interface Counts {
  total: number
  come: number
  go: number
  names: string[]
}

/** Shows what would be saved, and keeps it for the Save button. */
export async function previewReply(context: Context, team: Team, draft: Draft, filter: Filter): Promise<Reply> {
  const key = await keepDraft(context, draft)
  const counts = await countsOf(context, draft, filter)
  return { kind: 'message', message: await previewMessage(context, draft, filter, key, counts, team) }
}

/** Cost: the filter's look-ups for each customer of the team, once. */
async function countsOf(context: Context, { teamId, segmentId }: Draft, filter: Filter): Promise<Counts> {
  const [counts] = await context.tx.$queryRaw<Counts[]>`
    WITH fits AS MATERIALIZED (SELECT c."id", c."name" FROM "Customer" c WHERE ${fitting(teamId, filter)} AND ${visible(context)}),
    members AS (SELECT "customerId" FROM "SegmentMember" WHERE "segmentId" = ${segmentId ?? -1})
    SELECT (SELECT count(*)::int FROM fits) AS total,
           (SELECT count(*)::int FROM fits WHERE "id" NOT IN (SELECT "customerId" FROM members)) AS come,
           (SELECT count(*)::int FROM members WHERE "customerId" NOT IN (SELECT "id" FROM fits)) AS go,
           ARRAY(SELECT "name" FROM fits ORDER BY "name", "id" LIMIT ${shownNames}) AS names`
  return counts ?? { total: 0, come: 0, go: 0, names: [] }
}

async function previewMessage(
  context: Context,
  draft: Draft,
  filter: Filter,
  key: string,
  counts: Counts,
  team: Team,
): Promise<Message> {
  const { locale } = context
  const text = words(locale)
  const title = draft.segmentId === null ? text.newTitle(draft.name) : text.editTitle(draft.name)
  const understood = printed(filter.expression, locale, filter.vocabulary)
  const facts: Fact[] = [
    { label: text.understood, value: [code(understood)] },
    { label: text.fits, value: fitsInline(locale, counts) },
  ]
  if (draft.segmentId !== null)
    facts.push({ label: text.moves, value: [text.moving(counts.come.toLocaleString(locale), counts.go.toLocaleString(locale))] })
  const acts = hasEffects(draft.onEnter) || hasEffects(draft.onExit)
  if (acts) facts.push(...(await effectFacts(context, draft)))
  const parts: Message['parts'] = [
    { kind: 'heading', text: title },
    { kind: 'facts', facts, priority: 8 },
    { kind: 'note', text: [acts ? text.quiet : text.plain] },
    { kind: 'actions', actions: buttons(context, draft, key, counts.total), priority: 9 },
  ]
  return { locale, summary: `${title} (${team.name})`, parts }
}

function fitsInline(locale: Context['locale'], { total, names }: Counts): Inline[] {
  const text = words(locale)
  const count = bold(total === 1 ? text.one : text.customers(total.toLocaleString(locale)))
  if (names.length === 0) return [count]
  return [count, ' · ', text.names(names.join(text.comma), total - names.length)]
}

/** What happens to customers who come and go, as facts. */
export async function effectFacts(
  context: Pick<Context, 'tx' | 'locale'>,
  { onEnter, onExit }: { onEnter: Effects; onExit: Effects },
): Promise<Fact[]> {
  const { tx, locale } = context
  const text = words(locale)
  const ids = [onEnter, onExit].flatMap(({ task }) => (typeof task?.who === 'number' ? [task.who] : []))
  const members = ids.length ? await tx.member.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }) : []
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const nameOf = (id: number) => names.get(id)
  return [
    { label: text.enter, value: [effectsText(locale, onEnter, nameOf)] },
    { label: text.exit, value: [effectsText(locale, onExit, nameOf)] },
  ]
}

function buttons({ locale }: Context, draft: Draft, key: string, total: number): Button[] {
  const text = words(locale)
  const count = total.toLocaleString(locale)
  const save: Button = { action: 'segments.save', label: text.save, value: { key, act: false }, style: 'primary' }
  const act: Button = { action: 'segments.save', label: text.act(count), value: { key, act: true }, confirm: text.confirm(count) }
  const change: Button = { action: 'segments.change', label: text.change, value: { key } }
  return hasEffects(draft.onEnter) && total > 0 ? [save, act, change] : [save, change]
}
