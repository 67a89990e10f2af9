import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { bold, type Part, type Row } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import type { Item } from './buy-again.ts'
import { dateOfDay, type NextPurchases } from './customer.ts'
import type { RelatedRow } from './customer-related.ts'
import type { Day } from './purchases.ts'
import { lift } from './related.ts'

export const nextWords = wording({
  en: {
    title: 'Expected next',
    titleOf: (name: string) => `What ${name} may buy next`,
    button: 'Next purchases',
    anyOrder: 'Next order',
    ahead: (from: string, until: string) => `: expected ${from} – ${until}`,
    due: (until: string) => `: expected now, by ${until}`,
    overdue: (from: string, until: string) => `: overdue, was expected ${from} – ${until}`,
    lapsed: (last: string) => `: not since ${last}`,
    onceAhead: (from: string, until: string) => `: if again, ${from} – ${until}`,
    onceDue: (until: string) => `: if again, by ${until}`,
    oncePast: (last: string) => `: once, on ${last}`,
    ordered: (times: number, every: number) => `ordered ${times} times, usually every ${days(every)}`,
    bought: (times: number, every: number) => `bought ${times} times, usually every ${days(every)}`,
    orderedOnce: 'ordered once so far',
    boughtOnce: 'bought once so far',
    noProducts: 'The orders name no products, so there is nothing to say about single products.',
    noOrders: (name: string) => `${name} has no orders, so there is nothing to expect yet.`,
    coverage: 'Of purchases that came, about half fell within such a window.',
    notLearned: 'The windows are general ones; tonight they are worked out from your own orders.',
    more: (count: number) => `…and ${count} more, shown with `,
    command: (who: string) => `/customer next ${who}`,
    related: 'May also need',
    relatedRow: (together: number, buyers: number, product: string) =>
      `bought by ${together} of the ${buyers} customers who buy ${product}`,
    liftRow: (times: string) => `; ${times} times as often as by customers in general`,
    noRelated: 'No other product stands out among customers who buy the same.',
  },
  'zh-CN': {
    title: '预计复购',
    titleOf: (name: string) => `${name}接下来可能会买`,
    button: '预计复购',
    anyOrder: '下一单',
    ahead: (from: string, until: string) => `：预计${from}至${until}`,
    due: (until: string) => `：近期该买了，预计在${until}前`,
    overdue: (from: string, until: string) => `：已过预计时间（${from}至${until}）`,
    lapsed: (last: string) => `：${last}之后没有再买`,
    onceAhead: (from: string, until: string) => `：如果再买，大约在${from}至${until}`,
    onceDue: (until: string) => `：如果再买，大约在${until}前`,
    oncePast: (last: string) => `：只在${last}买过一次`,
    ordered: (times: number, every: number) => `下过 ${times} 单，通常每 ${every} 天一单`,
    bought: (times: number, every: number) => `买过 ${times} 次，通常每 ${every} 天一次`,
    orderedOnce: '目前只下过一单',
    boughtOnce: '目前只买过一次',
    noProducts: '订单里没有商品明细，无法按商品预测。',
    noOrders: (name: string) => `${name}还没有订单，暂时无法预测。`,
    coverage: '按以往数据，再次购买的约有一半落在这样的时间段内。',
    notLearned: '目前按通用经验估算，今晚起改用本团队自己的订单数据。',
    more: (count: number) => `……另有 ${count} 种，查看：`,
    command: (who: string) => `/customer 复购 ${who}`,
    related: '可能还需要',
    relatedRow: (together: number, buyers: number, product: string) => `买“${product}”的 ${buyers} 位客户中有 ${together} 位也买`,
    liftRow: (times: string) => `，是一般客户的 ${times} 倍`,
    noRelated: '买同类商品的客户中，没有特别突出的其他商品。',
  },
})

const days = (count: number): string => (count === 1 ? 'day' : `${count} days`)

type Reader = Pick<Context, 'locale' | 'zone' | 'now'>

/** A product, or all orders, with its window, and quieter how often it was bought. */
export function itemRow({ locale, zone, now }: Reader, item: Item): Row {
  const words = nextWords(locale)
  const isOrder = item.product === ''
  const day = (day: Day): string => formatDate(dateOfDay(day), locale, zone, 'short', now)
  const [from, until, last] = [day(item.from), day(item.until), day(item.last)]
  const usual: Record<Item['standing'], string> = {
    ahead: words.ahead(from, until),
    due: words.due(until),
    overdue: words.overdue(from, until),
    lapsed: words.lapsed(last),
  }
  const past = words.oncePast(last)
  const once: Record<Item['standing'], string> = {
    ahead: words.onceAhead(from, until),
    due: words.onceDue(until),
    overdue: past,
    lapsed: past,
  }
  const often = isOrder ? words.ordered : words.bought
  const single = isOrder ? words.orderedOnce : words.boughtOnce
  return {
    text: [bold(isOrder ? words.anyOrder : item.name), (item.everyDays === null ? once : usual)[item.standing]],
    detail: [item.everyDays === null ? single : often(item.times, item.everyDays)],
  }
}

/** What the windows are worth, and what is missing. */
export function caveats({ locale }: Reader, { noProducts, learnedFrom }: NextPurchases): Part[] {
  const words = nextWords(locale)
  const text = [...(noProducts ? [words.noProducts] : []), learnedFrom === null ? words.notLearned : words.coverage]
  return [{ kind: 'note', text: [text.join(locale === 'en' ? ' ' : '')], priority: 3 }]
}

/** A product the customer does not buy, with how many others do. */
export function relatedRow({ locale }: Reader, related: RelatedRow): Row {
  const words = nextWords(locale)
  const { name, because, buyers, together, relatedBuyers, customers } = related
  const times = lift(together, buyers, relatedBuyers, customers)
  const often = times >= 1.05 ? words.liftRow(times.toFixed(1).replace(/\.0$/, '')) : ''
  return { text: [bold(name)], detail: [`${words.relatedRow(together, buyers, because)}${often}`] }
}
