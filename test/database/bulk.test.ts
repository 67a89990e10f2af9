import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CopyValue, toArrayLiteral, toCopyRow, wholeRows } from '../../src/database/bulk.ts'
import { useStore } from '../harness/store.ts'

const at = new Date('2026-01-02T03:04:05.678Z')

function* audits(count: number): Generator<string> {
  for (let i = 1; i <= count; i++) yield toCopyRow([at, `action ${i}`, 'customer', 'C1', 'denied'])
}
const auditColumns = ['at', 'action', 'resource', 'place', 'outcome']

describe('bulk work', () => {
  const base = useStore()

  it('copies rows into a table and says how many', async () => {
    expect(await base.store.copyIn('AuditEntry', auditColumns, audits(1000))).toBe(1000)
    expect(await base.store.db.auditEntry.count()).toBe(1000)
    expect(await base.store.db.auditEntry.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({ at, action: 'action 1000' })
  })

  it('copies nothing from no rows', async () => {
    expect(await base.store.copyIn('AuditEntry', auditColumns, [])).toBe(0)
  })

  it('lands a staging table and what is made of it together, or neither', async () => {
    const load = (fail: boolean) =>
      base.store.bulk(async bulk => {
        await bulk.run('CREATE TEMPORARY TABLE staging (key text, value jsonb) ON COMMIT DROP')
        await bulk.copy('staging', ['key', 'value'], [toCopyRow(['a', '1']), toCopyRow(['b', '2'])])
        const landed = await bulk.run('INSERT INTO "StoredValue" SELECT key, value FROM staging WHERE key <> $1', ['x'])
        if (fail) throw new Error('stop')
        return landed
      })
    await expect(load(true)).rejects.toThrow('stop')
    expect(await base.store.db.storedValue.count()).toBe(0)
    expect(await load(false)).toBe(2)
    expect(await load(false).catch(() => 'taken')).toBe('taken')
    expect(await base.store.db.storedValue.count()).toBe(2)
  })

  it('that swallowed a failure is an error, because nothing of it is saved', async () => {
    const swallowing = base.store.bulk(async bulk => {
      await bulk.run(`INSERT INTO "StoredValue" VALUES ('lost', '1')`)
      await bulk.run('SELECT 1 / 0').catch(() => {})
    })
    await expect(swallowing).rejects.toThrow()
    expect(await base.store.db.storedValue.count()).toBe(0)
  })

  it('undoes the whole copy when one row is wrong, and can be used again', async () => {
    const rows = [...audits(10), 'not a row\n']
    await expect(base.store.copyIn('AuditEntry', auditColumns, rows)).rejects.toThrow()
    expect(await base.store.db.auditEntry.count()).toBe(0)
    expect(await base.store.copyIn('AuditEntry', auditColumns, audits(3))).toBe(3)
  })

  it('undoes the whole copy when the source of rows fails half-way', async () => {
    async function* failing() {
      yield [...audits(5000)].join('')
      yield toCopyRow([at, 'x', 'x', 'x', 'x'])
      throw new Error('file cut off')
    }
    await expect(base.store.copyIn('AuditEntry', auditColumns, failing())).rejects.toThrow('file cut off')
    expect(await base.store.db.auditEntry.count()).toBe(0)
    expect(await base.store.copyIn('AuditEntry', auditColumns, audits(3))).toBe(3)
  })

  it('reads the same types from both databases', async () => {
    const rows = await base.store.bulk(bulk =>
      bulk.rows(
        `SELECT count(*) AS count, 1.50::numeric AS money, $1::timestamptz AS at, date '2026-02-03' AS day, '{"a":1}'::jsonb AS json,
         $2::text[] AS tags, null::int AS nothing, 0.5::float8 AS half, true AS yes`,
        [at, ['x', 'y z']],
      ),
    )
    const day = new Date('2026-02-03T00:00:00Z')
    const expected = {
      count: 1n,
      money: '1.50',
      at,
      day,
      json: { a: 1 },
      tags: ['x', 'y z'],
      nothing: null,
      half: 0.5,
      yes: true,
    }
    expect(rows).toEqual([expected])
  })

  it('keeps every text exactly, whatever it holds', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\N', '\\.', '\t', '\r\n', '', '\\', '客户\n晨光', '"quoted", {x}'),
    )
    const seed = Date.now()
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          text.filter(value => !value.includes('\0')),
          { minLength: 1, maxLength: 30 },
        ),
        async values => {
          const back = await base.store.bulk(async bulk => {
            await bulk.run('CREATE TEMPORARY TABLE texts (id int, body text, list text[]) ON COMMIT DROP')
            await bulk.copy(
              'texts',
              ['id', 'body', 'list'],
              values.map((value, i) => toCopyRow([i, value, toArrayLiteral([value])])),
            )
            return bulk.rows<{ body: string; list: string[] }>('SELECT body, list FROM texts ORDER BY id')
          })
          expect(back).toEqual(values.map(value => ({ body: value, list: [value] })))
        },
      ),
      { numRuns: 40, seed },
    )
  })
})

describe('COPY rows', () => {
  it('write null, numbers, instants and booleans as Postgres reads them', () => {
    const values: CopyValue[] = [null, 1.5, 10n, true, at, 'a\0b']
    expect(toCopyRow(values)).toBe('\\N\t1.5\t10\ttrue\t2026-01-02T03:04:05.678Z\tab\n')
  })

  it('are never cut in the middle, however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.stringMatching(/^[a-z\n]{0,12}$/)), fc.integer({ min: 1, max: 20 }), async (chunks, size) => {
        const pieces: string[] = []
        for await (const piece of wholeRows(chunks, size)) pieces.push(piece)
        expect(pieces.join('')).toBe(chunks.join(''))
        for (const piece of pieces.slice(0, -1)) expect(piece.endsWith('\n')).toBe(true)
      }),
      { seed: Date.now() },
    )
  })
})
