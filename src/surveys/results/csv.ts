import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { audit } from '../../chat/audit.ts'
import type { Context } from '../../chat/context.ts'
import { csvLine } from '../../chat/csv-line.ts'
import { localDate, localTime } from '../../chat/dates/zone.ts'
import { action } from '../../chat/feature.ts'
import { say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { answersShape, answerText, commented, type Questionnaire, scored } from '../questionnaire.ts'
import { channelText } from './channels.ts'
import { answeredIn, askedIn, surveysWithCustomer } from './read.ts'
import { type Asked, askedFor, scopeShape } from './scope.ts'
import { titleOf } from './views.ts'

/** The outbox keeps the file until it is sent. */
const mostRows = 20_000

const words = wording({
  en: {
    coming: 'The results come to you as a file in a direct message.',
    file: (title: string, count: string) => `${title}: ${count} surveys as a CSV file. It is personal data; handle it with care.`,
    cut: (count: string) => ` Only the latest ${count} are in it; narrow the results for the others.`,
    none: 'There is nothing that could be exported.',
    customer: 'customer',
    externalId: 'external id',
    kind: 'kind',
    askedAt: 'asked at',
    channel: 'channel',
    answeredAt: 'answered at',
    score: 'score',
    comment: 'comment',
    owner: 'owner',
    closedAt: 'closed at',
  },
  'zh-CN': {
    coming: '结果文件稍后以私信发给您。',
    file: (title: string, count: string) => `${title}：共 ${count} 份问卷（CSV 文件）。内含个人信息，请妥善保管。`,
    cut: (count: string) => `文件只含最近 ${count} 份，其余请缩小范围后导出。`,
    none: '没有可以导出的内容。',
    customer: '客户',
    externalId: '外部编号',
    kind: '问卷',
    askedAt: '发送时间',
    channel: '渠道',
    answeredAt: '回复时间',
    score: '得分',
    comment: '意见',
    owner: '负责人',
    closedAt: '闭环时间',
  },
})

/** Whatever place was asked from, the file goes to the asker alone. */
export const csvAction = action({
  id: 'surveys.csv',
  needs: 'survey.read',
  value: z.strictObject({ scope: scopeShape }),
  async run(context, { scope }): Promise<Reply> {
    context.demand('survey.read', { teamId: scope.teamId })
    const { tx, actor, locale, now, outbox } = context
    const text = words(locale)
    const asked = await askedFor(context, scope)
    const rows = asked === null || typeof asked === 'string' ? [] : await readRows(context, asked)
    if (asked === null || typeof asked === 'string' || rows.length === 0)
      return { kind: 'message', message: say(locale, typeof asked === 'string' ? asked : text.none) }
    await audit(tx, context, 'survey.read', JSON.stringify({ ...scope, rows: rows.length }), 'granted', now)
    const said = text.file(await titleOf(context, asked, 'overview'), Math.min(rows.length, mostRows).toLocaleString(locale))
    const cut = rows.length > mostRows ? text.cut(mostRows.toLocaleString(locale)) : ''
    const base64 = Buffer.from(csvText(asked, rows.slice(0, mostRows), locale)).toString('base64')
    await outbox.put(tx, {
      key: `survey-csv:${randomUUID()}`,
      target: { platform: actor.platform, kind: 'person', id: actor.ref },
      message: { ...say(locale, said, cut), files: [{ name: `rapport-survey-${localDate(now, asked.team.zone)}.csv`, base64 }] },
    })
    return { kind: 'message', message: say(locale, text.coming) }
  },
})

interface Row {
  customer: string
  externalId: string | null
  owner: string | null
  platform: string
  targetKind: string
  version: number | null
  askedAt: Date | null
  answeredAt: Date | null
  closedAt: Date | null
  score: number | null
  comment: string | null
  answers: unknown
}

/** One more than fits, to know whether there are more. Cost: what was asked or answered in the period, and a sort. */
function readRows({ tx }: Context, { names, period }: Asked): Promise<Row[]> {
  return tx.$queryRaw`
    SELECT c."name" AS customer, c."externalId", o."name" AS owner, s."platform", s."targetKind", s."questionnaireId" AS version,
           s."sentAt" AS "askedAt", s."answeredAt", s."closedAt", s."score", s."comment", s."answers"
    FROM ${surveysWithCustomer} LEFT JOIN "Member" o ON o."id" = c."ownerId"
    WHERE ${names} AND (${askedIn(period)} OR ${answeredIn(period)})
    ORDER BY coalesce(s."sentAt", s."createdAt") DESC, s."id" DESC LIMIT ${mostRows + 1}`
}

/** Spreadsheets read UTF-8 only behind this mark. */
const mark = '\uFEFF'

/** A line a survey; a question beside the score and the comment has a column of its own. Instants are local to the team. */
function csvText({ questionnaire, versions, team }: Asked, rows: readonly Row[], locale: Locale): string {
  const text = words(locale)
  const questions = [...new Set(versions.flatMap(version => furtherOf(version).map(question => question.text[locale])))]
  const instant = (at: Date | null) => (at ? `${localDate(at, team.zone)} ${localTime(at, team.zone)}` : '')
  const head = [
    ...[text.customer, text.externalId, text.kind, text.askedAt, text.channel, text.answeredAt, text.score],
    ...[...questions, text.comment, text.owner, text.closedAt],
  ]
  const lines = rows.map(row => {
    const answers = answersShape.safeParse(row.answers).data ?? {}
    const asked = furtherOf(versions.find(({ id }) => id === row.version) ?? questionnaire)
    const further = questions.map(name => {
      const question = asked.find(one => one.text[locale] === name)
      const answer = question && answers[question.key]
      return question && answer !== undefined ? answerText(question, answer, locale) : ''
    })
    return csvLine([
      ...[row.customer, row.externalId ?? '', questionnaire.name[locale], instant(row.askedAt), channelText(row, locale, true)],
      ...[
        instant(row.answeredAt),
        row.score?.toString() ?? '',
        ...further,
        row.comment ?? '',
        row.owner ?? '',
        instant(row.closedAt),
      ],
    ])
  })
  return `${mark}${csvLine(head)}${lines.join('')}`
}

/** The questions that are neither the score nor the comment. */
const furtherOf = (questionnaire: Questionnaire) =>
  questionnaire.questions.filter(question => question !== scored(questionnaire) && question !== commented(questionnaire))
