import type { Context } from '../chat/context.ts'
import { localDate } from '../chat/dates/zone.ts'
import { code, type Inline, type ListPart, type Message, type Part } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { type Absent, absentAmong } from '../people/away/store.ts'
import { type Member, rolesOf } from '../people/store.ts'
import { type Listing, listingWhere } from './listing.ts'
import { mayWork, type RowOptions, taskRow } from './row.ts'
import { standingOf } from './standing.ts'
import { bucketTasks, type TaskRecord } from './store.ts'
import { type Bucket, buckets, clip } from './task.ts'

const words = wording({
  en: {
    mine: 'Your tasks',
    team: 'The team’s tasks',
    person: (name: string) => `${name}’s tasks`,
    customer: (name: string) => `Tasks for ${name}`,
    hidden:
      'Tasks of a team you do not belong to, or of a colleague in a team where everybody sees only their own, are not shown to you.',
    overdue: 'Overdue',
    today: 'Today',
    coming: 'Coming',
    snoozed: 'Snoozed',
    none: 'Nothing open. A new task: ',
    nonePart: 'Nothing here.',
    how: 'By number: ',
    more: (count: number) => `…and ${count} more: `,
    summary: (overdue: number, today: number, coming: number) => `${overdue} overdue, ${today} today, ${coming} coming`,
    part: (name: string, count: number) => `${name} (${count})`,
    between: ' · ',
  },
  'zh-CN': {
    mine: '我的任务',
    team: '团队任务',
    person: (name: string) => `${name}的任务`,
    customer: (name: string) => `${name}的任务`,
    hidden: '其他团队的任务您看不到；在“只看自己的客户”的团队里，同事的任务也不会显示。',
    overdue: '已逾期',
    today: '今天',
    coming: '即将到期',
    snoozed: '已推迟',
    none: '目前没有待办任务。新建任务：',
    nonePart: '这里没有任务。',
    how: '按编号操作：',
    more: (count: number) => `……另有 ${count} 项，查看全部：`,
    summary: (overdue: number, today: number, coming: number) => `逾期 ${overdue} 项，今天 ${today} 项，即将到期 ${coming} 项`,
    part: (name: string, count: number) => `${name}（${count}）`,
    between: '，',
  },
})

export const listCommands = wording({
  en: {
    care: '/care',
    newTask: '/care new acme: send the quote friday',
    done: '/care done 1 reached',
    snooze: '/care snooze 1 tomorrow',
  },
  'zh-CN': { care: '/care', newTask: '/care 新建 知客：周五发报价', done: '/care 完成 1 已联系', snooze: '/care 推迟 1 明天' },
})

/** Rows shown of each part when all are shown, and of one part on a page. */
const shownOf: Record<Bucket, number> = { overdue: 8, today: 8, coming: 6, snoozed: 4 }
const pageLength = 15

/** The list of tasks: numbered through all its parts, bounded, saying what is left out and how to see it. */
export async function listMessage(context: Context, listing: Listing, person: Member | null): Promise<Message> {
  const where = listingWhere(context, listing, person)
  const parts: ListPart[] = []
  const totals: Record<Bucket, number> = { overdue: 0, today: 0, coming: 0, snoozed: 0 }
  let next = 1
  for (const bucket of listing.bucket ? [listing.bucket] : buckets) {
    const take = listing.bucket ? pageLength : shownOf[bucket]
    const skip = listing.bucket ? (listing.page - 1) * pageLength : 0
    const { tasks, total } = await bucketTasks(context, bucket, where, { skip, take })
    totals[bucket] = total
    if (tasks.length === 0) continue
    if (listing.bucket) next = skip + 1
    const standing = await standingOf(context, tasks)
    const absent = await absentOthers(context, tasks)
    parts.push(listPart(context, listing, bucket, { tasks, total, standing, absent }, next, skip))
    next += tasks.length
  }
  const message = frame(context, listing, person, parts, totals)
  if (person === null || !(await isHidden(context, person))) return message
  const { hidden } = words(context.locale)
  if (parts.length > 0) return { ...message, parts: [...message.parts, { kind: 'note', text: [hidden] }] }
  // That nothing is open would be more than the speaker may know.
  return { ...message, summary: hidden, parts: [...message.parts.slice(0, 1), { kind: 'text', text: [hidden] }] }
}

