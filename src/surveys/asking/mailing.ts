import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { action } from '../../chat/feature.ts'
import { code, type Message, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { longestFilter, readFilter } from '../../customers/filter/read.ts'
import { teamById } from '../../people/store.ts'
import type { SurveyParts } from '../parts.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { findQuestionnaire } from '../questionnaires.ts'
import { askCustomers } from './ask.ts'
import { wantedOf } from './preview.ts'
import { recallButton } from './recall.ts'

const words = wording({
  en: {
    now: (count: number, shown: string, name: string) =>
      `${shown} ${count === 1 ? 'customer is' : 'customers are'} being asked (${name}). Answers: `,
    later: (count: number, shown: string, name: string, when: string) =>
      `${shown} ${count === 1 ? 'customer' : 'customers'} will be asked (${name}) on ${when}, when quiet hours are over. Answers: `,
    results: (kind: string) => `/survey results ${kind}`,
    nobody: 'None of them can be asked any more: nothing was sent.',
  },
  'zh-CN': {
    now: (_count: number, shown: string, name: string) => `正在向 ${shown} 位客户发送问卷（${name}）。查看结果：`,
    later: (_count: number, shown: string, name: string, when: string) =>
      `免打扰时段过后（${when}）将向 ${shown} 位客户发送问卷（${name}）。查看结果：`,
    results: (kind: string) => `/survey 结果 ${kind}`,
    nobody: '目前没有可以发送的客户，问卷没有发出。',
  },
})

/** What one person's mailing of the last minutes says again, for who pressed twice. */
const justNowMs = 10 * 60_000

const mailing = z.strictObject({ teamId: z.int32(), filter: z.string().max(longestFilter + 20), kind: z.string().max(200) })

/** Asks them: everybody is looked at again, for the preview may be old. */
export const mailAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.mail',
    needs: 'survey.manage',
    value: mailing,
    slow: true,
    async run(context, { teamId, filter: line, kind }) {
      context.demand('survey.manage', { teamId })
      const { locale, tx, actor, now } = context
      const text = words(locale)
      const team = await teamById(tx, teamId)
      const questionnaire = await findQuestionnaire(tx, teamId, kind)
      const filter = await readFilter(context, line)
      if (!questionnaire || filter.kind === 'problem') return { kind: 'message', message: say(locale, text.nobody) }
      const { plan } = await wantedOf(context, parts, team, filter, questionnaire)
      const asking = { team, questionnaire, cause: 'manual' as const, createdById: actor.memberId }
      const { ids, sendAt, isWaiting } = await askCustomers(context, parts, asking, plan.ready)
      const asked =
        ids.length > 0 ? { count: ids.length, at: now, sendAt, isWaiting } : await justAsked(context, team, questionnaire)
      if (!asked) return { kind: 'message', message: say(locale, text.nobody) }
      return { kind: 'replace', message: askedMessage(context, team, questionnaire, asked) }
    },
  })

interface Mailed {
  count: number
  /** When it was asked for. */
  at: Date
  sendAt: Date
  isWaiting: boolean
}

/** A second click finds nobody left to ask: the first one's mailing is what it means. Cost: one's own surveys of the last minutes, by index. */
async function justAsked({ tx, now, actor }: Context, team: Team, { kind }: Questionnaire): Promise<Mailed | null> {
  const [last] = await tx.$queryRaw<Mailed[]>`
    SELECT count(*)::int AS count, "createdAt" AS at, max("sendAt") AS "sendAt", bool_or("queuedAt" IS NULL) AS "isWaiting"
    FROM "Survey" WHERE "createdById" = ${actor.memberId} AND "createdAt" > ${new Date(now.getTime() - justNowMs)}
      AND "teamId" = ${team.id} AND kind = ${kind} AND cause = 'manual' AND "failedCode" IS NULL
    GROUP BY "createdAt" ORDER BY "createdAt" DESC LIMIT 1`
  return last ?? null
}

function askedMessage({ locale, now }: Context, team: Team, { kind, name }: Questionnaire, asked: Mailed): Message {
  const text = words(locale)
  const { count, at, sendAt, isWaiting } = asked
  const shown = count.toLocaleString(locale)
  const when = formatDate(sendAt, locale, team.zone, 'datetime', now)
  const said = sendAt > now ? text.later(count, shown, name[locale], when) : text.now(count, shown, name[locale])
  const message = say(locale, said, code(text.results(kind)))
  if (isWaiting) message.parts.push({ kind: 'actions', actions: [recallButton(locale, team.id, at)] })
  return message
}
