import { z } from 'zod'
import type { Context } from '../chat/context.ts'
import { localDate } from '../chat/dates/zone.ts'
import { action, type Verb } from '../chat/feature.ts'
import { type Message, say } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { aboutWhom, withClicked, withCustomer } from '../customers/about.ts'
import type { CustomerRecord } from '../customers/store.ts'
import { isUnknown, methodText, missing } from './card.ts'
import { bandWord, changeText, percent, reasonText, riskWords, sentences } from './messages.ts'
import type { OrderFacts } from './model/order-facts.ts'
import { type Arithmetic, arithmeticOf, type Term } from './rules/terms.ts'
import { changeBetween, comparedDays, type Replayed, replayCustomers } from './scores/replay.ts'

const words = wording({
  en: {
    button: 'Why',
    title: (name: string, score: string) => `Why ${name} stands at ${score}`,
    standing: (chance: string, band: string) => `${chance} (${band})`,
    columns: ['Log-odds', 'From', 'Here', 'Average'],
    base: 'Average customer who has not left',
    baseOfContracts: 'Contracts of yours that were not renewed',
    buying: (days: number, age: number, silent: number) =>
      `Model of buying (MBG/NBD): orders on ${days} ${days === 1 ? 'day' : 'days'} in ${age}, silent for ${silent}`,
    frequency: 'Order days',
    recency: 'Days silent',
    age: 'Days since the first order',
    overdue: 'Silence in usual gaps',
    spend: 'Spent in all',
    sum: 'Sum',
    chance: (odds: string, chance: string) => `The chance is 1 / (1 + e^−(${odds})) = ${chance}.`,
    band: (band: string) => `Band: ${band}. Thresholds are 40, 60 and 80 %; a better band only 5 points below its threshold.`,
    parameters: (text: string) => `Model of buying, in days: ${text}`,
    ahead: (count: number) => `Not counted: ${count} ${count === 1 ? 'order' : 'orders'} dated after today`,
    none: (name: string) => `Nothing is known of ${name} yet: no orders, no contract, no signals.`,
    left: (name: string) => `${name} counts as left; no risk is worked out.`,
    noModel: 'No scores were worked out yet; that happens within a minute of the first customers.',
  },
  'zh-CN': {
    button: '为什么',
    title: (name: string, score: string) => `${name}为什么是${score}`,
    standing: (chance: string, band: string) => ` ${chance}（${band}）`,
    columns: ['对数几率', '来源', '该客户', '平均'],
    base: '尚未流失客户的平均水平',
    baseOfContracts: '贵司合同的未续约率',
    buying: (days: number, age: number, silent: number) =>
      `购买模型（MBG/NBD）：${age} 天内下单 ${days} 天，已 ${silent} 天没有订单`,
    frequency: '下单天数',
    recency: '未下单天数',
    age: '首单至今天数',
    overdue: '未下单时长 ÷ 平时间隔',
    spend: '累计消费',
    sum: '合计',
    chance: (odds: string, chance: string) => `概率 = 1 / (1 + e^−(${odds})) = ${chance}。`,
    band: (band: string) => `等级：${band}。门槛为 40、60、80%；低于门槛 5 个百分点才会转好一级。`,
    parameters: (text: string) => `购买模型参数（单位：天）：${text}`,
    ahead: (count: number) => `未计入：${count} 笔日期在今天之后的订单`,
    none: (name: string) => `${name}暂无数据：没有订单、合同或信号。`,
    left: (name: string) => `${name}已流失，不再计算风险。`,
    noModel: '还没有算出分数；录入客户后一分钟内就会有。',
  },
})

/** `/customer why acme`: the complete arithmetic of one score. */
export const whyVerb: Verb = {
  name: 'why',
  words: ['why', '原因', '为什么'],
  usage: { en: '/customer why acme', 'zh-CN': '/customer 为什么 知客' },
  needs: 'customer.read',
  async run(context, rest) {
    const act = (customer: CustomerRecord) => [
      { action: 'risk.why', label: words(context.locale).button, value: { customerId: customer.id } },
    ]
    return withCustomer(context, await aboutWhom(context, rest), act, found =>
      withClicked(context, found.id, 'customer.read', async customer => ({
        kind: 'message',
        message: await whyMessage(context, customer),
      })),
    )
  },
}

export const whyAction = action({
  id: 'risk.why',
  needs: 'customer.read',
  value: z.strictObject({ customerId: z.int32() }),
  run: (context, { customerId }) =>
    withClicked(context, customerId, 'customer.read', async customer => ({
      kind: 'message',
      message: await whyMessage(context, customer),
    })),
})

export const whyLabel = { en: words('en').button, 'zh-CN': words('zh-CN').button }

