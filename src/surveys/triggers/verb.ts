import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { bold, code, type Message, type Row, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { plainSpaces, splitFirst } from '../../chat/verbs.ts'
import { wording } from '../../chat/wording.ts'
import type { SurveyTrigger } from '../../database/generated/client.ts'
import { teamById } from '../../people/store.ts'
import { triggerCauses } from '../asking/ask.ts'
import { whichMessage } from '../asking/messages.ts'
import { findQuestionnaire, questionnairesOf } from '../questionnaires.ts'
import { takeDays, takeTrigger } from './read.ts'
import { type TriggerKind, triggerKinds } from './trigger.ts'

const words = wording({
  en: {
    title: (team: string) => `Automatic surveys: ${team}`,
    on: (name: string, when: string) => `${name}, ${when}`,
    off: 'off',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    policy:
      'Whatever the trigger: each customer at most once in 30 days, never in quiet hours, never while a serious ticket is open, never again once they have said so. What happened before a trigger was turned on does not count.',
    typed: 'To change the days or the questionnaire: ',
    example: '/survey auto order 21 csat',
    unknown: (what: string) => `There is no trigger “${what}”. There are:`,
    days: (from: number, to: number) => `Choose from ${from} to ${to} days.`,
    noDays: (name: string) => `“${name}” has no days to choose: each customer has a day of its own in the quarter.`,
    noTeam: 'Run this in your team’s channel.',
  },
  'zh-CN': {
    title: (team: string) => `自动问卷：${team}`,
    on: (name: string, when: string) => `${when}发送“${name}”`,
    off: '未开启',
    turnOn: '开启',
    turnOff: '关闭',
    policy:
      '无论哪种触发条件：每位客户 30 天内最多一次，免打扰时段不发，有严重工单未解决不发，客户退订后不再发。开启之前发生的事不会触发。',
    typed: '修改天数或问卷：',
    example: '/survey 自动 下单 21 csat',
    unknown: (what: string) => `没有“${what}”这个触发条件。可用的有：`,
    days: (from: number, to: number) => `请填 ${from} 到 ${to} 天。`,
    noDays: (name: string) => `“${name}”不用填天数，每位客户在季度里各有一天。`,
    noTeam: '请在团队频道里使用。',
  },
})

/** `/survey auto`, `/survey auto order 21 csat`, `/survey auto ticket off` */
export const autoVerb: Verb = {
  name: 'auto',
  words: ['auto', 'triggers', 'trigger', '自动', '触发'],
  usage: {
    en: '/survey auto [ticket|order|renewal|quarterly|lost] [days] [survey] [off]',
    'zh-CN': '/survey 自动 [工单|下单|续约|季度|流失] [天数] [问卷] [关闭]',
  },
  needs: 'survey.manage',
  async run(context, line) {
    const { locale, team } = context
    const text = words(locale)
    if (!team) return { kind: 'message', message: say(locale, text.noTeam) }
    context.demand('survey.manage', { teamId: team.id })
    if (!line.trim()) return { kind: 'message', message: await overview(context, team) }
    const named = takeTrigger(line)
    if (!named) {
      const message = await overview(context, team)
      message.parts.unshift({ kind: 'text', text: [text.unknown(splitFirst(line).first)] })
      return { kind: 'message', message }
    }
    return set(context, team, named.kind, named.rest)
  },
}

async function set(context: Context, team: Team, kind: TriggerKind, rest: string): Promise<Reply> {
  const { tx, locale } = context
  const typed = plainSpaces(rest)
  const text = words(locale)
  if (/^(off|stop|关闭|关|停用)$/iu.test(typed)) {
    await turnOff(context, team.id, kind)
    return { kind: 'message', message: await overview(context, team) }
  }
  const { days: given, name } = takeDays(typed)
  const { range } = kind
  if (given !== null && !range) return { kind: 'message', message: say(locale, text.noDays(kind.name[locale])) }
  const days = given ?? kind.usual.days
  if (range && (days < range.from || days > range.to))
    return { kind: 'message', message: say(locale, text.days(range.from, range.to)) }
  const questionnaire = await findQuestionnaire(tx, team.id, name || kind.usual.kind)
  if (!questionnaire) return { kind: 'message', message: whichMessage(locale, await questionnairesOf(tx, team.id)) }
  await turnOn(context, team, kind, { days, kind: questionnaire.kind })
  return { kind: 'message', message: await overview(context, team) }
}

async function turnOn({ tx, now, actor }: Context, team: Team, { cause }: TriggerKind, given: { days: number; kind: string }) {
  const where = { teamId_cause: { teamId: team.id, cause } }
  const create = { teamId: team.id, cause, ...given, since: now, setById: actor.memberId }
  await tx.surveyTrigger.upsert({ where, create, update: { ...given, setById: actor.memberId } })
}

async function turnOff({ tx }: Context, teamId: number, { cause }: TriggerKind): Promise<void> {
  await tx.surveyTrigger.deleteMany({ where: { teamId, cause } })
}

async function overview({ tx, locale }: Context, team: Team): Promise<Message> {
  const text = words(locale)
  const set = new Map((await tx.surveyTrigger.findMany({ where: { teamId: team.id } })).map(row => [row.cause, row]))
  const names = new Map((await questionnairesOf(tx, team.id)).map(({ kind, name }) => [kind, name[locale]]))
  const onText = (kind: TriggerKind, row: SurveyTrigger): string =>
    text.on(names.get(row.kind) ?? row.kind, kind.when(row.days)[locale])
  const rows = triggerKinds.map((kind): Row => {
    const row = set.get(kind.cause)
    const button = {
      action: 'surveys.trigger',
      label: row ? text.turnOff : text.turnOn,
      value: { teamId: team.id, cause: kind.cause, on: !row },
    }
    return { text: [bold(kind.name[locale])], detail: [row ? onText(kind, row) : text.off], act: [button] }
  })
  return {
    locale,
    summary: text.title(team.name),
    parts: [
      { kind: 'heading', text: text.title(team.name) },
      { kind: 'list', rows },
      { kind: 'note', text: [text.policy] },
      { kind: 'note', text: [text.typed, code(text.example)] },
    ],
  }
}

/** Turns a trigger on as usual, or off. */
export const triggerAction = action({
  id: 'surveys.trigger',
  needs: 'survey.manage',
  value: z.strictObject({
    teamId: z.int32(),
    cause: z.enum(triggerCauses),
    on: z.boolean(),
  }),
  async run(context, { teamId, cause, on }) {
    context.demand('survey.manage', { teamId })
    const team = await teamById(context.tx, teamId)
    const kind = triggerKinds.find(each => each.cause === cause)
    if (!kind) throw new Error(`no trigger ${cause}`)
    if (on) await turnOn(context, team, kind, kind.usual)
    else await turnOff(context, teamId, kind)
    return { kind: 'replace', message: await overview(context, team) }
  },
})
