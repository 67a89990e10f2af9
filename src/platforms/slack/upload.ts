import type { WebClient } from '@slack/web-api'
import { callTimeoutMs } from './client.ts'

/** Puts a file at Slack, where nobody sees it until it is shared or shown; its id. Rejects when Slack did not take it. */
export async function upload(client: WebClient, filename: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({ filename, length: bytes.length })
  if (!url || !id) throw new Error('Slack gave no address to upload to')
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes,
    redirect: 'error',
    signal: AbortSignal.timeout(callTimeoutMs),
  })
  if (!answer.ok) throw new Error(`the upload was answered with ${answer.status}`)
  return id
}
