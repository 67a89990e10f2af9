import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { localDate } from '../chat/dates/zone.ts'
import { type CustomerHint, cardSection } from '../chat/feature.ts'
import type { Part } from '../chat/message.ts'
import type { RiskSignal } from '../chat/risk-signal.ts'
import type { Locale } from '../chat/wording.ts'
import { Prisma } from '../database/generated/client.ts'
import { changeText, reasonText, riskWords, scoreInline, sentences, standingText } from './messages.ts'
import type { Band } from './rules/bands.ts'
import { changeBetween, comparedDays, type Replayed, type ReplayRow, replayed, replaySql } from './scores/replay.ts'
import { valueParts } from './value.ts'

const daysOf = (context: Context) => comparedDays(localDate(context.now, zoneOf(context)))
const zoneOf = ({ team, zone }: Context): string => team?.zone ?? zone

/** The customer's risk on the 360 card: what raises it, how it moved, what the customer is worth, what is missing, how it was worked out. */
export const riskCard = cardSection<ReplayRow>({
  name: 'risk',
  order: 10,
  rows: (context, customerId) =>
    replaySql(context.rooms.riskSignals, zoneOf(context), daysOf(context), Prisma.sql`c."id" = ${customerId}`),
  show(context, [row], { leftAt }): Part[] {
    const words = riskWords(context.locale)
    const days = row ? replayed(row, daysOf(context)) : []
    const [today] = days
    if (leftAt || !row || !today || isUnknown(today))
      return [{ kind: 'facts', facts: [{ label: words.title, value: [leftAt ? words.left : words.none] }], priority: 9 }]
    return riskParts(context, today, days.slice(1))
  },
})

/** Neither an order nor a contract nor a signal. */
export const isUnknown = ({ scored, inputs }: Replayed): boolean => scored.target === 'points' && inputs.points === 0

function riskParts(context: Context, today: Replayed, before: readonly (Replayed | null)[]): Part[] {
  const { locale, now, rooms } = context
  const zone = zoneOf(context)
  const words = riskWords(locale)
  const { scored } = today
  const said = today.reasons.map(reason => reasonText(reason, { locale, zone, now, signals: rooms.riskSignals }))
  const notes = [
    ...changes(today, before, locale),
    ...missing(today, rooms.riskSignals, locale),
    methodText(today, locale, zone, now),
  ]
  const value = valueParts(today, locale)
  const reasons = said.length > 0 ? said : [words.noReason]
  return [
    {
      kind: 'list',
      title: words.standing(standingText(scored.score, scored.band, locale)),
      rows: reasons.map(reason => ({ text: [reason] })),
      priority: 9,
    },
    { kind: 'note', text: [sentences(notes, locale)], priority: 4 },
    ...(value.length > 0 ? [{ kind: 'facts', facts: value, priority: 6 } satisfies Part] : []),
  ]
}

/** `up 6 points since yesterday, down 2 since last week`; nothing where there is nothing to compare with. */
function changes(today: Replayed, [yesterday = null, lastWeek = null]: readonly (Replayed | null)[], locale: Locale): string[] {
  const words = riskWords(locale)
  const [day, week] = [changeBetween(yesterday, today), changeBetween(lastWeek, today)]
  const told = [
    ...(day ? [changeText(day, words.yesterday, locale)] : []),
    ...(week ? [changeText(week, words.week, locale)] : []),
  ]
  return told.length > 0 ? [told.join(words.join)] : []
}

/** What no signal knows anything of. */
export function missing({ signals }: Replayed, all: readonly RiskSignal[], locale: Locale): string[] {
  const unknown = all.flatMap(({ name, missing: word }) =>
    word && !signals.some(found => found.name === name) ? [word[locale]] : [],
  )
  return unknown.length > 0 ? [riskWords(locale).missing(unknown)] : []
}

/** What the figure is the chance of, as of when, and how far it can be trusted. */
export function methodText({ scored, model, date }: Replayed, locale: Locale, zone: string, now: Date): string {
  const words = riskWords(locale)
  const day = formatDate(date, locale, zone, 'short', now)
  if (scored.target === 'points') return words.points
  if (scored.target === 'renewal') return words.asOf(words.renewal, words.ofContracts, day)
  return words.asOf(words.order(model.risk.horizonDays), words[model.risk.method], day)
}

/** `65% at risk` beside a customer in a list; healthy ones need no mark. */
export const riskHint: CustomerHint = {
  name: 'risk',
  order: 10,
  async read({ tx, locale }, customerIds) {
    const rows = await tx.riskScore.findMany({
      where: { customerId: { in: [...customerIds] }, band: { not: 'healthy' } },
      select: { customerId: true, score: true, band: true },
    })
    return new Map(rows.map(({ customerId, score, band }) => [customerId, [scoreInline(score, band as Band, locale)]]))
  },
}
