import { describe, expect, it } from 'vitest'
import { ordersOf } from '../imports/importing.ts'
import { useApi } from './server.ts'

const api = useApi()

const order = (id: string, amount: unknown = '10.50', more: Record<string, unknown> = {}) => ({
  externalId: id,
  customerExternalId: 'C1',
  orderedAt: '2026-09-01T10:00:00Z',
  amount,
  ...more,
})

/** Everything that customers and orders are made of, in one line. */
async function everything(): Promise<string> {
  const { db } = api.store
  const rows = [await db.customer.findMany(), await db.order.findMany(), await db.orderLine.findMany()]
  return JSON.stringify([...rows, await db.activity.count(), await db.change.count()])
}

describe('POST /api/v1/<kind>', () => {
  it('takes what is right and says of each item that is not which field it is and why', async () => {
    const { status, body } = await api.send(
      'orders',
      order('O1'),
      order('O2', 'ten'),
      { ...order('O3'), customerExternalId: 'C9' },
      { externalId: 'O4' },
      order('O5', 12.5, { currency: 'EUR', quantity: 2 }),
    )
    expect(status).toBe(200)
    expect(body.accepted).toBe(2)
    expect(body.rejected.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3])
    expect(body.rejected[0].errors).toEqual([{ field: 'amount', reason: expect.stringContaining('"ten" is not an amount') }])
    expect(body.rejected[1].errors[0]).toMatchObject({ field: 'customerExternalId', reason: expect.stringContaining('C9') })
    expect(body.rejected[2].errors.map(({ field, reason }: { field: string; reason: string }) => `${field} ${reason}`)).toEqual([
      'customerExternalId is missing',
      'orderedAt is missing',
      'amount is missing',
    ])
    expect((await ordersOf(api.store)).map(({ id, amount, currency }) => `${id} ${amount} ${currency}`)).toEqual([
      'O1 10.50 EUR',
      'O5 12.50 EUR',
    ])
  })

  it('changes nothing when the same batch is sent again, however the lines of an order are spread over it', async () => {
    const lines = Array.from({ length: 400 }, (_, i) => order(`O${i % 300}`, `${i}.25`, { productSku: `S${i}` }))
    const customers = Array.from({ length: 300 }, (_, i) => ({ externalId: `N${i}`, name: `New ${i}`, tags: ['vip', 'q3'] }))
    expect((await api.send('customers', ...customers)).body).toEqual({ accepted: 300, rejected: [] })
    expect((await api.send('orders', ...lines)).body).toEqual({ accepted: 400, rejected: [] })
    const before = await everything()
    expect((await api.send('orders', ...lines)).body).toEqual({ accepted: 400, rejected: [] })
    expect((await api.send('customers', ...customers)).body.accepted).toBe(300)
    expect(await everything()).toBe(before)
    expect((await ordersOf(api.store)).find(({ id }) => id === 'O7')?.lines).toHaveLength(2)
  })

  it('leaves a field that is absent, clears one that is null, and keeps other fields as fields of the customer', async () => {
    await api.send('customers', {
      externalId: 'C1',
      phone: '+49 30 1234567',
      industry: 'Retail',
      plan: 'gold',
      seats: 5,
      active: true,
    })
    const seen = async () => {
      const { phone, industry, name, custom } = await api.store.db.customer.findUniqueOrThrow({ where: { externalId: 'C1' } })
      return { phone, industry, name, custom }
    }
    expect(await seen()).toMatchObject({ industry: 'Retail', name: 'Acme', custom: { plan: 'gold', seats: '5', active: 'yes' } })
    expect((await api.send('customers', { externalId: 'C1', phone: null, plan: null })).body.rejected).toEqual([])
    const after = await seen()
    expect(after).toMatchObject({ phone: null, industry: 'Retail', name: 'Acme' })
    expect(after.custom).not.toHaveProperty('plan')
    const [refused] = (await api.send('customers', { externalId: 'C1', name: null })).body.rejected
    expect(refused.errors).toEqual([{ field: 'name', reason: 'cannot be cleared: leave it out' }])
  })

  it('refuses fields it does not know, values of a wrong type and numbers that JSON has rounded', async () => {
    const wrong = [
      order('O1', '1', { amonut: 1 }),
      order('O2', '1', { ordered_at: 'x' }),
      order('O3', { value: 1 }),
      order('O4', true),
      order('O5', 2 ** 64),
      order('O6', 1e300),
      order('O7', '1', { currency: 5 }),
      order('O8', '1', { currency: ['EUR'] }),
      { ...order('O9'), externalId: 9 },
      { ...order('O10'), externalId: '' },
      'text',
      null,
      [],
      7,
    ]
    const { body } = await api.send('orders', ...wrong)
    const told = body.rejected.map(({ errors }: { errors: { field?: string; reason: string }[] }) =>
      errors.map(({ field = '-', reason }) => `${field}: ${reason}`).join('; '),
    )
    expect(told).toEqual([
      'amonut: is no field of this kind; did you mean amount?',
      'ordered_at: is no field of this kind; did you mean orderedAt?',
      'amount: must be a number, or a text that holds one',
      'amount: must be a number, or a text that holds one',
      'amount: is a number too large to be exact: write it as a text',
      'amount: is a number too large to be exact: write it as a text',
      'currency: must be a text',
      'currency: must be a text',
      'externalId: must be a text',
      'externalId: is an empty text: write null to clear it, or leave it out',
      '-: is not an object',
      '-: is not an object',
      '-: is not an object',
      '-: is not an object',
    ])
    expect(await api.store.db.order.count()).toBe(0)
  })

  it('takes no names that JavaScript reserves, and no spelling of a field that is almost right, as fields of a customer', async () => {
    const body = `{"items":[{"externalId":"C1","__proto__":{"admin":true}},{"externalId":"C1","constructor":"x"},
      {"externalId":"C1","external_id":"C2"},{"externalId":"C1","Industry":"x"},{"externalId":"C1","deep":{"a":[[[1]]]}}]}`
    const { body: told } = await api.ask('/api/v1/customers', body)
    expect(told.rejected.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2, 3, 4])
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
    const { custom } = await api.store.db.customer.findUniqueOrThrow({ where: { externalId: 'C1' } })
    expect(custom).toEqual({})
  })

  it('answers in Chinese where that is asked for', async () => {
    const headers = { 'accept-language': 'zh-CN,zh;q=0.9' }
    const { body } = await api.ask('/api/v1/orders', { items: [order('O1', 'ten'), { externalId: 'O2' }] }, { headers })
    expect(body.rejected[0].errors[0].reason).toContain('不是金额')
    expect(body.rejected[1].errors[0].reason).toBe('没有填写')
    const refused = await api.ask('/api/v1/orders', { items: [] }, { headers, token: 'nobody' })
    expect(refused.body.error.message).toContain('令牌无效')
    expect(refused.headers.get('content-language')).toBe('zh-CN')
  })
})
