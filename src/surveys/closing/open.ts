import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import type { DigestSection, Verb } from '../../chat/feature.ts'
import { bold, code, type Inline, type ListPart, type Message, type Row, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { visible } from '../../customers/store.ts'
import { Prisma } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { clip } from '../../tasks/task.ts'

const words = wording({
  en: {
    title: (count: number) => `Unhappy answers to follow up (${count})`,
    none: 'No unhappy answers are waiting. Send a survey: ',
    example: '/survey send acme nps',
    close: 'Close the loop',
    since: (when: string, owner: string) => `${when} · ${owner}`,
    nobody: 'nobody',
    more: (left: number) => `…and ${left} more`,
  },
  'zh-CN': {
    title: (count: number) => `待处理的不满意反馈（${count}）`,
    none: '没有待处理的不满意反馈。发送问卷：',
    example: '/survey 发送 知客 nps',
    close: '回复处理结果',
    since: (when: string, owner: string) => `${when} · ${owner}`,
    nobody: '未分配',
    more: (left: number) => `……另有 ${left} 条`,
  },
})

interface Open {
  id: number
  customerId: number
  name: string
  survey: string
  score: number
  comment: string | null
  answeredAt: Date
  owner: string | null
  total: number
}

/** Unhappy answers nobody has closed, the oldest first. Cost: by the index on tasks of surveys. */
function openAnswers(tx: Tx, where: Prisma.Sql, limit: number): Promise<Open[]> {
  return tx.$queryRaw<Open[]>`
    SELECT s.id, s."customerId", c.name, coalesce(q.name, upper(s.kind)) AS survey, s.score, s.comment, s."answeredAt", o.name AS owner, count(*) OVER ()::int AS total
    FROM "Survey" s JOIN "Customer" c ON c.id = s."customerId" LEFT JOIN "Member" o ON o.id = c."ownerId"
    LEFT JOIN "Questionnaire" q ON q.id = s."questionnaireId"
    WHERE s."taskId" IS NOT NULL AND s."closedAt" IS NULL AND s.target IS NOT NULL AND ${where}
    ORDER BY s."answeredAt", s.id LIMIT ${limit}`
}

const shownAtMost = 10

/** `/survey`: what customers are unhappy about and nobody has answered yet. */
export const openVerb: Verb = {
  name: 'open',
  words: ['open', 'unhappy', '待处理', '未处理', '不满意'],
  usage: { en: '/survey open', 'zh-CN': '/survey 待处理' },
  needs: 'survey.read',
  async run(context) {
    const rows = await openAnswers(context.tx, visible(context), shownAtMost)
    return { kind: 'message', message: openMessage(context, rows) }
  },
}

function openMessage({ locale, zone, now }: Context, rows: readonly Open[]): Message {
  const text = words(locale)
  const [first] = rows
  if (!first) return say(locale, text.none, code(text.example))
  const title = text.title(first.total)
  return {
    locale,
    summary: title,
    parts: [{ kind: 'heading', text: title }, listPart(rows, { locale, zone, now })],
  }
}

function listPart(rows: readonly Open[], { locale, zone, now }: { locale: Locale; zone: string; now: Date }): ListPart {
  const text = words(locale)
  const left = (rows[0]?.total ?? 0) - rows.length
  const listed = rows.map((row): Row => {
    const line: Inline[] = [bold(clip(row.name, 80)), ` · ${row.survey} ${row.score}`]
    if (row.comment) line.push(` · “${clip(row.comment, 200)}”`)
    const when = formatDate(row.answeredAt, locale, zone, 'relative', now)
    const close = { action: 'surveys.close', label: text.close, value: { surveyId: row.id } }
    return {
      text: line,
      detail: [text.since(when, row.owner ?? text.nobody)],
      act: [close],
      ref: { kind: 'customer', id: row.customerId },
    }
  })
  return { kind: 'list', start: 1, rows: listed, ...(left > 0 ? { more: [text.more(left)] } : {}) }
}

const inDigest = 5

/** What of it the team's digest says. A past day's digest does not know what was open then. */
export const openSection: DigestSection = {
  name: 'unhappy-answers',
  order: 40,
  async build({ tx, team, locale, past, asOf }) {
    if (past) return []
    const rows = await openAnswers(tx, Prisma.sql`c."teamId" = ${team.id} AND c."erasedAt" IS NULL`, inDigest)
    const [first] = rows
    if (!first) return []
    const part = plain(listPart(rows, { locale, zone: team.zone, now: asOf }))
    return [{ ...part, title: words(locale).title(first.total), priority: 6 }]
  },
}

/** Numbers in the digest are those of its customers at risk. */
function plain({ start: _, ...part }: ListPart): ListPart {
  return { ...part, rows: part.rows.map(({ ref: _ref, ...row }) => row) }
}
