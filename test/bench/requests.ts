import { Agent, request } from 'node:http'
import { signedHeaders } from '../../src/playground/signing.ts'
import { CUSTOMER_CARE_ZH, dmOf, TEAM_ID } from '../../src/playground/workspace.ts'
import { clockMs } from './statistics.ts'

/** Sends what Slack sends, signed, over one kept connection, and measures until the acknowledgement's last byte. */
export interface Line {
  ask(form: Record<string, string>): Promise<{ ms: number; status: number; body: string }>
  close(): void
}

export function openLine(url: string, signingSecret: string): Line {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const target = new URL('/slack/events', url)
  return {
    ask(form) {
      const body = new URLSearchParams(form).toString()
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
        ...signedHeaders(signingSecret, Math.floor(Date.now() / 1000), body),
      }
      return new Promise((resolve, reject) => {
        const start = clockMs()
        const sent = request(target, { method: 'POST', agent, headers }, response => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const ms = clockMs() - start
            resolve({ ms, status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() })
          })
        })
        sent.on('error', reject)
        sent.end(body)
      })
    },
    close: () => agent.destroy(),
  }
}

let sent = 0
const trigger = (): string => `${Date.now()}.${++sent}.bench`

/** `/customer <text>` said by a person in their direct messages. */
export function customerCommand(person: string, text: string): Record<string, string> {
  return {
    token: 'unused',
    team_id: TEAM_ID,
    team_domain: 'bench',
    channel_id: dmOf(person),
    channel_name: 'directmessage',
    user_id: person,
    user_name: 'bench',
    command: '/customer',
    text,
    api_app_id: 'A0RAPPORT',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/unused',
    trigger_id: trigger(),
  }
}

/** What Slack asks while somebody types into the customer field of a form. */
export function suggestion(person: string, value: string): Record<string, string> {
  const payload = {
    type: 'block_suggestion',
    user: { id: person, team_id: TEAM_ID },
    team: { id: TEAM_ID, domain: 'bench' },
    api_app_id: 'A0RAPPORT',
    channel: { id: CUSTOMER_CARE_ZH, name: 'bench' },
    action_id: 'customer',
    block_id: 'customer',
    value,
  }
  return { payload: JSON.stringify(payload) }
}
