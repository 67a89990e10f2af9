import type { Snapshot } from './backup/dump.ts'
import type { Bulk } from './bulk.ts'
import type { Prisma } from './generated/client.ts'

/** What Prisma asks of a driver adapter; its own package of types is not ours to depend on. */
export type AdapterFactory = NonNullable<Prisma.PrismaClientOptions['adapter']>
export type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>
export type AdapterTransaction = Awaited<ReturnType<Adapter['startTransaction']>>

/** A database that is open and up to date. */
export interface Engine {
  readonly adapter: AdapterFactory
  bulk<T>(work: (bulk: Bulk) => Promise<T>): Promise<T>
  purge(): Promise<void>
  /** Reads one unchanging state; on the embedded database everybody else waits meanwhile. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>
  close(): Promise<void>
}
