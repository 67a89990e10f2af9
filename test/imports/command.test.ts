import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Locale } from '../../src/chat/wording.ts'
import { runCommand } from '../../src/command-line/run.ts'
import { readSettings } from '../../src/config/settings.ts'
import { importCommand } from '../../src/imports/command.ts'
import { fileRows } from '../../src/imports/file-rows.ts'
import { freshPath } from '../harness/run-folder.ts'
import { useStore } from '../harness/store.ts'
import { teamsAndCustomers, workplace } from './importing.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const cdnow = `${process.env.SHARED_DATA ?? `${project}/../shared/data`}/cdnow_master.csv`
const header = 'external_id,customer_external_id,ordered_at,amount\n'

describe('the command import', () => {
  const base = useStore()

  async function run(args: string[], locale: Locale = 'en') {
    const written = { output: '', errors: '' }
    const to = (name: keyof typeof written) => ({
      write: (text: string) => {
        written[name] += text
      },
    })
    const { signal } = new AbortController()
    const at = workplace(base.store, { defaults: { currency: 'USD', zone: 'UTC' }, batchRows: 20_000 })
    const code = await runCommand(importCommand, args, {
      locale,
      output: to('output'),
      errors: to('errors'),
      now: () => 0,
      clock: () => new Date(),
      signal,
      settings: readSettings({}),
      rooms: at.rooms,
      rows: fileRows,
      inspectPlatforms: async () => [],
      perform: (task, order, source = () => Readable.from([])) => task.run(at, order, source(), signal),
    })
    return { code, ...written }
  }

  async function file(text: string): Promise<string> {
    const path = freshPath('file.csv')
    await writeFile(path, text)
    return path
  }

  it('ends with 0 when all is well, 2 when rows are rejected, 1 when nothing was done', async () => {
    await teamsAndCustomers(base.store)
    const good = await file(`${header}O1,C1,2026-03-31,1\n`)
    expect(await run(['orders', good])).toMatchObject({ code: 0, errors: '', output: expect.stringContaining('orders: 1 new') })
    expect(await run(['orders', good])).toMatchObject({
      code: 0,
      output: expect.stringContaining('0 new, 0 changed, 1 as they were'),
    })
    expect(await run(['orders', await file(`${header}O2,C1,2026-03-31,1\nO3,C1,no,1\n`)])).toMatchObject({
      code: 2,
      errors: '  line 3, ordered_at: "no" is not a date; write 2026-03-31 or 2026-03-31T14:30:00+02:00\n',
    })
    expect(await run(['orders', await file(`${header}O3,C1,no,1\n`)])).toMatchObject({ code: 1 })
    expect(await run(['orders', await file(header)])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('no rows under it'),
    })
    expect(await run(['orders', freshPath('absent.csv')])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('there is no such file'),
    })
    expect(await run(['orders', project])).toMatchObject({ code: 1, errors: expect.stringContaining('it is a folder') })
  })

  it('says what is wrong with its words, and what would be right', async () => {
    const path = await file(`${header}O1,C1,2026-03-31,1\n`)
    const cases: [string[], string][] = [
      [[], 'Name what to import and the file'],
      [['orders'], 'Name what to import and the file'],
      [['orders', path, 'b.csv'], 'what is "b.csv"?'],
      [['ordres', path], 'did you mean orders?'],
      [['orders', path, '--dryrun'], 'There is no flag --dryrun; did you mean --dry-run?'],
      [['orders', path, '--map'], 'The flag'],
      [['orders', path, '--json=yes'], 'The flag'],
      [['orders', path, '--key', 'rows'], '--key is columns or row, not "rows"'],
      [['orders', path, '--map', 'amount'], '"amount" is none'],
      [['orders', path, '--map', 'amount=a', '--map', 'amount=b'], 'names the field amount twice'],
      [['orders', path, '--map', 'amuont=a'], 'did you mean amount?'],
      [['orders', path, '--report', `${project}/absent/report.csv`], 'cannot be written (ENOENT)'],
    ]
    for (const [args, said] of cases) {
      const { code, errors } = await run(args)
      expect([code, errors], args.join(' ')).toEqual([1, expect.stringContaining(said)])
    }
    expect((await run(['ordres', path], 'zh-CN')).errors).toContain('是不是 orders？')
  })

  it('takes a column whose name has a comma in it', async () => {
    await teamsAndCustomers(base.store)
    const path = await file('external_id,"who, exactly",ordered_at,total\nO1,C1,2026-03-31,1\n')
    expect((await run(['orders', path, '--map', 'customer_external_id=who, exactly,amount=total'])).code).toBe(0)
  })

  it('shows the first twenty problems and writes all of them to the report, where no cell is a formula', async () => {
    await teamsAndCustomers(base.store)
    const rows = Array.from({ length: 30 }, (_, i) => `O${i},=cmd${i},2026-03-31,1\n`)
    const report = freshPath('report.csv')
    const path = await file(`${header}${rows.join('')}O99,C1,2026-03-31,+x\nO98,C1,2026-03-31,1\n`)
    const { code, errors } = await run(['orders', path, '--report', report])
    expect(code).toBe(2)
    expect(errors.split('\n').filter(line => line.startsWith('  line '))).toHaveLength(20)
    expect(errors).toContain(`... and 11 more, all in ${report}`)
    const written = (await readFile(report, 'utf8')).split('\r\n')
    expect(written[0]).toBe('\ufeffline,column,reason')
    expect(written).toHaveLength(33)
    expect(written.slice(1).every(line => !/(^|,)"?[=+\-@\t]/.test(line))).toBe(true)
    expect((await run(['orders', path, '--report', report], 'zh-CN')).errors).toContain('没有外部编号为')
  })

  it('gives its outcome as one line of JSON on stdout when asked', async () => {
    await teamsAndCustomers(base.store)
    const { code, output } = await run(['orders', await file(`${header}O1,C1,2026-03-31,1\nO2,C1,x,1\n`), '--json', '--dry-run'])
    expect(code).toBe(2)
    expect(JSON.parse(output)).toEqual({
      kind: 'orders',
      dryRun: true,
      rows: 2,
      rejected: 1,
      created: 1,
      updated: 0,
      unchanged: 0,
      customersCreated: 0,
      ignored: [],
      notes: [],
      stopped: null,
    })
    const refused = await run(['orders', await file('a,a\n1,2\n'), '--json'])
    expect(JSON.parse(refused.output)).toMatchObject({ refused: { code: 'columns_duplicate' } })
  })

  it.skipIf(!existsSync(cdnow))(
    'lands the CDNOW log: 69,659 purchases of 23,570 customers, and a second time none',
    async () => {
      await base.store.db.team.create({ data: { name: 'Shop', zone: 'UTC', locale: 'en', currency: 'USD' } })
      const map = 'customer_external_id=customer_id,ordered_at=date,quantity=cds,amount=amount'
      const args = ['orders', cdnow, '--map', map, '--key', 'row', '--create-customers', '--json']
      const first = await run(args)
      expect(JSON.parse(first.output)).toMatchObject({ rows: 69_659, created: 69_659, customersCreated: 23_570, rejected: 0 })
      const state = async () =>
        base.store.db.$queryRaw<object[]>`
          SELECT count(*)::int AS orders, count(DISTINCT "customerId")::int AS customers, sum("amount")::text AS amount,
                 min("orderedAt")::date::text AS first, max("orderedAt")::date::text AS last,
                 (SELECT count(*) FROM "Activity" WHERE "kind" = 'order')::int AS activities FROM "Order"`
      const landed = await state()
      expect(landed).toEqual([
        { orders: 69_659, customers: 23_570, amount: '2500315.63', first: '1997-01-01', last: '1998-06-30', activities: 69_659 },
      ])
      const second = await run(args)
      expect(JSON.parse(second.output)).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: 69_659,
        customersCreated: 0,
        rejected: 0,
      })
      expect(await state()).toEqual(landed)
      expect([first.code, second.code]).toEqual([0, 0])
    },
    240_000,
  )
})
