import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach } from 'vitest'
import { type ApiServer, type ApiServerParts, createApiServer } from '../../src/api/routes.ts'
import { createToken } from '../../src/api/tokens/store.ts'
import type { Contributions } from '../../src/chat/contributions.ts'
import { collect } from '../../src/chat/contributions.ts'
import type { Workplace } from '../../src/command-line/task.ts'
import { createLog } from '../../src/config/log.ts'
import { features } from '../../src/features.ts'
import { type HttpServer, startHttp } from '../../src/http/server.ts'
import { useStore } from '../harness/store.ts'
import { teamsAndCustomers, workplace } from '../imports/importing.ts'
import { main } from '../people/parts.ts'

export interface Reply {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  body: any
}

/** The API on a real server and database: two teams, customers C1 and C2, and every kind there is. */
export function useApi(options: Partial<ApiServerParts> & { arriveWithinMs?: number } = {}) {
  const database = useStore()
  const rooms: Contributions = collect(features(main))
  const lines: string[] = []
  let http: HttpServer
  let server: ApiServer
  let at: Workplace
  beforeEach(async () => {
    await teamsAndCustomers(database.store)
    lines.length = 0
    const log = createLog('info', { write: line => void lines.push(line) })
    at = workplace(database.store, { rooms })
    server = createApiServer({ at, fixedToken: null, requestsPerMinute: null, log, ...options })
    const arrivesWithinMs = () => options.arriveWithinMs
    http = await startHttp({ host: '127.0.0.1', port: 0, mounts: [server.handle], log, arrivesWithinMs })
  })
  afterEach(async () => {
    await server.stop()
    await http.close()
  })
  const api = {
    rooms,
    lines,
    get store() {
      return database.store
    },
    get url() {
      return http.url
    },
    get server() {
      return server
    },
    get at() {
      return at
    },
    async token(...kinds: string[]): Promise<string> {
      const wanted = kinds.length > 0 ? kinds : ['*']
      const token = { name: `t${kinds.join()}`, kinds: wanted, createdById: null, now: at.now() }
      return (await database.store.tx(tx => createToken(tx, at.keys, token))).text
    },
    /** A request as any client makes it; without a token given, with one that may everything. */
    async ask(path: string, body?: unknown, init: RequestInit & { token?: string | null } = {}): Promise<Reply> {
      const { token = await api.token(), headers, ...rest } = init
      const response = await fetch(`${http.url}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        ...(body !== undefined && { body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body) }),
        headers: {
          'content-type': 'application/json',
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(headers as Record<string, string>),
        },
        ...rest,
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null }
    },
    send: (kind: string, ...items: unknown[]): Promise<Reply> => api.ask(`/api/v1/${kind}`, { items }),
    /** A bare connection to the server. */
    async socket(): Promise<Socket> {
      const socket = connect(Number(new URL(http.url).port), '127.0.0.1')
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      return socket
    },
  }
  return api
}
