import { callTimeoutMs } from './client.ts'
import type { Rendered } from './render/message.ts'

/** A response_url refused the message; `code` is Slack's word for it. */
export class ResponseRefused extends Error {
  readonly code: string
  constructor(code: string) {
    super(`response_url: ${code}`)
    this.name = 'ResponseRefused'
    this.code = code
  }
}

/** Answers to the asker alone; `replace` takes the place of the message that was used. Rejects when Slack did not take it. */
export async function respond(url: string, { text, blocks }: Rendered, replace: boolean): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: replace, text, blocks }),
    redirect: 'error',
    signal: AbortSignal.timeout(callTimeoutMs),
  })
  const said = await answer.text()
  if (!answer.ok)
    throw new ResponseRefused(/\b[a-z]+(_[a-z]+)+\b/.exec(said.replaceAll('"', ' '))?.[0] ?? `http_${answer.status}`)
}