async function whyMessage(context: Context, customer: CustomerRecord): Promise<Message> {
  const { tx, locale, rooms, now } = context
  const text = words(locale)
  if (customer.leftAt) return say(locale, text.left(customer.name))
  const zone = context.team?.zone ?? context.zone
  const days = comparedDays(localDate(now, zone))
  const [today = null, ...before] =
    (await replayCustomers(tx, rooms.riskSignals, zone, days, [customer.id])).get(customer.id) ?? []
  if (!today) return say(locale, text.noModel)
  if (isUnknown(today)) return say(locale, text.none(customer.name))
  const { score, band } = today.scored
  const said = score === null ? bandWord(band, locale) : text.standing(percent(score), bandWord(band, locale))
  return {
    locale,
    summary: text.title(customer.name, said),
    parts: [
      { kind: 'heading', text: text.title(customer.name, said), priority: 10 },
      { kind: 'table', columns: [...text.columns], rows: arithmeticRows(today, context), priority: 9 },
      { kind: 'note', text: [sentences(chanceNotes(today, context), locale)], priority: 6 },
      { kind: 'note', text: [sentences(trustNotes(today, before, context), locale)], priority: 5 },
    ],
  }
}

const odds = (points: number): string => points.toFixed(3).replace('-', '−')
const signed = (points: number): string => (points >= 0 ? `+${odds(points)}` : odds(points))

/** Every summand with the figures it comes from; the last row is their sum. */
function arithmeticRows(today: Replayed, { locale, now, rooms, zone }: Context): string[][] {
  const text = words(locale)
  const { base, terms } = partsOf(today)
  const telling = { locale, zone, now, signals: rooms.riskSignals }
  const signals = today.signals.filter(({ points }) => points !== 0)
  const average = today.scored.target === 'renewal' ? text.baseOfContracts : text.base
  return [
    ...(today.scored.target === 'points' ? [] : [[odds(base), average, '', '']]),
    ...terms.map(term => [signed(term.points), labelOf(term, today, locale), ...figures(term, today, locale)]),
    ...signals.map(signal => [
      signed(signal.points),
      reasonText({ kind: 'signal', signal, points: signal.points }, telling),
      '',
      '',
    ]),
    [odds(sumOf(today)), text.sum, '', ''],
  ]
}

const partsOf = ({ model, inputs }: Replayed): Arithmetic => arithmeticOf(model, inputs) ?? { base: 0, terms: [] }

function sumOf(today: Replayed): number {
  const { base, terms } = partsOf(today)
  return [...terms, ...today.signals].reduce((total, { points }) => total + points, base)
}

function labelOf({ name }: Term, { inputs: { orders } }: Replayed, locale: Locale): string {
  const text = words(locale)
  if (name !== 'buying') return text[name]
  const { x, tx, T } = orders ?? { x: 0, tx: 0, T: 0 }
  return text.buying(x + 1, T, T - tx)
}

/** A term's own figure and the average one, as people count: days, gaps, money. */
function figures({ name, from }: Term, { inputs, currency }: Replayed, locale: Locale): [string, string] {
  if ('odds' in from) return [odds(from.odds), odds(from.mean)]
  const shown = (value: number, digits = 0): string => value.toLocaleString(locale, { maximumFractionDigits: digits })
  const { orders } = inputs
  if (!orders) return ['', '']
  if (name === 'overdue') return [shown(Math.exp(from.value), 1), shown(Math.exp(from.mean), 1)]
  const offset = name === 'frequency' ? 1 : 0
  const unit = name === 'spend' ? ` ${currency}` : ''
  return [`${shown(ownFigure(name, orders))}${unit}`, `${shown(Math.expm1(from.mean) + offset)}${unit}`]
}

function ownFigure(name: Term['name'], { x, tx, T, netSpend }: OrderFacts): number {
  if (name === 'frequency') return x + 1
  if (name === 'recency') return T - tx
  return name === 'age' ? T : netSpend
}

/** How the sum becomes a chance, and the chance a band. */
function chanceNotes(today: Replayed, { locale, now, rooms, zone }: Context): string[] {
  const text = words(locale)
  const { score, band } = today.scored
  const telling = { locale, zone, now, signals: rooms.riskSignals }
  return [
    ...(score === null ? [] : [text.chance(odds(sumOf(today)), percent(score))]),
    text.band(bandWord(band, locale)),
    ...today.reasons.filter(({ kind }) => kind === 'floor').map(reason => reasonText(reason, telling)),
  ]
}

/** How it moved, what is missing, how it was worked out. */
function trustNotes(
  today: Replayed,
  [yesterday = null, lastWeek = null]: readonly (Replayed | null)[],
  { locale, now, rooms, zone }: Context,
): string[] {
  const said = riskWords(locale)
  const [day, week] = [changeBetween(yesterday, today), changeBetween(lastWeek, today)]
  const { r, alpha, a, b } = today.model.risk.buying
  const parameters = Object.entries({ r, alpha, a, b }).map(([name, value]) => `${name} ${value.toPrecision(4)}`)
  return [
    ...(day ? [changeText(day, said.yesterday, locale)] : []),
    ...(week ? [changeText(week, said.week, locale)] : []),
    ...missing(today, rooms.riskSignals, locale),
    ...(today.ahead > 0 ? [words(locale).ahead(today.ahead)] : []),
    methodText(today, locale, zone, now),
    ...(today.inputs.orders ? [words(locale).parameters(parameters.join(', '))] : []),
  ]
}
