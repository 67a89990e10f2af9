import { localDate, startOfDay } from '../chat/dates/zone.ts'
import type { Job, JobContext, JobMember } from '../chat/job.ts'
import { code, type ListPart, type Message, type Part } from '../chat/message.ts'
import { rememberSentList } from '../chat/shown-list.ts'
import { wording } from '../chat/wording.ts'
import type { Prisma } from '../database/generated/client.ts'
import { type Absence, absenceOf, isAway } from '../people/away/away.ts'
import { type Absent, absentFor } from '../people/away/store.ts'
import { type Member, memberById, rolesOf } from '../people/store.ts'
import { bucketCommand, listCommands } from './list.ts'
import { meanwhileMessage } from './meanwhile.ts'
import { taskRow } from './row.ts'
import { bucketTasks, onDuty, type TaskRecord } from './store.ts'
import { type Bucket, previousWorkingDay } from './task.ts'

const words = wording({
  en: {
    heading: 'Your tasks today',
    summary: (overdue: number, today: number) => `${today} due today, ${overdue} overdue`,
    overdue: (count: number) => `Overdue (${count})`,
    today: (count: number) => `Today (${count})`,
    back: (count: number) => `Back from snooze (${count})`,
    more: (count: number) => `…and ${count} more: `,
    how: 'By number: ',
  },
  'zh-CN': {
    heading: '今天的任务',
    summary: (overdue: number, today: number) => `今天到期 ${today} 项，逾期 ${overdue} 项`,
    overdue: (count: number) => `已逾期（${count}）`,
    today: (count: number) => `今天（${count}）`,
    back: (count: number) => `推迟后恢复（${count}）`,
    more: (count: number) => `……另有 ${count} 项：`,
    how: '按编号操作：',
  },
})

const shownAtMost = 10

/** Once on each of a person's working days, at the start of it: what is overdue and due today; nothing when there is nothing. */
export const reminderJob: Job = {
  name: 'reminder',
  title: { en: 'Morning reminder', 'zh-CN': '早间任务提醒' },
  scope: 'member',
  workdaysOnly: true,
  dueAt: member => member.remindAt,
  async run(context, member) {
    const row = await memberById(context.tx, member.id)
    const absence = row && absenceOf(row)
    if (!row || isAway(absence, context.date)) return
    if (absence) await sayMeanwhile(context, member, absence)
    const absent = await absentFor(context.tx, member.id, context.now)
    const own = await ownTasks(context, row, absent)
    const overdue = await part(context, member, 'overdue', [own])
    const today = await part(context, member, 'today', [own])
    const back = await part(context, member, 'coming', [own, wokenSince(context, member)])
    if (overdue.total + today.total + back.total === 0) return
    const message = reminderMessage(context, member, { overdue, today, back }, absent)
    const isNew = await context.outbox.put(context.tx, {
      key: `reminder:${member.id}:${context.date}`,
      target: { platform: member.platform, kind: 'person', id: member.ref },
      message,
    })
    if (isNew) await rememberSentList(context.tx, member, message, context.now)
  },
}

type Absents = ReadonlyMap<number, Absent>
type Found = { tasks: TaskRecord[]; total: number }

/** Whoever lost their role in a team no longer hears about its customers. */
async function ownTasks({ tx }: JobContext, member: Member, absent: Absents): Promise<Prisma.CareTaskWhereInput> {
  const roles = [...(await rolesOf(tx, member.id))]
  const inTeams = (held: typeof roles) => (member.isPlatformAdmin ? {} : { teamId: { in: held.map(([team]) => team) } })
  // A stand-in works only where they are more than a viewer.
  const working = inTeams(roles.filter(([, role]) => role !== 'viewer'))
  const standsFor = new Map([...absent.values()].map(({ id, until }) => [id, until]))
  return {
    OR: [{ AND: [{ assigneeId: member.id }, inTeams(roles)] }, { AND: [onDuty({ memberId: null, standsFor }), working] }],
  }
}

/** Once for each absence: what colleagues did meanwhile. */
async function sayMeanwhile(context: JobContext, member: JobMember, absence: Absence): Promise<void> {
  const message = await meanwhileMessage(context, member, absence)
  if (!message) return
  const target = { platform: member.platform, kind: 'person' as const, id: member.ref }
  await context.outbox.put(context.tx, { key: `meanwhile:${member.id}:${absence.from}`, target, message })
}

async function part(context: JobContext, member: JobMember, bucket: Bucket, where: Prisma.CareTaskWhereInput[]): Promise<Found> {
  const person = { tx: context.tx, now: context.now, zone: member.zone }
  return bucketTasks(person, bucket, { AND: where }, { take: shownAtMost })
}

/** A task due later that was snoozed is said once when it is back: since the person's last working day. */
function wokenSince(context: JobContext, member: JobMember): Prisma.CareTaskWhereInput {
  const today = localDate(context.now, member.zone)
  const last = previousWorkingDay(today, member.workdays)
  return { snoozedUntil: { gt: startOfDay(last, member.zone), lte: context.now } }
}

function reminderMessage(
  context: JobContext,
  member: JobMember,
  found: { overdue: Found; today: Found; back: Found },
  absent: Absents,
): Message {
  const { locale } = member
  const text = words(locale)
  let start = 1
  const list = (title: string, { tasks, total }: Found, more: string): Part[] => {
    if (tasks.length === 0) return []
    const made = listPart(context, member, title, tasks, start, absent)
    start += tasks.length
    return [total > tasks.length ? { ...made, more: [text.more(total - tasks.length), code(more)] } : made]
  }
  const say = listCommands(locale)
  return {
    locale,
    summary: `${text.heading}${locale === 'en' ? ': ' : '：'}${text.summary(found.overdue.total, found.today.total)}`,
    parts: [
      { kind: 'heading', text: text.heading },
      ...list(text.overdue(found.overdue.total), found.overdue, bucketCommand('mine', 'overdue', locale)),
      ...list(text.today(found.today.total), found.today, bucketCommand('mine', 'today', locale)),
      ...list(text.back(found.back.total), found.back, say.care),
      { kind: 'note', text: [text.how, code(say.done), locale === 'en' ? ' · ' : '，', code(say.snooze)] },
    ],
  }
}

function listPart(
  context: JobContext,
  member: JobMember,
  title: string,
  tasks: readonly TaskRecord[],
  start: number,
  absent: Absents,
): ListPart {
  const { now } = context
  const { locale, zone } = member
  const options = {
    locale,
    zone,
    now,
    today: localDate(now, zone),
    withAssignee: false,
    withCustomer: true,
    may: () => true,
    absent,
  }
  return { kind: 'list', title, start, rows: tasks.map(task => taskRow(task, options)) }
}
