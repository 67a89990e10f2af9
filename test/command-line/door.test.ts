import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { createDoor, isLoopback } from '../../src/command-line/door.ts'
import { type DoorAddress, readDoor, throughDoor } from '../../src/command-line/door-client.ts'
import { openDoor } from '../../src/command-line/door-server.ts'
import { anyTask, type Task } from '../../src/command-line/task.ts'
import type { ImportEvent } from '../../src/imports/event.ts'
import { type ImportOrder, importTask } from '../../src/imports/task.ts'
import { freshPath } from '../harness/run-folder.ts'
import { useStore } from '../harness/store.ts'
import { inPieces, outcomeOf, teamsAndCustomers, workplace } from '../imports/importing.ts'

const header = 'external_id,customer_external_id,ordered_at,amount\n'
const order: ImportOrder = { kind: 'orders', map: {}, key: 'columns', createCustomers: false, dryRun: false }
const never = new AbortController().signal

describe('the door of the command line', () => {
  const base = useStore()
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  async function open(
    task: Task<ImportOrder, ImportEvent> = importTask,
  ): Promise<{ file: string; address: DoorAddress; close(): Promise<void> }> {
    const folder = freshPath('door')
    await mkdir(folder)
    const file = join(folder, 'command-line.json')
    const door = await openDoor({ file, tasks: [anyTask(task)], at: workplace(base.store, { batchRows: 100 }) })
    closing.push(() => door.close())
    const address = await readDoor(file)
    if (!address) throw new Error('no address')
    return { file, address, close: () => door.close() }
  }

  const send = async (address: DoorAddress, source: Readable) => {
    const events = await throughDoor(address, importTask, order, source, never)
    if (!events) throw new Error('nobody answers')
    return events
  }
  const through = async (address: DoorAddress, text: string) =>
    outcomeOf(await send(address, Readable.from(inPieces(Buffer.from(text), 10_000))))

  it('lands a file in the bot’s database and tells rows, problems and the outcome', async () => {
    await teamsAndCustomers(base.store)
    const { address } = await open()
    const rows = Array.from({ length: 5_000 }, (_, i) => `O${i},C1,2026-03-31,${i === 4_321 ? 'x' : i}\n`)
    const { result, problems, events } = await through(address, header + rows.join(''))
    expect(result).toMatchObject({ rows: 5_000, created: 4_999, rejected: 1 })
    expect(problems).toEqual([expect.stringContaining('line 4323, amount: "x"')])
    expect(events.filter(event => event.type === 'progress').length).toBeGreaterThan(10)
    expect(await base.store.db.order.count()).toBe(4_999)
  })

  it('lets others at the database while a file lands', async () => {
    await teamsAndCustomers(base.store)
    const { address } = await open()
    const rows = Array.from({ length: 4_000 }, (_, i) => `O${i},C1,2026-03-31,1\n`).join('')
    const seen: number[] = []
    for await (const event of await send(address, Readable.from(inPieces(Buffer.from(header + rows), 2_000))))
      if (event.type === 'progress') seen.push(await base.store.db.order.count())
    expect(await base.store.db.order.count()).toBe(4_000)
    expect(seen.some(count => count > 0 && count < 4_000)).toBe(true)
  })

  it('refuses a file as a whole with the reason, also when more of it is still coming', async () => {
    await teamsAndCustomers(base.store)
    const { address } = await open()
    const { refused } = await through(address, `a,a\n${'1,2\n'.repeat(500_000)}`)
    expect(refused).toContain('columns_duplicate')
  })

  it('has its address and key in a file for its owner alone, gone when the bot is', async () => {
    const { file, address, close } = await open()
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(address.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    await close()
    expect(existsSync(file)).toBe(false)
    expect(await throughDoor(address, importTask, order, Readable.from([]), never)).toBeNull()
  })

  it('leaves the file of a bot that started later alone', async () => {
    const { file, close } = await open()
    await writeFile(file, JSON.stringify({ url: 'http://127.0.0.1:1', key: 'x'.repeat(30) }))
    await close()
    expect(await readFile(file, 'utf8')).toContain('xxx')
  })

  it('does not open to a wrong key, and imports nothing', async () => {
    await teamsAndCustomers(base.store)
    const { address } = await open()
    for (const key of [`${address.key}x`, 'y'.repeat(address.key.length), 'z'.repeat(20)])
      await expect(through({ ...address, key }, `${header}O1,C1,2026-03-31,1\n`)).rejects.toMatchObject({ code: 'door_refused' })
    expect(await base.store.db.order.count()).toBe(0)
  })

  it('does not open to another machine, even with the key', async () => {
    const door = createDoor({ key: 'k'.repeat(30), tasks: [anyTask(importTask)], at: workplace(base.store) })
    for (const [address, status] of [
      ['192.168.1.7', 404],
      ['::ffff:10.0.0.1', 404],
      ['127.0.0.1', 400],
    ] as const) {
      const server = createServer((incoming, response) => {
        Object.defineProperty(incoming.socket, 'remoteAddress', { value: address })
        void door.handle(incoming, response, '/internal/command-line')
      })
      await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
      const { port } = server.address() as AddressInfo
      const given = await new Promise(resolve => {
        request({ port, method: 'POST', headers: { authorization: `Bearer ${'k'.repeat(30)}` } }, answer =>
          resolve(answer.statusCode),
        ).end()
      })
      expect(given, address).toBe(status)
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    }
    expect(['127.8.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true)
    expect([undefined, '', '10.0.0.1', '1127.0.0.1', '127.0.0.1.evil'].some(isLoopback)).toBe(false)
  })

  it('finishes the batch at hand when the bot stops, and says that it was interrupted', async () => {
    await teamsAndCustomers(base.store)
    const { address, close } = await open()
    const { promise: begun, resolve: begin } = withResolvers()
    const source = async function* () {
      yield Buffer.from(header)
      for (let i = 0; ; i++) {
        yield Buffer.from(Array.from({ length: 500 }, (_, j) => `O${i}-${j},C1,2026-03-31,1\n`).join(''))
        if (i === 3) begin()
      }
    }
    const outcome = outcomeOf(await send(address, Readable.from(source())))
    await begun
    await close()
    const { result } = await outcome
    expect(result).toMatchObject({ stopped: { code: 'stopping' }, rejected: 0 })
    expect(await base.store.db.order.count()).toBe(result?.created)
  })

  it('tells the command line that the bot went away', async () => {
    const { address } = await open({
      ...importTask,
      async *run() {
        yield { type: 'progress', rows: 1, rejected: 0 }
        throw new Error('gone')
      },
    })
    await expect(through(address, header)).rejects.toMatchObject({ code: 'door_lost' })
  })
})

function withResolvers() {
  let resolve: () => void = () => {}
  const promise = new Promise<void>(yes => {
    resolve = yes
  })
  return { promise, resolve }
}
