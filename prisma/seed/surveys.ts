import { localeOf } from '../../src/chat/wording.ts'
import type { Survey } from '../../src/database/generated/client.ts'
import type { Tx } from '../../src/database/store.ts'
import { ACME_SHARED } from '../../src/playground/workspace.ts'
import { taskWords } from '../../src/surveys/closing/messages.ts'
import { commented, moodOf, type Questionnaire, scored } from '../../src/surveys/questionnaire.ts'
import { csat, nps } from '../../src/surveys/shipped.ts'
import { saidOf } from '../../src/surveys/timeline.ts'

/** Whose answers are laid out. */
interface Place {
  language: 'english' | 'chinese'
  owner: number
  teamId: number
  customers: readonly { id: number }[]
}

type Way = 'channel' | 'dm' | 'mail'

interface SurveyLine {
  customer: number
  /** Asked so many days ago, at that hour (UTC). */
  asked: number
  hour: number
  way: Way
  /** Null: not answered (yet); `bounced`: it never arrived. */
  score: number | null | 'bounced'
  comment?: string
  /** What was done about it, so many days after the answer. */
  closed?: readonly [days: number, text: string]
}

const line = (
  customer: number,
  asked: number,
  hour: number,
  way: Way,
  score: SurveyLine['score'],
  comment?: string,
  closed?: SurveyLine['closed'],
): SurveyLine => ({ customer, asked, hour, way, score, ...(comment ? { comment } : {}), ...(closed ? { closed } : {}) })

/** Loyalty, asked each quarter; whoever was asked lately or is often used to try things out has no recent one. */
const npsLines: Record<Place['language'], readonly SurveyLine[]> = {
  english: [
    line(2, 14, 8, 'dm', 9, 'Deliveries arrive on time, every time.'),
    line(5, 18, 8, 'mail', 10, 'Sofia knows our clubs better than we do. Great advice on the new panels.'),
    line(7, 22, 7, 'mail', 8, 'Good lamps. The catalogue could be easier to search.'),
    line(9, 25, 13, 'mail', 6, 'Your prices rose twice this year and nobody told us beforehand.'),
    line(10, 27, 9, 'dm', 10),
    line(14, 31, 15, 'mail', 9, 'Beautiful design, and the colours match from one batch to the next.'),
    line(18, 40, 9, 'mail', 9, 'Quick response whenever something is urgent.'),
    line(0, 103, 8, 'channel', 8, 'Solid quality; lead times were long before the Berlin opening.'),
    line(1, 106, 9, 'mail', 3, 'The delivery came a week late, right before our opening.', [
      2,
      'Deliveries before an opening now come with a fixed date and a van of our own.',
    ]),
    line(11, 110, 14, 'mail', 7),
    line(15, 112, 8, 'mail', 9, 'Good value for money and friendly people.'),
    line(17, 118, 10, 'dm', 10, 'The installation guide is excellent.'),
    line(19, 121, 16, 'mail', null),
    line(0, 196, 8, 'channel', 9, 'Our account manager is a pleasure to work with.'),
    line(3, 199, 9, 'mail', 2, 'Outdoor spots failed in the rain, and we waited two weeks for a reply.', [
      6,
      'All spots were replaced by the sealed series, and you have a direct line to service.',
    ]),
    line(5, 203, 8, 'mail', 9),
    line(13, 205, 15, 'mail', 8, 'Reliable, though not cheap.'),
    line(20, 210, 12, 'mail', 10, 'Fast delivery, fair price.'),
    line(2, 288, 8, 'dm', 8),
    line(4, 290, 9, 'mail', 9, 'The advice for our exhibition light was outstanding.'),
    line(6, 293, 14, 'mail', 5, 'Too expensive for small studios.', [6, 'Studios have a price list of their own now.']),
    line(10, 296, 9, 'dm', 9, 'Support answers within the hour.'),
    line(12, 2, 8, 'mail', null),
    line(16, 2, 14, 'mail', null),
    line(22, 9, 9, 'mail', null),
    line(13, 15, 9, 'mail', 'bounced'),
  ],
  chinese: [
    line(2, 13, 2, 'mail', 9, '到货准时，包装也很好。'),
    line(4, 17, 3, 'mail', 10, '晓雯沟通很耐心，方案一次就过。'),
    line(6, 21, 7, 'mail', 8, '质量稳定，就是报价偏贵。'),
    line(7, 24, 2, 'dm', 9),
    line(9, 29, 6, 'mail', 6, '换货处理得快，但是对接人换了两次。'),
    line(13, 36, 3, 'dm', 10, '产品设计好看，安装也方便。'),
    line(0, 101, 2, 'mail', 4, '展厅吊灯频闪，反馈了两次才处理。', [3, '已整批更换驱动电源，今后频闪问题 24 小时内上门。']),
    line(1, 104, 3, 'mail', 8, '服务不错，交期希望再短一点。'),
    line(10, 109, 8, 'mail', 7),
    line(14, 113, 2, 'mail', 9, '性价比高，推荐给了同行。'),
    line(2, 195, 3, 'mail', 9, '物流快，售后响应也及时。'),
    line(3, 198, 2, 'mail', 10, '灯光效果超出预期。'),
    line(6, 204, 7, 'mail', 3, '到货晚了五天，耽误了工期。', [4, '新增宁波前置仓，今后常用型号两天内送达。']),
    line(13, 285, 3, 'dm', 9),
    line(9, 291, 6, 'mail', 8, '价格合适，款式可以再多些。'),
    line(8, 2, 3, 'mail', null),
    line(11, 2, 7, 'mail', null),
    line(5, 118, 8, 'mail', null),
    line(12, 20, 2, 'mail', 'bounced'),
  ],
}

