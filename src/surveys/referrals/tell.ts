import { localDate, nextWorkingDay } from '../../chat/dates/zone.ts'
import { wording } from '../../chat/wording.ts'
import { customerById } from '../../customers/store.ts'
import type { Referral } from '../../database/generated/client.ts'
import { teamById } from '../../people/store.ts'
import { createTask } from '../../tasks/create.ts'
import type { SurveyRun } from '../parts.ts'

const words = wording({
  en: {
    title: (name: string) => `Call ${name}`,
    evidence: (from: string, reach: string) => `${from} recommended us to them; reach them at ${reach}`,
    suggestion: (from: string) => `mention ${from}; when they become a customer: /survey referred`,
  },
  'zh-CN': {
    title: (name: string) => `联系 ${name}`,
    evidence: (from: string, reach: string) => `${from} 的推荐；联系方式：${reach}`,
    suggestion: (from: string) => `说明是 ${from} 介绍的；成为客户后登记：/survey 推荐`,
  },
})

/** The owner of who recommended gets a task to call, and is told of it. */
export async function tellReferral({ tx, outbox, now }: SurveyRun, referral: Referral): Promise<void> {
  const customer = await customerById(tx, referral.customerId)
  if (!customer) return
  const team = await teamById(tx, customer.teamId)
  const text = words(team.locale)
  await createTask(tx, outbox, {
    customerId: customer.id,
    teamId: team.id,
    title: text.title(referral.name),
    dueOn: nextWorkingDay(localDate(now, team.zone), team.workdays),
    assigneeId: customer.ownerId,
    cause: 'referral',
    causeKey: `referral:${referral.id}`,
    evidence: [text.evidence(customer.name, referral.reach)],
    suggestion: text.suggestion(customer.name),
    actor: null,
    source: 'chat',
    now,
  })
}
