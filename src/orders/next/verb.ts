import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Message, type Part, say } from '../../chat/message.ts'
import { aboutWhom, withClicked, withCustomer } from '../../customers/about.ts'
import { openButton } from '../../customers/messages.ts'
import { pageButtons, pageNote, pageThere } from '../../customers/paging.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import { byUrgency } from './buy-again.ts'
import { nextPurchases, type PurchasesRow, purchasesSql } from './customer.ts'
import { type RelatedRow, relatedSql } from './customer-related.ts'
import { caveats, itemRow, nextWords, relatedRow } from './messages.ts'

const pageSize = 10
const shownRelated = 5

export const nextVerb: Verb = {
  name: 'next',
  words: ['next', 'buy-again', '复购', '下次购买'],
  usage: { en: '/customer next acme', 'zh-CN': '/customer 复购 知客' },
  needs: 'customer.read',
  async run(context, rest) {
    const act = (customer: CustomerRecord) => [
      { action: 'orders.next', label: nextWords(context.locale).button, value: { customerId: customer.id } },
    ]
    return withCustomer(context, await aboutWhom(context, rest), act, found =>
      withClicked(context, found.id, 'customer.read', async customer => ({
        kind: 'message',
        message: await nextMessage(context, customer, 0),
      })),
    )
  },
}

/** From a pick list without a page; Next and Back replace the page they stand on. */
export const nextAction = action({
  id: 'orders.next',
  needs: 'customer.read',
  value: z.strictObject({ customerId: z.int32(), page: z.int32().min(0).max(1000).optional() }),
  run: (context, { customerId, page }) =>
    withClicked(context, customerId, 'customer.read', async customer => ({
      kind: page === undefined ? 'message' : 'replace',
      message: await nextMessage(context, customer, page ?? 0),
    })),
})

/** The windows of the next order and of every product, a page at a time, and what others buy with them. */
async function nextMessage(context: Context, customer: CustomerRecord, wanted: number): Promise<Message> {
  const { tx, locale, now } = context
  const words = nextWords(locale)
  const [row] = await tx.$queryRaw<PurchasesRow[]>(purchasesSql(customer.id, now))
  const next = row && nextPurchases(row)
  if (!next?.order) return say(locale, words.noOrders(customer.name))
  const items = byUrgency(next.items)
  const page = pageThere(wanted, pageSize, items.length)
  const shown = items.slice(page * pageSize, (page + 1) * pageSize)
  const rows = [...(page === 0 ? [next.order] : []), ...shown].map(item => itemRow(context, item))
  const pages: Part[] = items.length > pageSize ? [{ kind: 'note', text: [pageNote(locale, page, pageSize, items.length)] }] : []
  const buttons = pageButtons(locale, 'orders.next', { customerId: customer.id }, page, pageSize, items.length)
  return {
    locale,
    summary: words.titleOf(customer.name),
    parts: [
      { kind: 'heading', text: words.titleOf(customer.name) },
      { kind: 'list', rows },
      ...pages,
      ...(next.noProducts ? [] : await relatedParts(context, customer.id)),
      ...caveats(context, next),
      { kind: 'actions', actions: [...buttons, openButton(locale, customer.id)] },
    ],
  }
}

async function relatedParts(context: Context, customerId: number): Promise<Part[]> {
  const words = nextWords(context.locale)
  const related = await context.tx.$queryRaw<RelatedRow[]>(relatedSql(customerId, context.now, shownRelated))
  if (related.length === 0) return [{ kind: 'note', text: [words.noRelated] }]
  return [{ kind: 'list', title: words.related, rows: related.map(row => relatedRow(context, row)) }]
}
