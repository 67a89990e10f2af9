import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Inline, type Message, type Row, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { personInline } from '../../people/store.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { openButton } from '../messages.ts'
import { pageButtons, pageNote, pageThere } from '../paging.ts'
import type { CustomerRecord } from '../store.ts'

const pageSize = 10

const words = wording({
  en: {
    title: (name: string) => `Timeline of ${name}`,
    none: (name: string) => `Nothing has happened with ${name} yet.`,
    button: 'Timeline',
  },
  'zh-CN': { title: (name: string) => `${name}的时间线`, none: (name: string) => `${name}还没有任何动态。`, button: '时间线' },
})

export const timelineVerb: Verb = {
  name: 'timeline',
  words: ['timeline', '时间线', '动态'],
  usage: { en: '/customer timeline acme', 'zh-CN': '/customer 时间线 知客' },
  needs: 'customer.read',
  async run(context, rest) {
    const act = (customer: CustomerRecord) => [
      { action: 'customers.timeline', label: words(context.locale).button, value: { customerId: customer.id } },
    ]
    return withCustomer(context, await aboutWhom(context, rest), act, found =>
      withClicked(context, found.id, 'customer.read', async customer => ({
        kind: 'message',
        message: await timelineMessage(context, customer, 0),
      })),
    )
  },
}

/** From the card without a page; Next and Back replace the page they stand on. */
export const timelineAction = action({
  id: 'customers.timeline',
  needs: 'customer.read',
  value: z.strictObject({ customerId: z.int32(), page: z.int32().min(0).max(100_000).optional() }),
  run: (context, { customerId, page }) =>
    withClicked(context, customerId, 'customer.read', async customer => ({
      kind: page === undefined ? 'message' : 'replace',
      message: await timelineMessage(context, customer, page ?? 0),
    })),
})

interface Entry {
  kind: string
  at: Date
  source: string
  data: unknown
  platform: string | null
  ref: string | null
  name: string | null
}

async function timelineMessage(context: Context, customer: CustomerRecord, wanted: number): Promise<Message> {
  const { tx, locale } = context
  const text = words(locale)
  const hidden = context.rooms.activityKinds.filter(kind => kind.hidden).map(({ kind }) => kind)
  const total = await tx.activity.count({ where: { customerId: customer.id, kind: { notIn: hidden } } })
  if (total === 0) return say(locale, text.none(customer.name))
  const page = pageThere(wanted, pageSize, total)
  const entries = await tx.$queryRaw<Entry[]>`
    SELECT a."kind", a."at", a."source", a."data", m."platform", m."ref", m."name"
    FROM "Activity" a LEFT JOIN "Member" m ON m."id" = a."memberId"
    WHERE a."customerId" = ${customer.id} AND a."kind" <> ALL(${hidden}::text[]) ORDER BY a."at" DESC, a."id" DESC LIMIT ${pageSize} OFFSET ${page * pageSize}`
  const actions = pageButtons(locale, 'customers.timeline', { customerId: customer.id }, page, pageSize, total)
  return {
    locale,
    summary: text.title(customer.name),
    parts: [
      { kind: 'heading', text: text.title(customer.name) },
      { kind: 'list', rows: entries.map(entry => entryRow(context, entry)) },
      { kind: 'note', text: [pageNote(locale, page, pageSize, total)] },
      { kind: 'actions', actions: [...actions, openButton(locale, customer.id)] },
    ],
  }
}

const record = z.record(z.string(), z.unknown())

function entryRow({ rooms, locale, zone, now }: Context, entry: Entry): Row {
  const kind = rooms.activityKinds.find(candidate => candidate.kind === entry.kind)
  const data = record.safeParse(entry.data).data ?? {}
  const what: Inline[] = kind ? [`${kind.icon} `, ...kind.describe(data, locale)] : [entry.kind]
  const detail: Inline[] = [formatDate(entry.at, locale, zone, 'datetime', now)]
  if (entry.name !== null)
    detail.push(' · ', personInline({ platform: entry.platform ?? '', ref: entry.ref ?? '', name: entry.name }))
  return { text: what, detail }
}
