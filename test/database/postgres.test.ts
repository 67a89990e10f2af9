import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/database/store.ts'
import { run, startPostgres, type TestPostgres } from '../harness/postgres.ts'
import { testDatabase } from '../harness/store.ts'

describe('a DATABASE_URL', () => {
  const open = (databaseUrl: string) => openStore({ databaseUrl, folder: '' }).catch((error: unknown) => error)

  it('that is no Postgres address is refused without repeating it', async () => {
    for (const databaseUrl of ['mysql://root:secret@localhost/x', 'localhost:5432/secret']) {
      const error = await open(databaseUrl)
      expect(error).toMatchObject({ code: 'database_url_invalid', nextStep: expect.stringContaining('postgresql://') })
      expect(String(error)).not.toContain('secret')
    }
  })

  it('that nobody answers names the place and the setting, not the password', async () => {
    const error = await open('postgresql://rapport:secret@127.0.0.1:9/rapport')
    expect(error).toMatchObject({
      code: 'database_unreachable',
      message: 'The database at 127.0.0.1:9 does not answer.',
      nextStep: expect.stringContaining('DATABASE_URL'),
    })
  })
})

describe.runIf(testDatabase === 'postgres')('a Postgres of our own', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())
  const open = (databaseUrl: string) => openStore({ databaseUrl, folder: '' })

  it('says whether the user or the database is wrong', async () => {
    const wrong = postgres.url('postgres').replace('postgres:postgres@', 'postgres:wrong@')
    await expect(open(wrong)).rejects.toMatchObject({ code: 'database_login_refused' })
    await expect(open(postgres.url('absent'))).rejects.toMatchObject({ code: 'database_missing' })
  })

  it('keeps UTC although the server and the address have settings of their own', async () => {
    const url = await postgres.createDatabase('zoned')
    await run(url, `ALTER DATABASE zoned SET TimeZone = 'Asia/Shanghai'`)
    const store = await open(`${url}?options=-c%20work_mem%3D8MB`)
    expect(await store.db.$queryRaw`SELECT current_setting('TimeZone') AS zone, current_setting('work_mem') AS mem`).toEqual([
      { zone: 'UTC', mem: '8MB' },
    ])
    await store.close()
  })

  it('finds a part of a Chinese name by trigrams', async () => {
    const store = await open(await postgres.createDatabase('chinese'))
    const rows = await store.db.$queryRaw<{ found: number }[]>`SELECT cardinality(show_trgm('客户')) AS found`
    expect(rows[0]?.found).toBeGreaterThan(0)
    await store.close()
  })

  it('may restart under a running bot, which goes on without a restart of its own (R8)', async () => {
    const store = await open(await postgres.createDatabase('restarted'))
    await store.db.storedValue.create({ data: { key: 'before', value: 1 } })
    const interrupted = [
      store.tx(async tx => {
        await tx.storedValue.create({ data: { key: 'lost', value: 1 } })
        await postgres.stop()
        await tx.storedValue.count()
      }),
      store.bulk(bulk => bulk.run('SELECT pg_sleep(600)')),
    ]
    for (const result of await Promise.allSettled(interrupted)) expect(result.status).toBe('rejected')
    await expect(store.db.storedValue.count()).rejects.toThrow()
    await postgres.start()
    await store.tx(tx => tx.storedValue.create({ data: { key: 'after', value: 1 } }))
    expect((await store.db.storedValue.findMany({ orderBy: { key: 'asc' } })).map(row => row.key)).toEqual(['after', 'before'])
    expect(await store.bulk(bulk => bulk.run('DELETE FROM "StoredValue"'))).toBe(2)
    await store.close()
  })
})
