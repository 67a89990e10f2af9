import { type Actor, can, type Resource } from '../../src/chat/access.ts'
import type { Context } from '../../src/chat/context.ts'
import { collect } from '../../src/chat/contributions.ts'
import { Denied } from '../../src/chat/errors.ts'
import type { Tx } from '../../src/database/store.ts'

/** A context for tests below the command, without directory and dispatch: an administrator unless told. */
export function contextFor(tx: Tx, given: Partial<Actor> = {}, more: Partial<Context> = {}): Context {
  const actor: Actor = {
    memberId: 1,
    name: 'Olivia',
    platform: 'test',
    ref: 'olivia',
    admin: true,
    outsider: false,
    roles: new Map(),
    ...given,
  }
  const place = { platform: 'test', id: 'dm', kind: 'dm' } as const
  const may = (action: Parameters<Context['may']>[0], resource: Resource = {}) => can(actor, action, { place: 'dm', ...resource })
  return {
    actor,
    place,
    locale: 'en',
    zone: 'Europe/Berlin',
    workdays: [1, 2, 3, 4, 5],
    team: null,
    channel: null,
    tx,
    now: new Date('2026-09-16T10:00:00Z'),
    outbox: { put: async () => true, again: async () => false, withdraw: async () => [] },
    rooms: collect([]),
    may,
    demand(action, resource) {
      if (!may(action, resource)) throw new Denied(action, '')
    },
    ...more,
  }
}
