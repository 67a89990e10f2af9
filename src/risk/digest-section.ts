import { formatDate } from '../chat/dates/format.ts'
import { addDays, startOfDay } from '../chat/dates/zone.ts'
import type { DigestContext, DigestSection } from '../chat/feature.ts'
import type { Inline, Part, Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { awayNote } from '../people/away/note.ts'
import { absentAmong } from '../people/away/store.ts'
import { personInline } from '../people/store.ts'
import { type Assessed, assessBoth } from './assess.ts'
import { atLeast, type Band } from './estimate.ts'
import { percent, reasonText, scoreInline, suggestion } from './messages.ts'

const words = wording({
  en: {
    atRisk: (count: string) => `At risk: ${count}`,
    more: (count: string) => `${count} more: `,
    morePast: (count: string) => `${count} more that day. Today’s list: `,
    moreWhere: '/customer list at-risk',
    since: (points: number) => `${points > 0 ? 'up' : 'down'} ${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`,
    unchanged: 'unchanged',
    newHere: 'new',
    worth: ' in the last 12 months',
    unassigned: 'unassigned',
    contact: (day: string) => `last contact ${day}`,
    never: 'never contacted',
    next: (text: string) => `Next: ${text}`,
    newly: 'Newly at risk: ',
    recovered: 'Recovered: ',
    left: 'Counted as left since the last digest: ',
    quiet: (count: string) => `${count} snoozed`,
    small: (count: string, min: string) => `${count} worth less than ${min} a year`,
    hidden: 'Not listed: ',
    comma: ', ',
    andMore: (count: string) => ` and ${count} more`,
  },
  'zh-CN': {
    atRisk: (count: string) => `流失风险客户：${count} 位`,
    more: (count: string) => `……另有 ${count} 位：`,
    morePast: (count: string) => `……当天另有 ${count} 位。今天的名单：`,
    moreWhere: '/customer list 有风险',
    since: (points: number) => (points > 0 ? `上升 ${points} 分` : `下降 ${-points} 分`),
    unchanged: '持平',
    newHere: '首次估算',
    worth: '（近 12 个月）',
    unassigned: '未分配',
    contact: (day: string) => `上次联系 ${day}`,
    never: '从未联系',
    next: (text: string) => `建议：${text}`,
    newly: '新进入风险：',
    recovered: '风险解除：',
    left: '上期日报以来流失：',
    quiet: (count: string) => `${count} 位暂不提醒`,
    small: (count: string, min: string) => `${count} 位年消费低于 ${min}`,
    hidden: '未列出：',
    comma: '、',
    andMore: (count: string) => ` 等，另有 ${count} 位`,
  },
})

/** The customers a team should talk to today, by what they are worth; who came and who went since the last digest. */
export const atRiskSection: DigestSection = {
  name: 'at-risk',
  order: 10,
  async build(digest): Promise<Part[]> {
    const found = await compare(digest)
    if (found.listed.length + found.newly.length + found.recovered.length + found.left.length + found.quiet + found.small === 0)
      return []
    return [...(await atRiskList(digest, found)), ...changes(digest, found)]
  },
}

interface Compared {
  /** At risk and to be listed, most valuable first. */
  listed: Assessed[]
  before: Map<number, Assessed>
  newly: Assessed[]
  recovered: Assessed[]
  left: Assessed[]
  /** At risk but not listed: snoozed, or worth too little. */
  quiet: number
  small: number
}

async function compare(digest: DigestContext): Promise<Compared> {
  const { tx, team, date, previous } = digest
  const [now, then] = await assessBoth(tx, team, [date, previous])
  const threshold = team.digestBand as Band
  const before = new Map(then.customers.filter(row => row.left === null).map(row => [row.customerId, row]))
  const risky = (row: Assessed | undefined): boolean => row !== undefined && row.left === null && atLeast(row.band, threshold)
  const quietIds = await quietOn(digest)
  const atRisk = now.customers.filter(risky)
  const loud = atRisk.filter(row => !quietIds.has(row.customerId))
  const listed = loud.filter(row => row.value >= Number(team.digestMin))
  return {
    listed: listed.sort((a, b) => b.value * b.score - a.value * a.score || a.customerId - b.customerId),
    before,
    newly: listed.filter(row => before.has(row.customerId) && !risky(before.get(row.customerId))),
    recovered: now.customers.filter(row => row.left === null && !risky(row) && risky(before.get(row.customerId))),
    left: now.customers.filter(row => row.left !== null && before.has(row.customerId)),
    quiet: atRisk.length - loud.length,
    small: loud.length - listed.length,
  }
}

/** Customers kept quiet on that day: snoozed by its end, until a later day. */
async function quietOn({ tx, date, team }: DigestContext): Promise<Set<number>> {
  const end = startOfDay(addDays(date, 1), team.zone)
  const rows = await tx.riskQuiet.findMany({
    where: { until: { gt: new Date(date) }, createdAt: { lt: end } },
    select: { customerId: true },
  })
  return new Set(rows.map(row => row.customerId))
}

async function atRiskList(digest: DigestContext, found: Compared): Promise<Part[]> {
  const { team, locale, rooms } = digest
  const text = words(locale)
  if (found.listed.length === 0) return hidden(digest, found)
  const shown = found.listed.slice(0, team.digestLength)
  const owners = await ownersOf(digest, shown)
  const act = rooms.customerActions.filter(entry => entry.on.includes('digest'))
  const rows = shown.map<Row>(row => ({
    text: headline(digest, row, found.before.get(row.customerId)),
    detail: details(digest, row, owners.get(row.ownerId ?? 0)),
    act: act.map(({ action, label }) => ({ action, label: label[locale], value: { customerId: row.customerId } })),
    ref: { kind: 'customer', id: row.customerId },
  }))
  const left = found.listed.length - shown.length
  const said = (digest.past ? text.morePast : text.more)(left.toLocaleString(locale))
  const more: Inline[] = [said, { kind: 'code', text: text.moreWhere }]
  const list: Part = {
    kind: 'list',
    title: text.atRisk(found.listed.length.toLocaleString(locale)),
    start: 1,
    rows,
    priority: 9,
    ...(left > 0 && { more }),
  }
  return [list, ...hidden(digest, found)]
}

function headline({ locale }: DigestContext, row: Assessed, before: Assessed | undefined): Inline[] {
  const text = words(locale)
  const points = before ? Math.round((row.score - before.score) * 100) : null
  const change = points === null ? text.newHere : points === 0 ? text.unchanged : text.since(points)
  const worth: Inline[] =
    row.value > 0 ? [' · ', { kind: 'money', amount: row.value.toFixed(0), currency: row.currency }, text.worth] : []
  return [{ kind: 'bold', text: row.name }, ' · ', scoreInline(row.score, row.band, locale), ` · ${change}`, ...worth]
}

function details({ locale, team, asOf }: DigestContext, row: Assessed, owner: Inline[] | undefined): Inline[] {
  const text = words(locale)
  const reasons = row.reasons
    .filter(reason => reason.kind === 'overdue')
    .map(reason => reasonText(reason, locale, team.zone, asOf))
  const contact = row.lastContact ? text.contact(formatDate(row.lastContact, locale, team.zone, 'short', asOf)) : text.never
  return [
    ...reasons.flatMap(reason => [reason, ' · ']),
    ...(owner ?? [text.unassigned]),
    ` · ${contact} · ${text.next(suggestion(row.reasons, locale))}`,
  ]
}

/** Each owner, and who stands in for them while they are away. */
async function ownersOf({ tx, locale, asOf }: DigestContext, rows: readonly Assessed[]): Promise<Map<number, Inline[]>> {
  const ids = rows.flatMap(row => row.ownerId ?? [])
  const members = await tx.member.findMany({ where: { id: { in: ids } } })
  const absent = await absentAmong(tx, ids, asOf)
  return new Map(members.map(member => [member.id, [personInline(member), awayNote(absent.get(member.id), locale, asOf)]]))
}

/** What the thresholds kept out of the list, so that a short list is not mistaken for a quiet day. */
function hidden({ locale, team }: DigestContext, found: Compared): Part[] {
  const text = words(locale)
  const reasons = [
    ...(found.quiet > 0 ? [text.quiet(found.quiet.toLocaleString(locale))] : []),
    ...(found.small > 0 ? [text.small(found.small.toLocaleString(locale), `${team.digestMin} ${team.currency}`)] : []),
  ]
  return reasons.length > 0 ? [{ kind: 'note', text: [`${text.hidden}${reasons.join(text.comma)}`], priority: 4 }] : []
}

function changes({ locale }: DigestContext, found: Compared): Part[] {
  const text = words(locale)
  return [named(text.newly, found.newly), named(text.recovered, found.recovered), named(text.left, found.left)].filter(
    part => part !== null,
  )

  function named(label: string, rows: readonly Assessed[]): Part | null {
    if (rows.length === 0) return null
    const names = rows
      .toSorted((a, b) => b.value - a.value)
      .slice(0, 5)
      .map(row => (locale === 'en' ? `${row.name} (${percent(row.score)})` : `${row.name}（${percent(row.score)}）`))
    const rest = rows.length > 5 ? text.andMore((rows.length - 5).toLocaleString(locale)) : ''
    return { kind: 'text', text: [{ kind: 'bold', text: label }, `${names.join(text.comma)}${rest}`], priority: 6 }
  }
}
