import type { Message } from '../../chat/message.ts'
import type { SendResult, Target } from '../../chat/platform.ts'
import { sendAll } from './answers.ts'
import type { Connection } from './connection.ts'
import { failureOf } from './errors.ts'
import type { Offers } from './offers.ts'
import { renderMessage } from './render/message.ts'
import type { Throttle } from './throttle.ts'

export interface SendParts {
  connection: Pick<Connection, 'send' | 'upload'>
  offers: Offers
  throttle: Throttle
  now(): Date
}

/**
 * Sends unasked, to who has written to the robot before, or to a group it was mentioned in: WeCom refuses anybody else. A robot's message
 * carries no key, so one that may have arrived is never sent again.
 */
export async function send(parts: SendParts, target: Target, message: Message, key: string): Promise<SendResult> {
  const { connection, throttle } = parts
  const chat = { id: target.id, isGroup: target.kind === 'channel' }
  const at = parts.now().getTime()
  const seconds = throttle.waitSeconds(chat.id, at)
  if (seconds > 0) return { kind: 'retry-after', seconds, code: 'wecom_throttled' }
  const { files = [] } = message
  try {
    const uploaded: string[] = []
    for (const { name, base64 } of files) uploaded.push(await connection.upload(Buffer.from(base64, 'base64'), name))
    const { content, codes } = renderMessage(message)
    throttle.said(chat.id, at, 2 + uploaded.length)
    await sendAll(connection, chat, message, content)
    await parts.offers.remember(chat.id, chat.isGroup ? null : chat.id, codes, at)
    for (const id of uploaded) await connection.send(chat, { msgtype: 'file', file: { media_id: id } })
    return { kind: 'sent', ref: key }
  } catch (error) {
    return failureOf(error)
  }
}
