import { addDays, localDate } from '../../src/chat/dates/zone.ts'
import type { Tx } from '../../src/database/store.ts'

/** Whose tickets, use and own fields are laid out. */
interface Place {
  prefix: string
  zone: string
  language: 'english' | 'chinese'
  customers: readonly { id: number; silent: number; orders: number }[]
}

type TicketLine = readonly [
  customer: number,
  openedDaysAgo: number,
  openDays: number | null,
  severity: string,
  csat: number | null,
  subject: string,
]

const ticketLines: Record<Place['language'], readonly TicketLine[]> = {
  english: [
    [0, 4, null, 'normal', null, 'Two pendant lamps flicker in the Berlin store'],
    [0, 52, 3, 'normal', 4, 'Invoice 4471 names the wrong branch'],
    [1, 33, 9, 'high', 2, 'Delivery a week late for the opening'],
    [3, 88, 15, 'urgent', 1, 'Outdoor spots fail in the rain'],
    [4, 12, null, 'high', null, 'Spare diffusers for the 2024 series'],
    [7, 20, 1, 'low', 5, 'Which bulbs fit the counter lights?'],
  ],
  chinese: [
    [0, 3, null, 'normal', null, '展厅吊灯频闪，第二次反馈'],
    [0, 47, 2, 'normal', 5, '发票抬头有误，需要重开'],
    [1, 26, 8, 'high', 2, '到货比约定晚了五天'],
    [2, 9, null, 'high', null, '备用灯罩缺货，影响开业'],
    [4, 61, 12, 'urgent', 1, '户外射灯进水'],
    [6, 30, 2, 'low', 5, '咨询轨道灯的安装尺寸'],
  ],
}

const dayMs = 86_400_000

/** Tickets, open and solved, with their facts. */
export async function tickets(tx: Tx, { prefix, language, customers }: Place, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * dayMs)
  const rows = ticketLines[language].flatMap(([at, opened, open, severity, csat, subject], index) => {
    const customer = customers[at]
    const closedAt = open === null ? null : ago(opened - open)
    const row = { externalId: `${prefix}-T${201 + index}`, openedAt: ago(opened), closedAt, severity, csat, subject }
    return customer ? [{ ...row, customerId: customer.id }] : []
  })
  const made = await tx.ticket.createManyAndReturn({ data: rows })
  await tx.activity.createMany({
    data: made.flatMap(({ id, customerId, openedAt, closedAt, severity, csat, subject }) => {
      const fact = { customerId, source: 'import', refId: id }
      const opened = { ...fact, kind: 'ticket.opened', at: openedAt, data: { subject, severity } }
      return closedAt ? [opened, { ...fact, kind: 'ticket.solved', at: closedAt, data: { subject, csat } }] : [opened]
    }),
  })
}

const eventNames = { english: ['catalogue login', 'quote downloaded'], chinese: ['登录产品目录', '下载报价单'] } as const

/** Eight weeks of use, a few events a customer and week; who buys no more looks in less as well. */
export async function usage(tx: Tx, { prefix, language, zone, customers }: Place, now: Date): Promise<void> {
  const today = localDate(now, zone)
  const rows = customers.flatMap(({ id, silent, orders }, index) =>
    orders === 0
      ? []
      : Array.from({ length: 8 }, (_, week) => {
          const waning = silent > 50 && week < 4 ? 0.3 : 1
          const count = Math.round((2 + ((index * 5 + week * 3) % 7)) * waning)
          const at = new Date(`${addDays(today, -1 - week * 7 - (index % 5))}T10:00:00Z`)
          const name = eventNames[language][(index + week) % 4 === 0 ? 1 : 0]
          return { externalId: `${prefix}-E${index}-${week}`, customerId: id, at, name, channel: 'web', count }
        }).filter(({ count }) => count > 0),
  )
  const made = await tx.usageEvent.createManyAndReturn({ data: rows })
  await tx.activity.createMany({
    data: made.map(({ id, customerId, at, name, count }) => ({
      customerId,
      kind: 'usage',
      at,
      source: 'import',
      refId: id,
      data: { name, count },
    })),
  })
}

/** Fields of the shop's own, in the language of the team that keeps them. */
export const ownFields = {
  english: [
    { key: 'Sites', label: 'Sites', type: 'number', options: [] },
    { key: 'Renewal', label: 'Renewal', type: 'choice', options: ['automatic', 'negotiated'] },
  ],
  chinese: [
    { key: '门店数', label: '门店数', type: 'number', options: [] },
    { key: '续约方式', label: '续约方式', type: 'choice', options: ['自动续约', '每年洽谈'] },
  ],
}

/** A customer's values of these. */
export function ownValues(language: Place['language'], index: number): Record<string, string> {
  const [sites, renewal] = ownFields[language]
  if (!sites || !renewal) return {}
  return { [sites.key]: String(1 + ((index * 7) % 24)), [renewal.key]: renewal.options[index % 2] ?? '' }
}
