import { type messages, type PGlite, parse, protocol, type QueryOptions, type Results } from '@electric-sql/pglite'
import { keptName } from './kept.ts'

const { serialize } = protocol

/** The part of PGlite and of its transactions that Prisma's adapter calls. */
export interface Queries {
  query(sql: string, values?: unknown[], options?: QueryOptions): Promise<Results<unknown>>
}

/** Kept statements of one embedded database, prepared at their first use: PGlite itself reads and describes every statement each time. */
export class KeptStatements {
  readonly #client: PGlite
  /** The parameters' types of those that are prepared, by name. */
  readonly #types = new Map<string, number[]>()

  constructor(client: PGlite) {
    this.#client = client
  }

  /** The same queries, with kept statements prepared. `alone` waits for the connection; inside a transaction it is ours already. */
  over(queries: Queries, alone: <T>(work: () => Promise<T>) => Promise<T>): Queries {
    return {
      query: (sql, values = [], options) => {
        const name = keptName(sql)
        return name === null ? queries.query(sql, values, options) : alone(() => this.#run(name, sql, values, options))
      },
    }
  }

  #run(name: string, sql: string, values: unknown[], options: QueryOptions | undefined): Promise<Results<unknown>> {
    return this.#client._runExclusiveQuery(async () => {
      const answers: messages.BackendMessage[] = []
      try {
        const types = this.#types.get(name) ?? (await this.#prepare(name, sql))
        const bound = values.map((value, index) => this.#text(value, types[index]))
        answers.push(
          ...(await this.#send(serialize.bind({ statement: name, values: bound }), describePortal, serialize.execute({}))),
        )
      } finally {
        answers.push(...(await this.#send(serialize.sync())))
      }
      const [result] = parse.parseResults(answers, this.#client.parsers, options) as Results<unknown>[]
      if (!result) throw new Error('the embedded database gave no result')
      return result
    })
  }

  async #prepare(name: string, sql: string): Promise<number[]> {
    await this.#send(serialize.parse({ name, text: sql }))
    const types = parse.parseDescribeStatementResults(await this.#send(serialize.describe({ type: 'S', name })))
    this.#types.set(name, types)
    return types
  }

  #text(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null
    const serializer = type === undefined ? undefined : this.#client.serializers[type]
    return serializer ? serializer(value) : String(value)
  }

  #send(...messages: Uint8Array[]): Promise<messages.BackendMessage[]> {
    return this.#client.execProtocolStream(Buffer.concat(messages), { syncToFs: false })
  }
}

const describePortal = serialize.describe({ type: 'P' })
