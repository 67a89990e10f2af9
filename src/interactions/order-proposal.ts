import { type Amount, findAmounts } from './amount.ts'

export type OrderProposal = { kind: 'order'; amount: string; currency: string | null }

const MOST = 5
const REACH = 80

const ENGLISH = /\b(?:re-?order(?:ed|s)?|order(?:ed|s)?|bought|purchased?|placed|signed|closed|po|deal)\b/gi
const CHINESE = /下单|下了(?=.{0,10}单)|订单|成交|订购|采购了?|购买了?|买了|签单|签了|签下|签约|复购|追加|加购|订了|拿下|单子/g

// An order that was refused, wished for or undone is none; a person can still add it by hand.
const ENGLISH_NOT_DONE =
  /(?:\bnot?\b|n['’]t\b|\bnever\b|\bwithout\b|\b(?:will|may|might|would|could|should|can|cannot|if|wants?|plans?|going|hopes?|consider(?:s|ing)?|thinking|asked|expects?|likely|ready|before|instead of|cancel\w*|refund\w*|return\w*|lost|quote\w*|quotation)\b)[^.,;!?\n]{0,30}$/i
const CHINESE_NOT_DONE =
  /(?:没有?|未|不|取消|退|考虑|打算|想|计划|准备|可能|要是|如果|希望|犹豫|能否|是否|预计|有望|争取|报价|差点)[^，。；！？\n]{0,8}$/
const UNDONE_AFTER = /^[^.。;；!！?？\n]{0,40}(?:\bcancel|\brefund|取消|退货|退款|退了|黄了|没成)/i

/** Orders a note reports: an amount near a word for an order ("order 1200 EUR", 下单 1.2万元, 8000元的订单). At most five. */
export function findOrders(note: string): OrderProposal[] {
  const amounts = findAmounts(note)
  if (amounts.length === 0) return []
  const taken = new Set<Amount>()
  const orders: OrderProposal[] = []
  for (const [pattern, notDone] of [
    [ENGLISH, ENGLISH_NOT_DONE],
    [CHINESE, CHINESE_NOT_DONE],
  ] as const) {
    for (const match of note.matchAll(pattern)) {
      if (orders.length === MOST) return orders
      const end = match.index + match[0].length
      if (notDone.test(note.slice(Math.max(0, match.index - 40), match.index))) continue
      const chosen = amountAfter(note, end, amounts) ?? amountBefore(note, match.index, amounts)
      if (!chosen || taken.has(chosen) || UNDONE_AFTER.test(note.slice(Math.max(end, chosen.index + chosen.length)))) continue
      if (chosen.index < match.index && notDone.test(note.slice(Math.max(0, chosen.index - 40), chosen.index))) continue
      taken.add(chosen)
      orders.push({ kind: 'order', amount: chosen.amount, currency: chosen.currency })
    }
  }
  return orders
}

/** The first amount with a currency in the same sentence, else a bare number that stands right after the word or after "for". */
function amountAfter(note: string, end: number, amounts: readonly Amount[]): Amount | undefined {
  const reach = note.slice(end, end + REACH)
  const stop = end + (/[。；;！!？?\n]|\.(?=\s)/.exec(reach)?.index ?? reach.length)
  const near = amounts
    .slice(firstFrom(amounts, end))
    .slice(0, 12)
    .filter(one => one.index < stop)
  return near.find(one => one.currency !== null) ?? near.find(one => isPlainTotal(note, end, one))
}

function isPlainTotal(note: string, end: number, one: Amount): boolean {
  const between = note.slice(end, one.index)
  const after = note.slice(one.index + one.length)
  const leads =
    /^\s*(?:了|额|金额|总额|总计|共计|共|为|是|[:：]|of|for|worth|total(?:ling)?|an?)?\s*$|(?:\b(?:worth|for|total|at)|金额|共计|总计)\s*[:：为]?\s*$/i
  return leads.test(between) && /^\s*(?:$|[.,，。;；!！\n)）]|的?大?(?:订单|单子?))/.test(after)
}

/** "a $5k order", 8000元的订单: the amount ends right before the word. */
function amountBefore(note: string, start: number, amounts: readonly Amount[]): Amount | undefined {
  const one = amounts[firstFrom(amounts, start) - 1]
  if (!one || (one.currency === null && !/[万亿]/.test(note.slice(one.index, one.index + one.length)))) return undefined
  return /^\s*(?:的|大|新|(?:(?:new|repeat|first|big|renewal|purchase)\s+){0,2})\s*$/i.test(
    note.slice(one.index + one.length, start),
  )
    ? one
    : undefined
}

/** Position of the first amount at or after `index`, by halving: a note of 10,000 characters may hold thousands of amounts and words. */
function firstFrom(amounts: readonly Amount[], index: number): number {
  let low = 0
  let high = amounts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((amounts[middle]?.index ?? 0) < index) low = middle + 1
    else high = middle
  }
  return low
}
