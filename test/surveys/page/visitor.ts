import { afterEach, beforeEach } from 'vitest'
import { collect } from '../../../src/chat/contributions.ts'
import { createKeyring, newKey } from '../../../src/config/keyring.ts'
import { createLog } from '../../../src/config/log.ts'
import type { Survey } from '../../../src/database/generated/client.ts'
import type { Store } from '../../../src/database/store.ts'
import { createOutbox } from '../../../src/delivery/outbox.ts'
import { features } from '../../../src/features.ts'
import { type HttpServer, startHttp } from '../../../src/http/server.ts'
import { surveyLinks } from '../../../src/surveys/page/links.ts'
import { createSurveyPage } from '../../../src/surveys/page/page.ts'
import { makeCustomer } from '../../harness/customers.ts'
import { useStore } from '../../harness/store.ts'
import { main } from '../../people/parts.ts'

/** Nothing of what is known of the customer may stand on its page. */
export const secretName = 'Bergmann Hotels GmbH'
const hourMs = 3_600_000

export interface Visited {
  status: number
  headers: Headers
  body: string
}

/** The survey page on a real server and database, and somebody who opens it. */
export function useSurveyPage() {
  const database = useStore()
  const rooms = collect(features(main))
  const lines: string[] = []
  let http: HttpServer
  const visitor = {
    now: new Date('2026-09-16T10:00:00Z'),
    keys: [newKey()],
    arrivesWithinMs: 30_000,
    /** What was logged. */
    lines,
    get store(): Store {
      return database.store
    },
    get url() {
      return http.url
    },
    get links() {
      return surveyLinks(createKeyring(visitor.keys), () => http.url)
    },
    /** A survey that went out by e-mail an hour ago. */
    async survey(given: Partial<Survey> = {}): Promise<{ id: number; customerId: number; link: string }> {
      const customerId = await makeCustomer(database.store, { name: secretName })
      const at = new Date(visitor.now.getTime() - hourMs)
      const { id } = await database.store.db.survey.create({
        data: {
          ...{ customerId, teamId: 1, kind: 'nps', cause: 'manual', platform: 'email', targetKind: 'person' },
          ...{ target: 'anna@bergmann.example', locale: 'en', createdAt: at, sendAt: at, queuedAt: at, sentAt: at },
          expiresAt: new Date(at.getTime() + 14 * 24 * hourMs),
          ...given,
          answers: {},
        },
      })
      return { id, customerId, link: visitor.links.linkTo(id) }
    },
    async open(url: string, init: RequestInit = {}): Promise<Visited> {
      const answer = await fetch(url, { redirect: 'manual', ...init })
      return { status: answer.status, headers: answer.headers, body: await answer.text() }
    },
    post: (url: string, fields: Record<string, string> | string, headers: Record<string, string> = {}) =>
      visitor.open(url, {
        method: 'POST',
        body: typeof fields === 'string' ? fields : new URLSearchParams(fields),
        headers: { ...(typeof fields === 'string' && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers },
      }),
    kept: (id: number) => database.store.db.survey.findUniqueOrThrow({ where: { id } }),
  }
  beforeEach(async () => {
    visitor.now = new Date('2026-09-16T10:00:00Z')
    visitor.arrivesWithinMs = 30_000
    lines.length = 0
    await database.store.db.team.create({
      data: { id: 1, name: 'Key accounts', zone: 'Europe/Berlin', locale: 'en', currency: 'EUR' },
    })
    const log = createLog('info', { write: line => void lines.push(line) })
    const links = { read: (token: string) => visitor.links.read(token) }
    const outbox = createOutbox(() => visitor.now)
    const page = createSurveyPage({ store: database.store, outbox, rooms, links, now: () => visitor.now, log })
    http = await startHttp({ host: '127.0.0.1', port: 0, mounts: [page], log, arrivesWithinMs: () => visitor.arrivesWithinMs })
  })
  afterEach(() => http.close())
  return visitor
}
