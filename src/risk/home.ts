import { dutyOf } from '../chat/access.ts'
import type { Context } from '../chat/context.ts'
import { localDate } from '../chat/dates/zone.ts'
import type { HomeSection } from '../chat/feature.ts'
import { code, type Inline, type Row } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { visible } from '../customers/store.ts'
import { forNote } from '../people/away/note.ts'
import { type Absent, absentFor } from '../people/away/store.ts'
import { reasonText, scoreInline, suggestion } from './messages.ts'
import type { Band } from './rules/bands.ts'
import { type Replayed, replayCustomers } from './scores/replay.ts'

const words = wording({
  en: {
    title: (count: number) => `My customers at risk (${count})`,
    next: (text: string) => `Next: ${text}`,
    more: (count: number) => `…and ${count} more: `,
    list: '/customer list mine at-risk',
  },
  'zh-CN': {
    title: (count: number) => `我的风险客户（${count}）`,
    next: (text: string) => `建议：${text}`,
    more: (count: number) => `……另有 ${count} 位：`,
    list: '/customer 列表 我的 有风险',
  },
})

const shownAtMost = 5

interface Found {
  id: number
  ownerId: number
  name: string
  score: number | null
  band: Band
  total: number
}

/** The customers in the person's care who may leave, most to lose first, with what can be done; those kept quiet are left out. */
export const homeRisk: HomeSection = {
  name: 'at-risk',
  order: 20,
  async build(context) {
    const found = await mineAtRisk(context)
    const [first] = found
    if (!first) return []
    const { locale } = context
    const text = words(locale)
    const left = first.total - found.length
    const more: Inline[] = [text.more(left), code(text.list)]
    const absent = await absentFor(context.tx, context.actor.memberId ?? -1, context.now)
    const ids = found.map(({ id }) => id)
    const today = await replayCustomers(
      context.tx,
      context.rooms.riskSignals,
      context.zone,
      [localDate(context.now, context.zone)],
      ids,
    )
    const rows = found.map(customer => riskRow(context, customer, today.get(customer.id)?.[0], absent.get(customer.ownerId)))
    return [{ kind: 'list', title: text.title(first.total), rows, priority: 7, ...(left > 0 ? { more } : {}) }]
  },
}

/** Cost: the person's customers by the owner's index, each with its score. */
async function mineAtRisk(context: Context): Promise<Found[]> {
  const { tx, actor, now, zone } = context
  return tx.$queryRaw<Found[]>`
    SELECT c."id", c."ownerId", c."name", r."score", r."band", count(*) OVER ()::int AS total
    FROM "Customer" c JOIN "RiskScore" r ON r."customerId" = c."id"
    WHERE c."ownerId" = ANY(${dutyOf(actor)}::int[]) AND ${visible(context)} AND r."band" IN ('at_risk', 'critical')
      AND NOT EXISTS (SELECT 1 FROM "RiskQuiet" q WHERE q."customerId" = c."id" AND q."until" > ${localDate(now, zone)}::date)
    ORDER BY r."value" * r."score" DESC NULLS LAST, c."id" LIMIT ${shownAtMost}`
}

function riskRow(
  context: Context,
  { id, name, score, band }: Found,
  today: Replayed | null | undefined,
  absent: Absent | undefined,
): Row {
  const { locale, zone, now, rooms } = context
  const act = rooms.customerActions.filter(entry => entry.on.includes('digest'))
  const reasons = today?.reasons ?? []
  const why = reasons.map(reason => reasonText(reason, { locale, zone, now, signals: rooms.riskSignals }))
  return {
    text: [{ kind: 'bold', text: name }, ' · ', scoreInline(score, band, locale)],
    detail: [
      [...(absent ? [forNote(absent, locale, now)] : []), ...why, words(locale).next(suggestion(reasons, locale))].join(' · '),
    ],
    act: act.map(({ action, label }) => ({ action, label: label[locale], value: { customerId: id } })),
  }
}
