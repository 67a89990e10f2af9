import { createCipheriv, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { WecomCrypto } from '@wecom/aibot-node-sdk'
import axios from 'axios'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCallback } from '../../../../src/platforms/wecom/app/callback.ts'
import type { CallbackEvent } from '../../../../src/platforms/wecom/app/callback-event.ts'
import { readXml } from '../../../../src/platforms/wecom/app/xml.ts'
import { type Callbacks, createCallbacks } from '../../../../src/playground/wecom/rest/callbacks.ts'
import { createCompany } from '../../../../src/playground/wecom/rest/company.ts'
import { corp } from '../rest/local-api.ts'

const token = 'token-of-the-callback'
const encodingAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const base = new Date('2026-11-30T04:00:00Z')

let now: Date
let url: string
let taken: CallbackEvent[]
let taker: (event: CallbackEvent) => Promise<boolean>
let wecom: Callbacks
let stop: () => Promise<void>

beforeEach(async () => {
  now = base
  taken = []
  taker = async event => taken.push(event) > 0
  const log = () => undefined
  const callback = createCallback({ ...corp, token, encodingAesKey, takers: [event => taker(event)], log, now: () => now })
  const server = createServer((request, response) => void callback(request, response, '/wecom/callback'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/callback`
  wecom = speaker()
  stop = () => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(() => resolve()))
  }
})
afterEach(() => stop())

function speaker(options: { token?: string; corpId?: string; at?: Date } = {}): Callbacks {
  const company = createCompany({ ...corp, ...options, members: { lina: '李娜' }, now: () => (options.at ?? now).getTime() })
  return createCallbacks({ company, url, token: options.token ?? token, encodingAesKey })
}

/** Sends this plain text, sealed and signed as given. */
async function sends(
  plain: string,
  change: { nonce?: string; crypto?: WecomCrypto; envelope?: (encrypt: string) => string } = {},
) {
  const crypto = change.crypto ?? new WecomCrypto(token, encodingAesKey, corp.corpId)
  const [timestamp, nonce] = [String(now.getTime() / 1_000), change.nonce ?? String(Math.floor(taken.length + 7))]
  const { encrypt, signature } = crypto.encrypt(plain, timestamp, nonce)
  const body = change.envelope?.(encrypt) ?? `<xml><Encrypt>${encrypt}</Encrypt></xml>`
  const params = { msg_signature: signature, timestamp, nonce }
  return (await axios.post(url, body, { params, validateStatus: () => true })).status
}

describe('the address of the callback', () => {
  it('gives back what WeCom asks when the address is saved', async () => {
    await expect(wecom.verifies()).resolves.toBe(true)
  })

  it('takes what members write, as they wrote it, each once', async () => {
    await expect(wecom.says('lina', '客户 <知客> ]]> 007 & &lt;b&gt;')).resolves.toBe(200)
    expect(taken).toMatchObject([{ FromUserName: 'lina', MsgType: 'text', Content: '客户 <知客> ]]> 007 & &lt;b&gt;' }])
    await expect(wecom.repeats()).resolves.toBe(200)
    expect(taken).toHaveLength(1)
  })

  it('ends the connection when it could not be written down, and takes the repeat', async () => {
    taker = () => Promise.reject(new Error('no database'))
    await expect(wecom.says('lina', '跟进 知客：好')).rejects.toThrow()
    taker = async event => taken.push(event) > 0
    await expect(wecom.repeats()).resolves.toBe(200)
    expect(taken).toMatchObject([{ Content: '跟进 知客：好' }])
  })

  it.each([
    ['signed with another token', () => speaker({ token: 'other' })],
    ['of another company', () => speaker({ corpId: 'ww-other' })],
    ['six minutes old', () => speaker({ at: new Date(base.getTime() - 360_000) })],
    ['from the future', () => speaker({ at: new Date(base.getTime() + 360_000) })],
  ])('refuses what is %s', async (_what, speaks) => {
    await expect(speaks().says('lina', '客户')).resolves.toBe(403)
    expect(taken).toEqual([])
  })

  it('refuses a nonce that was used for something else', async () => {
    await expect(sends('<xml><MsgType>text</MsgType></xml>', { nonce: 'once' })).resolves.toBe(200)
    await expect(sends('<xml><MsgType>event</MsgType></xml>', { nonce: 'once' })).resolves.toBe(403)
    expect(taken).toHaveLength(1)
  })

  it('refuses what is sealed well but padded to blocks of 16', async () => {
    const crypto = new WecomCrypto(token, encodingAesKey, corp.corpId)
    // Random 16, length 4, message, company: with the padding an odd number of blocks of 16.
    const message = Buffer.from('<xml><a>1</a></xml>'.padEnd(48 - 20 - corp.corpId.length - 1))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(message.length)
    const key = Buffer.from(`${encodingAesKey}=`, 'base64')
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
    const plain = Buffer.concat([randomBytes(16), length, message, Buffer.from(corp.corpId)])
    const encrypt = Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
    expect(crypto.decrypt(encrypt)).toContain('<a>1</a>')
    const stub = { encrypt: () => ({ encrypt, signature: crypto.computeSignature(String(now.getTime() / 1_000), '9', encrypt) }) }
    await expect(sends('', { nonce: '9', crypto: stub as never })).resolves.toBe(403)
  })

  it.each([
    ['no XML', () => 'hello'],
    ['JSON', (encrypt: string) => JSON.stringify({ encrypt })],
    ['unclosed XML', (encrypt: string) => `<xml><Encrypt>${encrypt}</Encrypt>`],
    ['XML with a DOCTYPE', (encrypt: string) => `<!DOCTYPE x><xml><Encrypt>${encrypt}</Encrypt></xml>`],
    ['two sealed messages', (encrypt: string) => `<xml><Encrypt>${encrypt}</Encrypt><Encrypt>x</Encrypt></xml>`],
    ['nothing', () => ''],
  ])('refuses %s', async (_what, envelope) => {
    await expect(sends('<xml></xml>', { envelope })).resolves.toBe(400)
  })

  it('refuses a large body, said to be so or not, an address without signature, and other methods', async () => {
    await expect(sends('', { envelope: () => 'x'.repeat(300_000) })).resolves.toBe(413)
    const [timestamp, nonce] = [String(now.getTime() / 1_000), '5']
    const params = { msg_signature: 'a'.repeat(40), timestamp, nonce }
    const any = { validateStatus: () => true }
    // In pieces, without a length.
    const pieces = Readable.from(Array.from({ length: 30 }, () => 'x'.repeat(10_000)))
    expect((await axios.post(url, pieces, { ...any, params })).status).toBe(413)
    expect((await axios.post(url, '<xml/>', any)).status).toBe(400)
    expect((await axios.put(url, '<xml/>', any)).status).toBe(405)
  })
})

describe('the XML of a callback', () => {
  it('keeps numbers as text and lists as lists', () => {
    const chosen = '<SelectedItems><SelectedItem><OptionIds><OptionId>1</OptionId></OptionIds></SelectedItem></SelectedItems>'
    expect(readXml(`<xml><Content>007</Content>${chosen}</xml>`)).toEqual({
      Content: '007',
      SelectedItems: { SelectedItem: [{ OptionIds: { OptionId: ['1'] } }] },
    })
  })

  it('never expands entities, and reads what people wrote about them', () => {
    expect(readXml('<!DOCTYPE x [<!ENTITY a "b">]><xml><Content>&a;</Content></xml>')).toBeNull()
    expect(readXml('<xml><Content><![CDATA[<!DOCTYPE html>]]></Content></xml>')).toEqual({ Content: '<!DOCTYPE html>' })
  })

  it('is null or fields, whatever comes', () => {
    const pieces = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<a>',
      '</a>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?',
      '&#0;',
      '<__proto__>',
      'x',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), all => {
        const read = readXml(all.join(''))
        expect(read === null || typeof read === 'object').toBe(true)
        expect(({} as Record<string, unknown>).x).toBeUndefined()
      }),
    )
  })

  it('is null where what people wrote has no end', () => {
    expect(readXml(`<xml>${'<![CDATA['.repeat(5_000)}</xml>`)).toBeNull()
  })

  it('gives up on what is nested without end', () => {
    expect(readXml(`<xml>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</xml>`)).toBeNull()
  })
})
