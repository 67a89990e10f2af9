import { randomInt, randomUUID } from 'node:crypto'
import { WecomCrypto } from '@wecom/aibot-node-sdk'
import axios from 'axios'
import type { AppShown, LocalCompany } from './company.ts'
import { respondable } from './messages.ts'

export interface CallbackOptions {
  company: LocalCompany
  /** Where the app takes what happens. */
  url: string
  token: string
  encodingAesKey: string
}

/** A field of the XML: text, or fields below it (several of one name as a list). */
export type Xml = string | number | { [field: string]: Xml | Xml[] }

export interface Callbacks {
  /** Sends any fields at all, encrypted and signed; gives the status that the app answered with. */
  push(fields: Record<string, Xml | Xml[]>): Promise<number>
  /** The last one once more, byte by byte. */
  repeats(): Promise<number>
  /** The same sealed anew, as one that has lost its nonces sees a repeat. */
  tellsAgain(): Promise<number>
  says(member: string, text: string): Promise<number>
  presses(member: string, shown: AppShown, button: string): Promise<number>
  clicks(member: string, menuKey: string): Promise<number>
  enters(member: string): Promise<number>
  /** Checks the address as the console does when it is saved: true when it gave back what was asked. */
  verifies(): Promise<boolean>
}

/** What WeCom tells the app of what its members do: XML, encrypted by the official SDK, signed (path/90930). */
export function createCallbacks({ company, url, token, encodingAesKey }: CallbackOptions): Callbacks {
  const crypto = new WecomCrypto(token, encodingAesKey, company.corpId)
  let last: { params: Record<string, string>; body: string } | null = null
  let lastFields: Record<string, Xml | Xml[]> = {}
  const seconds = () => Math.floor(company.now() / 1_000)
  const sealed = (plain: string) => {
    const [timestamp, nonce] = [String(seconds()), String(randomInt(1e9))]
    const { encrypt, signature } = crypto.encrypt(plain, timestamp, nonce)
    return { encrypt, params: { msg_signature: signature, timestamp, nonce } }
  }
  const post = async (sent: { params: Record<string, string>; body: string }): Promise<number> => {
    last = sent
    const headers = { 'content-type': 'text/xml' }
    const answer = await axios.post(url, sent.body, { params: sent.params, headers, timeout: 5_000, validateStatus: () => true })
    return answer.status
  }
  const push = (fields: Record<string, Xml | Xml[]>): Promise<number> => {
    lastFields = fields
    const { encrypt, params } = sealed(`<xml>${written(fields)}</xml>`)
    const body = `<xml>${written({ ToUserName: company.corpId, AgentID: String(company.agentId), Encrypt: encrypt })}</xml>`
    return post({ params, body })
  }
  const from = (member: string) => ({
    ToUserName: company.corpId,
    FromUserName: member,
    CreateTime: seconds(),
    AgentID: company.agentId,
  })

  return {
    push,
    repeats: () => (last ? post(last) : Promise.reject(new Error('nothing was sent'))),
    tellsAgain: () => push(lastFields),
    says: (member, text) => push({ ...from(member), MsgType: 'text', Content: text, MsgId: String(randomInt(2 ** 40)) }),
    presses(member, shown, button) {
      const key = shown.card?.button_list?.find(({ text }) => text === button)?.key
      if (key === undefined) throw new Error(`no button ${button}`)
      const card = { EventKey: key, TaskId: shown.card?.task_id ?? '', CardType: shown.card?.card_type ?? '' }
      const ResponseCode = respondable(company, shown)
      return push({ ...from(member), MsgType: 'event', Event: 'template_card_event', ...card, ResponseCode })
    },
    clicks: (member, EventKey) => push({ ...from(member), MsgType: 'event', Event: 'click', EventKey }),
    enters: member => push({ ...from(member), MsgType: 'event', Event: 'enter_agent', EventKey: '' }),
    async verifies() {
      const echo = randomUUID()
      const { encrypt, params } = sealed(echo)
      const answer = await axios.get<string>(url, {
        params: { ...params, echostr: encrypt },
        responseType: 'text',
        timeout: 1_000,
      })
      return answer.data === echo
    },
  }
}

function written(fields: Record<string, Xml | Xml[]>): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => [value].flat().map(one => `<${name}>${xmlOf(one as Xml)}</${name}>`))
    .join('')
}

const xmlOf = (value: Xml): string => {
  if (typeof value === 'object') return written(value)
  return typeof value === 'number' ? String(value) : `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}
