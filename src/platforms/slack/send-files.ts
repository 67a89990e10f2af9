import { createHash } from 'node:crypto'
import type { WebClient } from '@slack/web-api'
import type { Message, MessageFile } from '../../chat/message.ts'
import type { SendResult } from '../../chat/platform.ts'
import { type CallFailure, failureOf } from './errors.ts'
import { renderMessage } from './render/message.ts'
import { upload } from './upload.ts'

/** Uploads the message's files and shares them with what it says in one line: Slack makes that message itself, without our metadata. */
export async function sendFiles(client: WebClient, channel: string, message: Message, key: string): Promise<SendResult> {
  const uploaded = await uploadAll(client, message.files ?? [], key)
  if ('kind' in uploaded) return uploaded
  try {
    await client.files.completeUploadExternal({
      files: uploaded.files,
      channel_id: channel,
      initial_comment: renderMessage(message).text,
    })
    return { kind: 'sent', ref: `${channel}:${uploaded.files.map(({ id }) => id).join(',')}` }
  } catch (error) {
    return failureOf(error)
  }
}

interface Uploaded {
  /** At least one, as Slack's client asks for. */
  files: [{ id: string; title: string }, ...{ id: string; title: string }[]]
}

/** Until they are shared nobody sees the files, so a failure is never in doubt: it is all done again. */
async function uploadAll(client: WebClient, files: readonly MessageFile[], key: string): Promise<Uploaded | CallFailure> {
  try {
    const [first, ...others] = await Promise.all(files.map(file => uploadOne(client, file, key)))
    if (!first) return { kind: 'rejected', code: 'no_files' }
    return { files: [first, ...others] }
  } catch (error) {
    const failure = failureOf(error)
    return failure.kind === 'unknown' ? { kind: 'retry-after', seconds: 10, code: failure.code } : failure
  }
}

async function uploadOne(client: WebClient, { name, base64 }: MessageFile, key: string): Promise<{ id: string; title: string }> {
  const title = taggedName(name, key)
  return { id: await upload(client, title, Buffer.from(base64, 'base64')), title }
}

/** `acme-1a2b3c4d5e6f.zip`: by its name a shared file is found again, as other messages are by their metadata. */
function taggedName(name: string, key: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? `${name}-${tagOf(key)}` : `${name.slice(0, dot)}-${tagOf(key)}${name.slice(dot)}`
}

const tagOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 12)

/** Whether a message of a history shares a file that was sent with this key. */
export const sharesFileOf = (key: string, files: readonly { name?: string }[] | undefined): boolean =>
  (files ?? []).some(({ name }) => name?.includes(tagOf(key)))
