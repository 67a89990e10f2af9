import { formatDate } from '../../chat/dates/format.ts'
import { addDays, startOfDay } from '../../chat/dates/zone.ts'
import type { DigestContext, DigestSection } from '../../chat/feature.ts'
import type { Inline, Part, Row } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { awayNote } from '../../people/away/note.ts'
import { absentAmong } from '../../people/away/store.ts'
import { personInline } from '../../people/store.ts'
import { trustLine } from '../backtest/trust.ts'
import { changeText, percent, reasonText, scoreInline, suggestion } from '../messages.ts'
import type { RiskReason } from '../rules/reasons.ts'
import { followActivities } from '../scores/follow.ts'
import { changeBetween, type Replayed, replayCustomers } from '../scores/replay.ts'
import { riskInPast } from './past.ts'
import { type DigestCustomer, type DigestRisk, type Moved, riskToday } from './today.ts'

const words = wording({
  en: {
    atRisk: (count: string) => `At risk: ${count}`,
    more: (count: string) => `${count} more: `,
    morePast: (count: string) => `${count} more that day. Today’s list: `,
    moreWhere: '/customer list at-risk',
    worth: ' a year',
    stake: ' at stake',
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
    worth: '/年',
    stake: '（可能流失）',
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

/** The customers a team should talk to today, by what is at stake; who came and who went since the last digest. */
export const atRiskSection: DigestSection = {
  name: 'at-risk',
  order: 10,
  async build(digest): Promise<Part[]> {
    const found = await (digest.past ? riskInPast(digest) : riskNow(digest))
    if (found.count + found.newlyCount + found.recoveredCount + found.leftCount + found.quiet + found.small === 0) return []
    return [...(await atRiskList(digest, found)), ...changes(digest, found), ...(await trust(digest))]
  },
}

/** What happened up to this minute counts, though the job that follows it may still be to come. */
async function riskNow(digest: DigestContext): Promise<DigestRisk> {
  await followActivities({ tx: digest.tx, signals: digest.rooms.riskSignals }, digest.asOf)
  return riskToday(digest)
}

async function trust({ tx, team, date, locale }: DigestContext): Promise<Part[]> {
  const line = await trustLine(tx, team.id, date, locale)
  return line ? [{ kind: 'note', text: [line], priority: 3 }] : []
}

async function atRiskList(digest: DigestContext, found: DigestRisk): Promise<Part[]> {
  const { tx, team, locale, rooms, date, previous } = digest
  const text = words(locale)
  if (found.listed.length === 0) return hidden(digest, found)
  const owners = await ownersOf(digest, found.listed)
  const ids = found.listed.map(({ customerId }) => customerId)
  const scores = await replayCustomers(tx, rooms.riskSignals, team.zone, [date, previous], ids, found.models)
  const contacts = await lastContacts(digest, ids)
  const act = rooms.customerActions.filter(entry => entry.on.includes('digest'))
  const rows = found.listed.map<Row>(row => ({
    text: headline(digest, row, scores.get(row.customerId) ?? []),
    detail: details(
      digest,
      scores.get(row.customerId)?.[0]?.reasons ?? [],
      owners.get(row.ownerId ?? 0),
      contacts.get(row.customerId),
    ),
    act: act.map(({ action, label }) => ({ action, label: label[locale], value: { customerId: row.customerId } })),
    ref: { kind: 'customer', id: row.customerId },
  }))
  const left = found.count - rows.length
  const said = (digest.past ? text.morePast : text.more)(left.toLocaleString(locale))
  const more: Inline[] = [said, { kind: 'code', text: text.moreWhere }]
  const list: Part = {
    kind: 'list',
    title: text.atRisk(found.count.toLocaleString(locale)),
    start: 1,
    rows,
    priority: 9,
    ...(left > 0 && { more }),
  }
  return [list, ...hidden(digest, found)]
}

function headline(digest: DigestContext, row: DigestCustomer, [now = null, then = null]: (Replayed | null)[]): Inline[] {
  const { locale, previous, team, asOf } = digest
  const text = words(locale)
  const change = now && changeBetween(then, now)
  const since = formatDate(previous, locale, team.zone, 'short', asOf)
  const worth = (amount: number, what: string): Inline[] =>
    amount >= 1 ? [' · ', { kind: 'money', amount: amount.toFixed(0), currency: row.currency }, what] : []
  return [
    { kind: 'bold', text: row.name },
    ' · ',
    scoreInline(row.score, row.band, locale),
    ...(change ? [` · ${changeText(change, since, locale)}`] : []),
    ...worth(row.yearly, text.worth),
    ...worth(row.value * (row.score ?? 0), text.stake),
  ]
}

function details(
  { locale, team, asOf, rooms }: DigestContext,
  reasons: readonly RiskReason[],
  owner: Inline[] | undefined,
  contact: string | null | undefined,
): Inline[] {
  const text = words(locale)
  const telling = { locale, zone: team.zone, now: asOf, signals: rooms.riskSignals }
  const contacted = contact ? text.contact(formatDate(contact, locale, team.zone, 'short', asOf)) : text.never
  return [
    ...reasons.flatMap(reason => [reasonText(reason, telling), ' · ']),
    ...(owner ?? [text.unassigned]),
    ` · ${contacted} · ${text.next(suggestion(reasons, locale))}`,
  ]
}

/** The local day of the last contact by the end of the digest's day. */
async function lastContacts({ tx, team, date }: DigestContext, ids: readonly number[]): Promise<Map<number, string | null>> {
  const end = startOfDay(addDays(date, 1), team.zone)
  const rows = await tx.$queryRaw<{ id: number; day: string | null }[]>`
    SELECT c."id", to_char(CASE WHEN c."lastContactAt" < ${end} THEN c."lastContactAt"
      ELSE (SELECT max(i."at") FROM "Interaction" i WHERE i."customerId" = c."id" AND i."at" < ${end} AND i."undoneAt" IS NULL) END
      AT TIME ZONE ${team.zone}, 'YYYY-MM-DD') AS day
    FROM "Customer" c WHERE c."id" = ANY(${[...ids]}::int[])`
  return new Map(rows.map(({ id, day }) => [id, day]))
}

/** Each owner, and who stands in for them while they are away. */
async function ownersOf({ tx, locale, asOf }: DigestContext, rows: readonly DigestCustomer[]): Promise<Map<number, Inline[]>> {
  const ids = rows.flatMap(row => row.ownerId ?? [])
  const members = await tx.member.findMany({ where: { id: { in: ids } } })
  const absent = await absentAmong(tx, ids, asOf)
  return new Map(members.map(member => [member.id, [personInline(member), awayNote(absent.get(member.id), locale, asOf)]]))
}

/** What the thresholds kept out of the list, so that a short list is not mistaken for a quiet day. */
function hidden({ locale, team }: DigestContext, found: DigestRisk): Part[] {
  const text = words(locale)
  const reasons = [
    ...(found.quiet > 0 ? [text.quiet(found.quiet.toLocaleString(locale))] : []),
    ...(found.small > 0 ? [text.small(found.small.toLocaleString(locale), `${team.digestMin} ${team.currency}`)] : []),
  ]
  return reasons.length > 0 ? [{ kind: 'note', text: [`${text.hidden}${reasons.join(text.comma)}`], priority: 4 }] : []
}

function changes({ locale }: DigestContext, found: DigestRisk): Part[] {
  const text = words(locale)
  return [
    named(text.newly, found.newly, found.newlyCount),
    named(text.recovered, found.recovered, found.recoveredCount),
    named(text.left, found.left, found.leftCount),
  ].filter(part => part !== null)

  function named(label: string, rows: readonly Moved[], count: number): Part | null {
    if (count === 0) return null
    const names = rows.map(({ name, score }) => {
      if (score === null) return name
      return locale === 'en' ? `${name} (${percent(score)})` : `${name}（${percent(score)}）`
    })
    const rest = count > rows.length ? text.andMore((count - rows.length).toLocaleString(locale)) : ''
    return { kind: 'text', text: [{ kind: 'bold', text: label }, `${names.join(text.comma)}${rest}`], priority: 6 }
  }
}
