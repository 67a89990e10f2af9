import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { bold, type Inline, type Message, type Row, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { personInline } from '../../people/store.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { fieldLabel } from '../change-text.ts'
import { openButton, quoted } from '../messages.ts'
import { pageButtons, pageNote, pageThere } from '../paging.ts'
import type { CustomerRecord } from '../store.ts'

const pageSize = 15

const words = wording({
  en: {
    title: (name: string) => `Changes to ${name}`,
    none: (name: string) => `Nothing was changed at ${name} yet.`,
    button: 'History',
    empty: 'empty',
    import: 'import',
    api: 'API',
    job: 'automatic',
    segment: 'by a segment',
    sync: 'from the chat’s contacts',
  },
  'zh-CN': {
    title: (name: string) => `${name}的变更记录`,
    none: (name: string) => `${name}还没有变更记录。`,
    button: '变更记录',
    empty: '空',
    import: '导入',
    api: '接口',
    job: '自动',
    segment: '分群自动',
    sync: '客户联系同步',
  },
})

export const historyVerb: Verb = {
  name: 'history',
  words: ['history', 'changes', '历史', '变更记录', '修改记录', '变更'],
  usage: { en: '/customer history acme', 'zh-CN': '/customer 历史 知客' },
  needs: 'customer.read',
  async run(context, rest) {
    const act = (customer: CustomerRecord) => [
      { action: 'customers.history', label: words(context.locale).button, value: { customerId: customer.id } },
    ]
    return withCustomer(context, await aboutWhom(context, rest), act, found =>
      withClicked(context, found.id, 'customer.read', async customer => ({
        kind: 'message',
        message: await historyMessage(context, customer, 0),
      })),
    )
  },
}

export const historyAction = action({
  id: 'customers.history',
  needs: 'customer.read',
  value: z.strictObject({ customerId: z.int32(), page: z.int32().min(0).max(100_000).optional() }),
  run: (context, { customerId, page }) =>
    withClicked(context, customerId, 'customer.read', async customer => ({
      kind: page === undefined ? 'message' : 'replace',
      message: await historyMessage(context, customer, page ?? 0),
    })),
})

interface Entry {
  at: Date
  source: string
  field: string
  before: string | null
  after: string | null
  platform: string | null
  ref: string | null
  name: string | null
}

async function historyMessage(context: Context, customer: CustomerRecord, wanted: number): Promise<Message> {
  const { tx, locale } = context
  const text = words(locale)
  const total = await tx.change.count({ where: { customerId: customer.id } })
  if (total === 0) return say(locale, text.none(customer.name))
  const page = pageThere(wanted, pageSize, total)
  const entries = await tx.$queryRaw<Entry[]>`
    SELECT h."at", h."source", h."field", h."before", h."after", m."platform", m."ref", m."name"
    FROM "Change" h LEFT JOIN "Member" m ON m."id" = h."memberId"
    WHERE h."customerId" = ${customer.id} ORDER BY h."id" DESC LIMIT ${pageSize} OFFSET ${page * pageSize}`
  const actions = pageButtons(locale, 'customers.history', { customerId: customer.id }, page, pageSize, total)
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

function entryRow({ locale, zone, now }: Context, entry: Entry): Row {
  const text = words(locale)
  const value = (side: string | null) => (side ? quoted(side) : text.empty)
  const detail: Inline[] = [formatDate(entry.at, locale, zone, 'datetime', now)]
  if (entry.name !== null)
    detail.push(' · ', personInline({ platform: entry.platform ?? '', ref: entry.ref ?? '', name: entry.name }))
  const { source } = entry
  if (source === 'import' || source === 'api' || source === 'job' || source === 'segment' || source === 'sync')
    detail.push(' · ', text[source])
  return {
    text: [bold(fieldLabel(entry.field, locale)), locale === 'en' ? ': ' : '：', value(entry.before), ' → ', value(entry.after)],
    detail,
  }
}
