import type { Context } from '../../chat/context.ts'
import type { Message } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { Prisma } from '../../database/generated/client.ts'
import { rfmSegments } from '../../segments/rfm/rules.ts'
import { rfmName } from '../../segments/rfm/words.ts'
import { rangeText, valueText } from './figure-text.ts'
import { fewestAnswers, figureOf, measureOf, total } from './figures.ts'
import { quarterText } from './quarter.ts'
import { answeredIn, askedIn, quarterAt, reached, surveysWithCustomer } from './read.ts'
import type { Asked } from './scope.ts'
import { csvButton, type Grouping, groupings, periodText, titleOf, viewButton } from './views.ts'

const words = wording({
  en: {
    owner: 'Owner',
    team: 'Team',
    segment: 'Segment',
    quarter: 'Quarter',
    score: 'Score',
    n: 'n',
    interval: '95%',
    response: 'Answered',
    nobody: 'nobody',
    few: 'too few',
    none: 'Nobody was asked in this period.',
    noSegment: 'None of those asked in this period is in a segment.',
    note: (period: string) => `${period}. Fewer than ${fewestAnswers} answers are too few to mean anything: no score is shown.`,
    several: 'A customer counts in each of its segments.',
    more: (count: number) => `${count} more, with fewer answers, are left out.`,
  },
  'zh-CN': {
    owner: '负责人',
    team: '团队',
    segment: '分群',
    quarter: '季度',
    score: '得分',
    n: 'n',
    interval: '95% 区间',
    response: '回复',
    nobody: '无负责人',
    few: '样本太少',
    none: '这段时间没有发过问卷。',
    noSegment: '这段时间收到问卷的客户都不在任何分群中。',
    note: (period: string) => `${period}。回复少于 ${fewestAnswers} 份没有代表性，不显示得分。`,
    several: '同一客户会计入其所在的每个分群。',
    more: (count: number) => `另有 ${count} 组回复较少，未列出。`,
  },
})

/** Rows of the table. */
const shown = 25

interface Group {
  key: string
  scores: Map<number, number>
  answered: number
  reached: number
  answeredOfReached: number
}

/** The results of each team, owner, segment or quarter, those with the most answers first. */
export async function groupsView(context: Context, asked: Asked, by: Grouping): Promise<Message> {
  const { locale } = context
  const text = words(locale)
  const { questionnaire, scope } = asked
  const title = await titleOf(context, asked, by)
  const all = await readGroups(context, asked, by)
  const groups = all.slice(0, shown)
  const names = await namesOf(context, by, groups)
  const hasScore = measureOf(questionnaire) !== 'none'
  const rows = groups.map(({ key, scores, answered, reached: sent, answeredOfReached }) => {
    const figure = figureOf(questionnaire, scores)
    const n = hasScore ? total(scores) : answered
    const score = figure ? valueText(questionnaire, figure.value, locale) : text.few
    const interval = figure ? rangeText(questionnaire, figure, locale) : ''
    const rate = sent === 0 ? '–' : `${answeredOfReached}/${sent}`
    return [names.get(key) ?? key, ...(hasScore ? [score] : []), n.toLocaleString(locale), ...(hasScore ? [interval] : []), rate]
  })
  const columns = [text[by], ...(hasScore ? [text.score] : []), text.n, ...(hasScore ? [text.interval] : []), text.response]
  const left = all.length - groups.length
  const notes = [
    text.note(periodText(asked, locale)),
    ...(by === 'segment' ? [text.several] : []),
    ...(left > 0 ? [text.more(left)] : []),
  ]
  const others = groupings.filter(other => other !== by && (other !== 'quarter' || scope.quarter === null))
  return {
    locale,
    summary: title,
    parts: [
      { kind: 'heading', text: title },
      rows.length
        ? { kind: 'table', columns, rows }
        : { kind: 'text', text: [by === 'segment' && (await isAnybody(context, asked)) ? text.noSegment : text.none] },
      { kind: 'note', text: [notes.join(locale === 'en' ? ' ' : '')] },
      {
        kind: 'actions',
        actions: [
          viewButton(locale, scope, 'overview'),
          ...others.map(other => viewButton(locale, scope, other)),
          csvButton(locale, scope),
        ],
      },
    ],
  }
}

