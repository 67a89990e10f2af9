import { cardSection } from '../../chat/feature.ts'
import { code, type Part } from '../../chat/message.ts'
import { byUrgency, mostBought } from './buy-again.ts'
import { nextPurchases, type PurchasesRow, purchasesSql } from './customer.ts'
import { type RelatedRow, relatedSql } from './customer-related.ts'
import { caveats, itemRow, nextWords, relatedRow } from './messages.ts'

const shownItems = 3

/** When the next order is expected, and of the products bought most often when each is, the overdue ones first. */
export const nextCard = cardSection<PurchasesRow>({
  name: 'next-purchases',
  order: 21,
  rows: ({ now }, customerId) => purchasesSql(customerId, now),
  show(context, [row], { name, leftAt }): Part[] {
    const next = row && nextPurchases(row)
    if (!next?.order || leftAt) return []
    const words = nextWords(context.locale)
    const again = next.items.filter(({ times }) => times > 1)
    const items = byUrgency(mostBought(again, shownItems))
    const left = next.items.length - items.length
    const who = name.includes(' ') ? `"${name}"` : name
    const more = left > 0 ? { more: [words.more(left), code(words.command(who))] } : {}
    const rows = [next.order, ...items].map(item => itemRow(context, item))
    return [{ kind: 'list', title: words.title, rows, ...more, priority: 5 }, ...caveats(context, next)]
  },
})

/** What buyers of the same products also buy and this customer does not. */
export const relatedCard = cardSection<RelatedRow>({
  name: 'related-product',
  order: 22,
  rows: ({ now }, customerId) => relatedSql(customerId, now, 1),
  show(context, rows, { leftAt }): Part[] {
    if (rows.length === 0 || leftAt) return []
    const title = nextWords(context.locale).related
    return [{ kind: 'list', title, rows: rows.map(row => relatedRow(context, row)), priority: 4 }]
  },
})