/** Satisfaction, asked after a ticket was solved. */
const csatLines: Record<Place['language'], readonly SurveyLine[]> = {
  english: [
    line(0, 48, 9, 'channel', 4, 'Invoice corrected the same day.'),
    line(1, 23, 8, 'mail', 2, 'It took nine days to get a clear answer.', [
      1,
      'From now on every complaint has one person who answers within a day.',
    ]),
    line(3, 72, 10, 'mail', 3, 'Solved in the end.'),
    line(7, 18, 9, 'mail', 5, 'Helpful and quick.'),
    line(10, 64, 14, 'dm', 5),
    line(17, 55, 8, 'mail', null),
  ],
  chinese: [
    line(0, 44, 3, 'mail', 5, '发票当天就重开了，很方便。'),
    line(1, 17, 2, 'mail', 2, '晚了五天才到货，也没有提前通知。'),
    line(4, 48, 7, 'mail', 3, '进水问题解决了，就是等了太久。'),
    line(6, 27, 3, 'mail', 5),
    line(7, 58, 8, 'dm', 4, '服务态度好。'),
  ],
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A year of surveys with their answers, as asking, answering and closing the loop would have left them. */
export async function surveys(tx: Tx, place: Place, now: Date): Promise<void> {
  await lay(tx, place, nps, npsLines[place.language], now)
  await lay(tx, place, csat, csatLines[place.language], now)
}

async function lay(tx: Tx, place: Place, questionnaire: Questionnaire, lines: readonly SurveyLine[], now: Date): Promise<void> {
  const data = lines.flatMap((one, index) => {
    const customer = place.customers[one.customer]
    return customer ? [rowOf(place, customer.id, questionnaire, one, index, now)] : []
  })
  const made = await tx.survey.createManyAndReturn({ data })
  for (const survey of made) {
    const isOpen = survey.score !== null && moodOf(questionnaire, survey.score) === 'unhappy' && survey.closedAt === null
    if (isOpen) await openLoop(tx, place, questionnaire, survey, now)
  }
  await tx.activity.createMany({
    data: made.flatMap(({ id, customerId, answeredAt, score, comment }) => {
      if (!answeredAt) return []
      const said = questionnaire.questions.flatMap(question => {
        const answer = question.kind === 'score' ? score : comment
        return answer === null ? [] : [saidOf(question, answer)]
      })
      const facts = { name: questionnaire.name, said, changed: false }
      return [{ customerId, kind: 'survey.answered', at: answeredAt, source: 'chat', refId: id, data: facts }]
    }),
  })
}

/** The owner has not said yet what was done about it. */
async function openLoop(tx: Tx, place: Place, questionnaire: Questionnaire, survey: Survey, now: Date): Promise<void> {
  const locale = localeOf(survey.locale)
  const { customerId, comment, score, answeredAt } = survey
  const task = await tx.careTask.create({
    data: {
      ...{ customerId, teamId: place.teamId, assigneeId: place.owner, cause: 'survey', causeKey: `survey:${survey.id}` },
      title: taskWords(locale).title(questionnaire.name[locale], score ?? 0),
      dueOn: new Date(now.getTime() + dayMs),
      evidence: comment === null ? [] : [comment],
      createdAt: answeredAt ?? now,
    },
    select: { id: true },
  })
  await tx.survey.update({ where: { id: survey.id }, data: { taskId: task.id } })
}

function rowOf(place: Place, customerId: number, questionnaire: Questionnaire, one: SurveyLine, index: number, now: Date) {
  const { language, owner, teamId } = place
  const sentAt = new Date(now.getTime() - one.asked * dayMs)
  sentAt.setUTCHours(one.hour, (index * 13) % 60, 0, 0)
  const score = typeof one.score === 'number' ? one.score : null
  const later = (days: number, from = sentAt) => new Date(from.getTime() + days * dayMs)
  // Most answer within the day, some after the reminder.
  const answeredAt = score === null ? null : later(index % 4 === 3 ? 3.2 : (1 + (index % 5)) / 12)
  const answers = { [scored(questionnaire)?.key ?? '']: score, [commented(questionnaire)?.key ?? '']: one.comment }
  return {
    ...{ customerId, teamId, kind: questionnaire.kind, cause: questionnaire.kind === 'nps' ? 'quarterly' : 'ticket' },
    ...targets[one.way](customerId),
    ...{ locale: language === 'english' ? 'en' : 'zh-CN', createdAt: sentAt, sendAt: sentAt, queuedAt: sentAt },
    sentAt: one.score === 'bounced' ? null : sentAt,
    failedCode: one.score === 'bounced' ? 'smtp_550' : null,
    remindedAt: one.asked > 3 && one.score !== 'bounced' && (!answeredAt || answeredAt > later(3)) ? later(3) : null,
    expiresAt: later(14),
    ...{ answeredAt, changedAt: answeredAt, score, comment: one.comment ?? null },
    answers: answeredAt ? Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer != null)) : {},
    closedAt: one.closed && answeredAt ? later(one.closed[0], answeredAt) : null,
    closedById: one.closed ? owner : null,
    closedText: one.closed?.[1] ?? null,
  }
}

const targets: Record<Way, (customerId: number) => { platform: string; targetKind: string; target: string }> = {
  channel: () => ({ platform: 'slack', targetKind: 'channel', target: ACME_SHARED }),
  dm: id => ({ platform: 'slack', targetKind: 'person', target: `U0CUSTOMER${id}` }),
  mail: id => ({ platform: 'email', targetKind: 'person', target: `purchasing@customer-${id}.example` }),
}
