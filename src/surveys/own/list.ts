import { type Context, type Team, teamOf } from '../../chat/context.ts'
import type { Verb } from '../../chat/feature.ts'
import { type Button, bold, code, type Message, type Part, type Row } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { clip } from '../../tasks/task.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { questionnairesOf } from '../questionnaires.ts'
import { reached, surveysWithCustomer } from '../results/read.ts'
import { countable } from '../results/scope.ts'

const words = wording({
  en: {
    title: (team: string) => `Questionnaires · ${team}`,
    asked: (reached: string, answered: string) => `${reached} asked, ${answered} answered`,
    never: 'not asked yet',
    every: 'every customer',
    for: 'for ',
    questions: (count: number) => `${count} ${count === 1 ? 'question' : 'questions'}`,
    results: 'Results',
    edit: 'Edit',
    archive: 'Archive',
    confirm: (name: string) => `“${name}” is no longer sent, not even automatically. Its answers stay.`,
    new: 'New questionnaire',
  },
  'zh-CN': {
    title: (team: string) => `问卷列表 · ${team}`,
    asked: (reached: string, answered: string) => `已发 ${reached} 份，回复 ${answered} 份`,
    never: '尚未发送过',
    every: '所有客户',
    for: '适用：',
    questions: (count: number) => `${count} 道题`,
    results: '查看结果',
    edit: '编辑',
    archive: '归档',
    confirm: (name: string) => `之后不再使用“${name}”，自动发送也会停止。已有回复保留。`,
    new: '新建问卷',
  },
})

/** `/survey list`: what customers can be asked with. */
export const listVerb: Verb = {
  name: 'list',
  words: ['list', 'all', '列表', '全部'],
  usage: { en: '/survey list', 'zh-CN': '/survey 列表' },
  needs: 'survey.read',
  async run(context) {
    const team = teamOf(context)
    context.demand('survey.read', { teamId: team.id })
    return { kind: 'message', message: await listMessage(context, team) }
  },
}

/** The team's questionnaires with how often they were asked; `done` says what was just done. A team has at most some fifty. */
export async function listMessage(context: Context, team: Team, done?: string): Promise<Message> {
  const { locale } = context
  const text = words(locale)
  const counts = await readCounts(context, team)
  const rows = (await questionnairesOf(context.tx, team.id)).map(one => rowOf(context, team, one, counts.get(one.kind)))
  const mayChange = context.may('survey.manage', { teamId: team.id })
  const add: Button = {
    action: 'surveys.questionnaire',
    label: text.new,
    value: { teamId: team.id, questionnaireId: null },
  }
  const parts: Part[] = [
    ...(done ? [{ kind: 'text', text: [done] } satisfies Part] : []),
    { kind: 'heading', text: text.title(team.name) },
    { kind: 'list', rows },
    ...(mayChange ? [{ kind: 'actions', actions: [add] } satisfies Part] : []),
  ]
  return { locale, summary: done ?? text.title(team.name), parts }
}

function rowOf(context: Context, team: Team, questionnaire: Questionnaire, count: Count | undefined): Row {
  const { locale } = context
  const text = words(locale)
  const { id, kind, name, filter, questions } = questionnaire
  const scope = { kind, teamId: team.id, filter: null, ownerId: null, quarter: null }
  const value = { teamId: team.id, questionnaireId: id }
  const change: Button[] =
    id !== null && context.may('survey.manage', { teamId: team.id })
      ? [
          { action: 'surveys.questionnaire', label: text.edit, value },
          { action: 'surveys.archive', label: text.archive, value, style: 'danger', confirm: text.confirm(name[locale]) },
        ]
      : []
  return {
    text: [
      bold(name[locale]),
      ` · ${count ? text.asked(count.reached.toLocaleString(locale), count.answered.toLocaleString(locale)) : text.never}`,
    ],
    detail: [`${text.questions(questions.length)} · ${text.for}`, filter === null ? text.every : code(clip(filter, 200))],
    act: [{ action: 'surveys.results', label: text.results, value: { scope, view: 'overview' } }, ...change],
  }
}

interface Count {
  kind: string
  reached: number
  answered: number
}

/** Cost: the team's surveys, each with its customer. */
async function readCounts(context: Context, team: Team): Promise<Map<string, Count>> {
  const rows = await context.tx.$queryRaw<Count[]>`
    SELECT s."kind", count(*)::int AS reached, count(s."answeredAt")::int AS answered
    FROM ${surveysWithCustomer}
    WHERE s."teamId" = ${team.id} AND ${countable(context, [team])} AND ${reached} GROUP BY 1`
  return new Map(rows.map(row => [row.kind, row]))
}
