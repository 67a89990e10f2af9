import { describe, expect, it } from 'vitest'
import { ordersOf } from '../imports/importing.ts'
import { useApi } from './server.ts'

const api = useApi()
const csv = { headers: { 'content-type': 'text/csv' } }
const header = 'external_id,customer_external_id,ordered_at,amount'
const upload = (kind: string, file: string | Uint8Array, query = '') => api.ask(`/api/v1/import/${kind}${query}`, file, csv)

describe('POST /api/v1/import/<kind>', () => {
  it('lands a CSV like the command line, says what became of it, and names the rows that are wrong', async () => {
    const file = `${header}\nO1,C1,2026-09-01,10\nO2,C1,2026-09-01,ten\nO3,C9,2026-09-01,1\n`
    const { status, body } = await upload('orders', file)
    expect(status).toBe(200)
    expect(body).toMatchObject({ accepted: 1, rejectedRows: 2, created: 1, updated: 0, unchanged: 0, dryRun: false })
    expect(
      body.rejected.map(({ line, errors }: { line: number; errors: { field: string }[] }) => `${line} ${errors[0]?.field}`),
    ).toEqual(['3 amount', '4 customerExternalId'])
    expect((await upload('orders', file)).body).toMatchObject({ accepted: 1, created: 0, unchanged: 1 })
    expect((await ordersOf(api.store)).map(({ id }) => id)).toEqual(['O1'])
  })

  it('takes the flags of the command line in the address, and refuses others', async () => {
    const file = 'customer_external_id,ordered_at,amount\nN1,2026-09-01,5\nN1,2026-09-01,5\n'
    expect((await upload('orders', file, '?key=row&createCustomers=true&dryRun=true')).body).toMatchObject({
      created: 2,
      dryRun: true,
    })
    expect(await api.store.db.order.count()).toBe(0)
    expect((await upload('orders', file, '?key=row&createCustomers=true')).body).toMatchObject({
      created: 2,
      customersCreated: 1,
    })
    expect((await upload('orders', file, '?force=true')).body.error.code).toBe('query')
    expect((await upload('orders', file, '?dryRun=yes')).status).toBe(400)
  })

  it('refuses what is no such file, with the reason', async () => {
    const refused = async (file: string | Uint8Array) => {
      const { status, body } = await upload('orders', file)
      return `${status} ${body.error?.code}`
    }
    expect(await refused('')).toBe('400 empty')
    expect(await refused(Buffer.from(`\ufeff${header}\n`, 'utf16le'))).toBe('400 utf16')
    expect(await refused('a,b\n1,2\n')).toBe('400 columns_missing')
    expect(await refused(`${header}\n`)).toBe('400 header_only')
    expect(await refused(`${header}\nO1,C1,"2026-09-01,1\n`)).toBe('400 csv_broken')
    expect(await refused(`${Array.from({ length: 300 }, (_, i) => `c${i}`).join()}\n`)).toBe('400 columns_many')
    const compressed = await api.ask('/api/v1/import/orders', header, { headers: { ...csv.headers, 'content-encoding': 'gzip' } })
    expect(compressed.status).toBe(415)
    expect((await api.ask('/api/v1/import/orders', {})).status).toBe(415)
  })

  it('names a bounded number of rows and counts them all', async () => {
    const rows = Array.from({ length: 1_500 }, (_, i) => `O${i},C1,2026-09-01,x`)
    const { body } = await upload('orders', `${header}\n${rows.join('\n')}\n`)
    expect([body.rejectedRows, body.rejected.length]).toEqual([1_500, 1_000])
  })

  it('takes two files at a time; the third is asked to come back', async () => {
    let go: () => void = () => undefined
    const held = new Promise<void>(resolve => {
      go = resolve
    })
    const attempt = () => {
      async function* body() {
        yield Buffer.from(`${header}\n`)
        await held
        yield Buffer.from('O1,C1,2026-09-01,1\n')
      }
      const init = { method: 'POST', body: body(), duplex: 'half' } as unknown as RequestInit
      return api.ask('/api/v1/import/orders', undefined, { ...init, ...csv })
    }
    // A place may be taken by one of the quick files below: then it comes back, as it is asked to.
    const slowly = async () => {
      let reply = await attempt()
      while (reply.status === 503) reply = await attempt()
      return reply
    }
    const both = [slowly(), slowly()]
    let status = 200
    while (status === 200) status = (await upload('orders', `${header}\nO2,C1,2026-09-01,1\n`)).status
    expect(status).toBe(503)
    go()
    expect((await Promise.all(both)).map(reply => reply.status)).toEqual([200, 200])
  })
})
