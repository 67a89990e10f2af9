import { connect } from 'node:net'
import axios from 'axios'
import { afterEach, describe, expect, it } from 'vitest'
import { createLog } from '../../src/config/log.ts'
import { health } from '../../src/http/health.ts'
import { type HttpServer, type Mount, send, startHttp } from '../../src/http/server.ts'

const log = createLog('silent')
const running: HttpServer[] = []
const client = axios.create({ validateStatus: () => true })

async function serve(...mounts: Mount[]): Promise<string> {
  const server = await startHttp({ host: '127.0.0.1', port: 0, mounts, log })
  running.push(server)
  return server.url
}
const status = async (url: string): Promise<number> => (await client.get(url)).status

afterEach(async () => {
  await Promise.all(running.splice(0).map(server => server.close()))
})

describe('the server', () => {
  it('is alive from the start, and ready only when everything is up and the database answers', async () => {
    let ready = false
    let database = async (): Promise<unknown> => 1
    const url = await serve(health({ ready: () => ready, database: () => database() }))
    expect([await status(`${url}/healthz`), await status(`${url}/readyz`)]).toEqual([200, 503])
    ready = true
    expect(await status(`${url}/readyz`)).toBe(200)
    database = () => Promise.reject(new Error('gone'))
    expect([await status(`${url}/healthz`), await status(`${url}/readyz`)]).toEqual([200, 503])
  })

  it('answers 404 where no part wants the request, and 500 without a word when one breaks', async () => {
    const url = await serve((_request, _response, path) => {
      if (path === '/broken') throw new Error('internal: Anna Becker')
      return false
    })
    expect(await status(`${url}/nothing`)).toBe(404)
    const broken = await client.get(`${url}/broken`)
    expect([broken.status, broken.data]).toEqual([500, 'Internal error'])
  })

  it('lets a running request end when it closes, and takes no new ones', async () => {
    let answer: () => void = () => undefined
    let arrive: () => void = () => undefined
    const arrived = new Promise<void>(resolve => {
      arrive = resolve
    })
    const url = await serve((_request, response) => {
      answer = () => send(response, 200, 'done')
      arrive()
      return true
    })
    const asked = client.get(url)
    await arrived
    const closed = running.splice(0)[0]?.close()
    answer()
    expect((await asked).data).toBe('done')
    await closed
    await expect(axios.get(url)).rejects.toThrow()
  })

  it('closes though a client holds its connection open and says nothing', async () => {
    const url = await serve(health({ ready: () => true, database: async () => 1 }))
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await new Promise(resolve => socket.once('connect', resolve))
    await running.splice(0)[0]?.close()
    socket.destroy()
  })
})
