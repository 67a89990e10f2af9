import { describe, expect, it } from 'vitest'
import { customersImport } from '../../src/customers/import/customers.ts'
import { type Key, matchColumns, mostColumns } from '../../src/imports/columns.ts'
import { orderImport } from '../../src/orders/import.ts'

const match = (header: string[], map: Record<string, string> = {}, key: Key = 'columns') =>
  matchColumns(header, orderImport, new Map(Object.entries(map)), key)
const refusal = (header: string[], map: Record<string, string> = {}, key: Key = 'columns') => {
  try {
    match(header, map, key)
    return 'matched'
  } catch (error) {
    return (error as Error).message
  }
}
const required = ['external_id', 'customer_external_id', 'ordered_at', 'amount']

describe('the columns of a file', () => {
  it('are found by name however it is written, by --map, and the rest is told', () => {
    const columns = match(['Amount ', 'externalId', 'Customer External-ID', 'date', 'shelf', ''], { ordered_at: 'date' })
    expect(columns.fields).toEqual([
      { column: 'external_id', index: 1 },
      { column: 'customer_external_id', index: 2 },
      { column: 'ordered_at', index: 3 },
      { column: 'amount', index: 0 },
    ])
    expect(columns).toMatchObject({ width: 6, extras: [], ignored: ['shelf'] })
  })

  it('that are no field are kept as own fields of a customer', () => {
    const { extras } = matchColumns(['external_id', 'name', 'Plan'], customersImport, new Map(), 'columns')
    expect(extras).toEqual([{ name: 'Plan', index: 2 }])
  })

  it('may lack the external id when the row is its key, and then leave one in the file aside', () => {
    expect(match(required.slice(1), {}, 'row').fields.map(field => field.column)).toEqual(required.slice(1))
    expect(match(required, {}, 'row')).toMatchObject({ ignored: ['external_id'] })
    expect(refusal(['id', ...required.slice(1)], { external_id: 'id' }, 'row')).toContain('leave external_id out of --map')
  })

  it('that are missing are named, with the nearest there is', () => {
    expect(refusal(['external_id', 'customer_external_id', 'ordred_at'])).toBe(
      'The file lacks the columns ordered_at, amount. Its header: "external_id", "customer_external_id", "ordred_at". If it has them under another name: --map ordered_at=ordred_at,amount=COLUMN',
    )
  })

  it('that occur twice are refused and listed', () => {
    expect(refusal([...required, 'note', 'note', 'Amount', 'shop', ''])).toContain('more than once: "note", "Amount"')
  })

  it(`beyond ${mostColumns} are refused with the limit`, () => {
    const wide = (count: number) => [...required, ...Array.from({ length: count - required.length }, (_, i) => `c${i}`)]
    expect(match(wide(mostColumns)).width).toBe(mostColumns)
    expect(refusal(wide(1000))).toBe(
      'The file has 1,000 columns; 200 are the most that are read. Leave out those you do not need.',
    )
  })

  it('named wrongly by --map are refused with the nearest name', () => {
    expect(refusal(required, { orderd_at: 'date' })).toContain('did you mean ordered_at?')
    expect(refusal([...required, 'quantity_sold'], { quantity: 'quantity_slod' })).toContain('did you mean "quantity_sold"?')
  })
})
