import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { mostJsonBytes } from '../../src/api/items.ts'
import { useApi } from './server.ts'

const api = useApi({ arriveWithinMs: 1_500 })
const path = '/api/v1/customers'

/** Sends a head and then as much of `piece` as the server takes before it closes; what it answered and how much it took from us. */
async function flood(head: string, piece: Buffer, mostBytes: number): Promise<{ answer: string; sent: number }> {
  const socket = await api.socket()
  let answer = ''
  socket.on('data', data => {
    answer += data.toString()
  })
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.write(head)
  let queued = 0
  while (!socket.destroyed && queued < mostBytes) {
    queued += piece.length
    if (!socket.write(piece)) await Promise.race([new Promise(resolve => socket.once('drain', resolve)), closed])
  }
  await closed
  return { answer, sent: socket.bytesWritten - socket.writableLength }
}

const headOf = (token: string, more: string): string =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n${more}\r\n\r\n`

/** What the kernels on both sides may hold beyond what the server has read. */
const buffers = 16_000_000

describe('a hostile body', () => {
  it('of 100 MB is refused by its length before any of it is read, and the connection closed', async () => {
    const { answer, sent } = await flood(
      headOf(await api.token(), 'content-length: 100000000'),
      Buffer.alloc(65_536, 32),
      100_000_000,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('"code":"too_large"')
    expect(sent).toBeLessThan(buffers)
  })

  it('that does not tell its length is read up to the limit and no further', async () => {
    const piece = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 32), Buffer.from('\r\n')])
    const { answer, sent } = await flood(headOf(await api.token(), 'transfer-encoding: chunked'), piece, 100_000_000)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(sent).toBeLessThan(mostJsonBytes + buffers)
  })

  it('from nobody is not read at all', async () => {
    const { answer, sent } = await flood(headOf('nobody', 'content-length: 100000000'), Buffer.alloc(65_536, 32), 100_000_000)
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    expect(sent).toBeLessThan(buffers)
  })

  it('that never ends is cut off', async () => {
    const socket = await api.socket()
    let answer = ''
    socket.on('data', data => {
      answer += data.toString()
    })
    socket.write(`${headOf(await api.token(), 'content-length: 1000')}{"items":`)
    await once(socket, 'close')
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(await api.store.db.customer.count()).toBe(2)
  })

  it('is refused with what is wrong, whatever it is', async () => {
    const gzip = gzipSync(Buffer.alloc(10_000_000, 32))
    const deep = `{"items":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const cases: [string, number, string, string | Uint8Array, Record<string, string>][] = [
      ['a gzip bomb', 415, 'content_encoding', gzip, { 'content-encoding': 'gzip' }],
      ['another media type', 415, 'content_type', 'x', { 'content-type': 'text/plain' }],
      ['another character set', 415, 'content_type', '{}', { 'content-type': 'application/json; charset=utf-16' }],
      ['bytes that are not UTF-8', 400, 'not_utf8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), {}],
      ['GBK', 400, 'not_utf8', Buffer.from('{"items":[{"externalId":"\xb3\xbf\xb9\xe2"}]}', 'latin1'), {}],
      ['no JSON', 400, 'not_json', '{"items":[', {}],
      ['nothing', 400, 'not_json', ' ', {}],
      ['a key twice', 400, 'repeated_key', '{"items":[{"externalId":"C1","name":"a","n\\u0061me":"b"}]}', {}],
      ['items twice', 400, 'repeated_key', '{"items":[],"items":[]}', {}],
      ['another shape', 400, 'malformed', '[]', {}],
      ['more fields', 400, 'malformed', '{"items":[],"force":true}', {}],
      ['a reserved name', 400, 'malformed', '{"items":[],"__proto__":{"items":[1]}}', {}],
      ['too many items', 413, 'too_many', JSON.stringify({ items: Array.from({ length: 1_001 }, () => 1) }), {}],
      ['null', 400, 'malformed', 'null', {}],
    ]
    for (const [what, status, code, body, headers] of cases) {
      const reply = await api.ask(path, body, { headers })
      expect([reply.status, reply.body.error?.code], what).toEqual([status, code])
      expect(reply.body.error.message.length, what).toBeGreaterThan(10)
    }
    const nested = await api.ask(path, deep)
    expect(nested.body.rejected[0].errors[0].reason).toBe('is not an object')
    expect(api.lines.filter(line => line.includes('api.failed'))).toEqual([])
    expect(await api.store.db.customer.count()).toBe(2)
  })

  it('with strange texts lands as harmless text or is refused, and never breaks the server', async () => {
    const strange = ['\u0000', 'a\u0000b', '\ud800', '\u202eevil', '😀'.repeat(5_000), '\'; DROP TABLE "Customer"; --', '=cmd()']
    for (const name of strange) {
      const { status, body } = await api.send('customers', { externalId: `S-${strange.indexOf(name)}`, name })
      expect(status, JSON.stringify(name)).toBe(200)
      expect(body.accepted + body.rejected.length).toBe(1)
    }
    const [huge] = (await api.send('customers', { externalId: 'x'.repeat(100_000), name: 'x' })).body.rejected
    expect(huge.errors[0]).toMatchObject({ field: 'externalId', reason: expect.stringContaining('longer than') })
  })

  it('leaves no word of itself in the log', async () => {
    await api.ask(path, '{"items":[{"externalId":"Zebrafish"')
    await api.send('customers', { externalId: 'Zebrafish', name: 'x'.repeat(10_000) })
    expect(api.lines.join()).not.toContain('Zebrafish')
  })
})