/** Whether some of the person's tasks may be out of the speaker's sight; says nothing of whether there are any. */
async function isHidden(context: Context, person: Member): Promise<boolean> {
  if (person.id === context.actor.memberId) return false
  const teams = [...(await rolesOf(context.tx, person.id)).keys()]
  const ownOnly = await context.tx.team.findMany({ where: { id: { in: teams }, ownOnly: true }, select: { id: true } })
  return teams.some(teamId => {
    const resource = { teamId, ownerId: person.id, ownOnly: ownOnly.some(({ id }) => id === teamId) }
    return !context.may('customer.read', resource)
  })
}

/** Which assignees other than the speaker are away. */
export const absentOthers = ({ tx, actor, now }: Context, tasks: readonly TaskRecord[]): Promise<Map<number, Absent>> =>
  absentAmong(
    tx,
    tasks.map(({ assigneeId }) => assigneeId).filter(id => id !== actor.memberId),
    now,
  )

function listPart(
  context: Context,
  listing: Listing,
  bucket: Bucket,
  { tasks, total, ...known }: Pick<RowOptions, 'standing' | 'absent'> & { tasks: readonly TaskRecord[]; total: number },
  start: number,
  skip: number,
): ListPart {
  const { locale, zone, now } = context
  const text = words(locale)
  const today = localDate(now, zone)
  const options: RowOptions = {
    locale,
    zone,
    now,
    today,
    withAssignee: listing.whose !== 'mine',
    withCustomer: listing.whose !== 'customer',
    may: mayWork(context),
    ...known,
  }
  const left = total - skip - tasks.length
  const page = listing.bucket ? listing.page + 1 : 1
  return {
    kind: 'list',
    title: text.part(text[bucket], total),
    start,
    rows: tasks.map(task => taskRow(task, options)),
    ...(left > 0 ? { more: [text.more(left), code(listCommand(listing, bucket, page, locale))] } : {}),
  }
}

function frame(
  context: Context,
  listing: Listing,
  person: Member | null,
  parts: ListPart[],
  totals: Record<Bucket, number>,
): Message {
  const { locale } = context
  const text = words(locale)
  const commands = listCommands(locale)
  const title = titleOf(listing, person, locale)
  const all: Part[] = [{ kind: 'heading', text: title }, ...parts]
  if (parts.length === 0) all.push({ kind: 'text', text: listing.bucket ? [text.nonePart] : [text.none, code(commands.newTask)] })
  else all.push({ kind: 'note', text: [text.how, code(commands.done), text.between, code(commands.snooze)] satisfies Inline[] })
  const { bucket } = listing
  const counts = bucket ? text.part(text[bucket], totals[bucket]) : text.summary(totals.overdue, totals.today, totals.coming)
  return { locale, summary: `${title}${locale === 'en' ? ': ' : '：'}${parts.length ? counts : text.nonePart}`, parts: all }
}

function titleOf(listing: Listing, person: Member | null, locale: Locale): string {
  const text = words(locale)
  if (listing.whose === 'person') return text.person(person?.name ?? '')
  return listing.whose === 'customer' ? text.customer(clip(listing.customer?.name ?? '', 80)) : text[listing.whose]
}

const spoken: Record<Locale, Record<Bucket | 'mine' | 'team', string>> = {
  en: { overdue: 'overdue', today: 'today', coming: 'coming', snoozed: 'snoozed', mine: 'mine', team: 'team' },
  'zh-CN': { overdue: '逾期', today: '今天', coming: '即将到期', snoozed: '已推迟', mine: '我的', team: '团队' },
}

/** The command that shows a page of one part. */
function listCommand(listing: Listing, bucket: Bucket, page: number, locale: Locale): string {
  const whose =
    listing.whose === 'person'
      ? personWord(listing.person)
      : listing.whose === 'customer'
        ? (listing.customer?.name ?? '')
        : spoken[locale][listing.whose]
  return `${listCommands(locale).care} ${whose} ${spoken[locale][bucket]}${page > 1 ? ` ${page}` : ''}`
}

/** The command that shows one part of one's own or the team's list. */
export const bucketCommand = (whose: 'mine' | 'team', bucket: Bucket, locale: Locale): string =>
  `${listCommands(locale).care} ${spoken[locale][whose]} ${spoken[locale][bucket]}`

const personWord = (person: string): string => (/^[@＠]/.test(person) ? person : `@${person}`)
