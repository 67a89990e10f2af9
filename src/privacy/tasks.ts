import { z } from 'zod'
import type { Task } from '../command-line/task.ts'
import type { Tx } from '../database/store.ts'
import { backupsIn } from './backups.ts'
import { eraseCustomer } from './erase.ts'
import { exportFiles } from './export-files.ts'
import { gather } from './gather.ts'
import { customersNamed, namedCustomer } from './named-customer.ts'
import { purgeIfRequested } from './purge.ts'

const refused = z.object({
  type: z.literal('refused'),
  why: z.enum(['none', 'several', 'name']),
  customers: z.array(namedCustomer),
})
export type Refused = z.infer<typeof refused>

const exportEvent = z.discriminatedUnion('type', [
  refused,
  z.object({ type: z.literal('file'), name: z.string().regex(/^[a-z-]+\.(json|csv)$/), text: z.string() }),
  z.object({ type: z.literal('done'), customer: namedCustomer }),
])
export type ExportEvent = z.infer<typeof exportEvent>

const exportOrder = z.strictObject({ who: z.string().min(1).max(300) })

/** Everything about one customer, file by file. */
export const exportTask: Task<z.infer<typeof exportOrder>, ExportEvent> = {
  name: 'export',
  order: exportOrder,
  event: exportEvent,
  async *run({ store, rooms, now }, { who }) {
    const read = await store.tx(async tx => {
      const customer = await one(tx, who)
      if ('type' in customer) return customer
      await note(tx, 'customer.export', customer.id, now())
      return { customer, files: exportFiles(await gather(tx, rooms, customer.id), now()) }
    })
    if ('type' in read) return yield read
    for (const file of read.files) yield { type: 'file', ...file }
    yield { type: 'done', customer: read.customer }
  },
}

const erased = z.object({
  type: z.literal('done'),
  customer: namedCustomer,
  counts: z.record(z.string(), z.number()),
  channels: z.array(z.string()),
  named: z.array(z.object({ customerId: z.int32(), name: z.string(), records: z.number() })),
  backups: z.array(z.object({ name: z.string(), at: z.coerce.date() })),
})
export type ErasedEvent = z.infer<typeof erased>
const eraseEvent = z.discriminatedUnion('type', [refused, erased])
export type EraseEvent = z.infer<typeof eraseEvent>

const eraseOrder = z.strictObject({ who: z.string().min(1).max(300), confirm: z.string().max(300) })

/** Erases one customer whose exact name is given again, and clears the database's files of it. */
export const eraseTask: Task<z.infer<typeof eraseOrder>, EraseEvent> = {
  name: 'erase',
  order: eraseOrder,
  event: eraseEvent,
  async *run({ store, rooms, folder, now }, { who, confirm }) {
    const backups = await backupsIn(folder.backups)
    const result = await store.tx(async (tx): Promise<EraseEvent> => {
      const customer = await one(tx, who)
      if ('type' in customer) return customer
      if (confirm !== customer.name) return { type: 'refused', why: 'name', customers: [customer] }
      const done = await eraseCustomer(tx, rooms, customer.id, now())
      if (!done) return { type: 'refused', why: 'none', customers: [] }
      await note(tx, 'customer.erase', customer.id, now())
      return { type: 'done', customer, ...done, backups }
    })
    if (result.type === 'done') await purgeIfRequested(store)
    yield result
  },
}

async function one(tx: Tx, who: string): Promise<z.infer<typeof namedCustomer> | Refused> {
  const customers = await customersNamed(tx, who.trim())
  const [customer, other] = customers
  if (customer && !other) return customer
  return { type: 'refused', why: customer ? 'several' : 'none', customers }
}

/** Whoever may use the command line of this machine did it. */
async function note(tx: Tx, action: string, customerId: number, at: Date): Promise<void> {
  const resource = JSON.stringify({ customerId })
  await tx.auditEntry.create({ data: { at, action, resource, place: 'command-line', outcome: 'granted' } })
}
