import { describe, expect, it } from 'vitest'
import { useApi } from './server.ts'

const fixedToken = 'a-token-of-the-settings-that-is-long-enough'
const api = useApi({ requestsPerMinute: 5, fixedToken })
const nothing = { items: [] }

describe('who may send', () => {
  it('is nobody without a token that works', async () => {
    const revoked = await api.token()
    await api.store.db.apiToken.updateMany({ data: { revokedAt: new Date() } })
    for (const token of [null, '', 'x', revoked, `${revoked.slice(0, -1)}g`, fixedToken.slice(1)]) {
      const { status, body, headers } = await api.ask('/api/v1/orders', nothing, { token })
      expect([status, body.error.code, headers.get('www-authenticate')], String(token)).toEqual([401, 'unauthorized', 'Bearer'])
    }
  })

  it('is a token for its kinds only, the one of the settings for all', async () => {
    const token = await api.token('orders')
    expect((await api.ask('/api/v1/orders', nothing, { token })).status).toBe(200)
    const refused = await api.ask('/api/v1/customers', nothing, { token })
    expect([refused.status, refused.body.error.code]).toEqual([403, 'forbidden'])
    const csv = 'external_id,customer_external_id,ordered_at,amount\nO1,N1,2026-09-01,1\n'
    const headers = { 'content-type': 'text/csv' }
    const creates = await api.ask('/api/v1/import/orders?createCustomers=true', csv, { token, headers })
    expect([creates.status, await api.store.db.order.count()]).toEqual([403, 0])
    expect((await api.ask('/api/v1/customers', nothing, { token: fixedToken })).status).toBe(200)
  })

  it('is told how often it may, and how long to wait when that was too often; other tokens go on', async () => {
    const token = await api.token()
    const first = await api.ask('/api/v1/orders', nothing, { token })
    expect(first.headers.get('ratelimit-limit')).toBe('5')
    expect(first.headers.get('ratelimit-remaining')).toBe('4')
    for (let i = 0; i < 4; i++) expect((await api.ask('/api/v1/orders', nothing, { token })).status).toBe(200)
    const refused = await api.ask('/api/v1/orders', nothing, { token })
    expect([refused.status, refused.body.error.code, refused.headers.get('retry-after')]).toEqual([429, 'rate_limited', '12'])
    expect((await api.ask('/api/v1/orders', nothing)).status).toBe(200)
  })

  it('slows down guesses from one address, and lets right tokens from there pass', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 22; i++) statuses.push((await api.ask('/api/v1/orders', nothing, { token: `guess${i}` })).status)
    expect(statuses.slice(0, 20).every(status => status === 401)).toBe(true)
    expect(statuses.slice(20)).toEqual([429, 429])
    expect((await api.ask('/api/v1/orders', nothing)).status).toBe(200)
  })

  it('learns of wrong addresses and methods what there is instead', async () => {
    const unknown = await api.ask('/api/v1/ordres', nothing)
    expect([unknown.status, unknown.body.error.message]).toEqual([404, expect.stringContaining('Kinds: orders,')])
    expect((await api.ask('/api/v1/orders')).status).toBe(405)
    expect((await api.ask('/api/v2/orders', nothing)).status).toBe(404)
    expect((await api.ask('/api/v1/import/orders/x', nothing)).status).toBe(404)
  })
})
