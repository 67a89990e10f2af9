import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action } from '../../chat/feature.ts'
import { say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { customerById, customerResource } from '../../customers/store.ts'
import { nudge, remindable } from '../asking/reminder.ts'
import type { SurveyParts } from '../parts.ts'
import { askedIn, surveysWithCustomer } from './read.ts'
import { type Asked, askedFor, type Scope, scopeShape } from './scope.ts'
import { waitingView } from './waiting.ts'

/** What is put on its way at once; pressing again takes the others. */
const mostReminders = 500

const words = wording({
  en: {
    gone: 'There is nothing here to remind of any more.',
    sent: (count: string) => `${count} reminded. `,
    one: 'Reminded. ',
    later: (count: string) => `${count} to be reminded when quiet hours are over, unless they answer before. `,
    refused: (count: string) => `${count} not: answered, over or reminded meanwhile, or the customer may not be written to now.`,
  },
  'zh-CN': {
    gone: '这里已没有可以提醒的问卷。',
    sent: (count: string) => `已提醒 ${count} 位客户。`,
    one: '已提醒。',
    later: (count: string) => `${count} 位将在免打扰时段过后提醒，期间回复的不再提醒。`,
    refused: (count: string) => `${count} 位未提醒：已回复、已截止、已提醒过，或目前不宜联系该客户。`,
  },
})

export const remindAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.remind',
    needs: 'survey.send',
    value: z.strictObject({ scope: scopeShape, surveyId: z.int32() }),
    async run(context, { scope, surveyId }): Promise<Reply> {
      const survey = await context.tx.survey.findUnique({ where: { id: surveyId } })
      const customer = survey && (await customerById(context.tx, survey.customerId))
      if (!survey || !customer) return { kind: 'message', message: say(context.locale, words(context.locale).gone) }
      context.demand('survey.send', customerResource(customer))
      return remindThese(context, parts, scope, () => Promise.resolve([surveyId]))
    },
  })

export const remindAllAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.remind-all',
    needs: 'survey.send',
    value: z.strictObject({ scope: scopeShape }),
    run(context, { scope }): Promise<Reply> {
      context.demand('survey.send', { teamId: scope.teamId })
      return remindThese(context, parts, scope, asked => readRemindable(context, asked))
    },
  })

async function remindThese(
  context: Context,
  parts: SurveyParts,
  scope: Scope,
  read: (asked: Asked) => Promise<number[]>,
): Promise<Reply> {
  const { locale, tx, now, outbox, rooms } = context
  const text = words(locale)
  const asked = await askedFor(context, scope)
  if (asked === null || typeof asked === 'string') return { kind: 'message', message: say(locale, asked ?? text.gone) }
  const ids = await read(asked)
  const { sent, later, refused } = await nudge({ tx, now, outbox, rooms }, parts, ids)
  const said = [
    ...(sent === 1 && ids.length === 1 ? [text.one] : sent > 0 ? [text.sent(sent.toLocaleString(locale))] : []),
    ...(later > 0 ? [text.later(later.toLocaleString(locale))] : []),
    ...(refused > 0 ? [text.refused(refused.toLocaleString(locale))] : []),
  ]
  return { kind: 'replace', message: await waitingView(context, asked, said.join('').trim() || text.gone) }
}

/** Of customers who are the team's now, for they alone may be written to by its people. Cost: what was asked in the period. */
async function readRemindable({ tx, now }: Context, { names, period, team }: Asked): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT s."id" FROM ${surveysWithCustomer}
    WHERE ${names} AND ${askedIn(period)} AND c."teamId" = ${team.id} AND ${remindable(now)} ORDER BY s."id" LIMIT ${mostReminders}`
  return rows.map(({ id }) => id)
}