/** Whether anything was asked or answered in the period at all. */
async function isAnybody({ tx }: Context, { counts, period }: Asked): Promise<boolean> {
  const [found] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM ${surveysWithCustomer}
    WHERE ${counts} AND (${askedIn(period)} OR ${answeredIn(period)}) LIMIT 1`
  return found !== undefined
}

/** Cost: what was asked and what was answered in the period, each with its customer, once. */
async function readGroups({ tx }: Context, asked: Asked, by: Grouping): Promise<Group[]> {
  const { period, team } = asked
  const counts = by === 'owner' || by === 'segment' ? asked.present : asked.counts
  const [answers, sent] = [
    keyOf(by, Prisma.sql`s."answeredAt"`, team.zone),
    keyOf(by, Prisma.sql`coalesce(s."sentAt", s."createdAt")`, team.zone),
  ]
  const scored = await tx.$queryRaw<{ key: string; score: number | null; count: number }[]>`
    SELECT ${answers.key} AS key, s."score", count(*)::int AS count
    FROM ${surveysWithCustomer} ${answers.join} WHERE ${counts} AND ${answeredIn(period)} GROUP BY 1, 2`
  const rates = await tx.$queryRaw<{ key: string; reached: number; answered: number }[]>`
    SELECT ${sent.key} AS key, count(*) FILTER (WHERE ${reached})::int AS reached, count(s."answeredAt")::int AS answered
    FROM ${surveysWithCustomer} ${sent.join} WHERE ${counts} AND ${askedIn(period)} GROUP BY 1`
  const groups = new Map<string, Group>()
  const group = (key: string): Group => {
    const known = groups.get(key) ?? { key, scores: new Map(), answered: 0, reached: 0, answeredOfReached: 0 }
    groups.set(key, known)
    return known
  }
  for (const { key, score, count } of scored) {
    const one = group(key)
    one.answered += count
    if (score !== null) one.scores.set(score, count)
  }
  for (const rate of rates) Object.assign(group(rate.key), { reached: rate.reached, answeredOfReached: rate.answered })
  const order = by === 'quarter' ? (one: Group, other: Group) => (one.key < other.key ? 1 : -1) : mostFirst
  return [...groups.values()].toSorted(order)
}

const mostFirst = (one: Group, other: Group): number => other.answered - one.answered || other.reached - one.reached

/** SQL of what a survey is grouped by, as text, and what must be joined for it. */
function keyOf(by: Grouping, at: Prisma.Sql, zone: string): { key: Prisma.Sql; join: Prisma.Sql } {
  if (by === 'team') return { key: Prisma.sql`s."teamId"::text`, join: Prisma.empty }
  if (by === 'owner') return { key: Prisma.sql`coalesce(c."ownerId"::text, '')`, join: Prisma.empty }
  if (by === 'quarter') return { key: quarterAt(at, zone), join: Prisma.empty }
  return {
    key: Prisma.sql`g."segment"`,
    join: Prisma.sql`JOIN LATERAL (
      SELECT r."segment" FROM "RfmScore" r WHERE r."customerId" = c."id"
      UNION ALL SELECT m."segmentId"::text FROM "SegmentMember" m WHERE m."customerId" = c."id") g ON g."segment" IS NOT NULL`,
  }
}

async function namesOf({ tx, locale }: Context, by: Grouping, groups: readonly Group[]): Promise<Map<string, string>> {
  const keys = groups.map(({ key }) => key)
  const ids = keys.filter(key => /^\d+$/.test(key)).map(Number)
  const named = (rows: readonly { id: number; name: string }[]) => rows.map(({ id, name }) => [String(id), name] as const)
  const select = { where: { id: { in: ids } }, select: { id: true, name: true } }
  if (by === 'quarter') return new Map(keys.map(key => [key, quarterText(key, locale)]))
  if (by === 'team') return new Map(named(await tx.team.findMany(select)))
  if (by === 'owner') return new Map([['', words(locale).nobody], ...named(await tx.member.findMany(select))])
  const rfm = rfmSegments.map(segment => [segment, rfmName(segment, locale)] as const)
  return new Map([...rfm, ...named(await tx.segment.findMany(select))])
}
