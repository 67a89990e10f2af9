import type { WebClient } from '@slack/web-api'
import type { Message } from '../../chat/message.ts'
import type { FindResult, SendResult, Target } from '../../chat/platform.ts'
import { type CallFailure, failureOf } from './errors.ts'
import type { People } from './people.ts'
import type { Places } from './places.ts'
import type { Present } from './present.ts'
import type { Rendered } from './render/message.ts'
import { sendFiles, sharesFileOf } from './send-files.ts'

/** Public names: other tools may read them. */
const eventType = 'rapport_delivery'

interface SendParts {
  client: WebClient
  people: Pick<People, 'dm'>
  places: Pick<Places, 'now'>
  present: Present
}

/** Posts a message once. In a team's channel it first asks whether the channel is still our own. */
export async function send(parts: SendParts, target: Target, message: Message, key: string): Promise<SendResult> {
  const channel = await destination(parts, target, message.customerId !== undefined)
  if (typeof channel !== 'string') return channel
  if (message.files?.length) return sendFiles(parts.client, channel, message, key)
  const metadata = { event_type: eventType, event_payload: { key } }
  const post = ({ text, blocks }: Rendered) =>
    parts.client.chat.postMessage({ channel, text, blocks, metadata, unfurl_links: false, unfurl_media: false })
  try {
    const answer = await parts.present(message, post)
    return { kind: 'sent', ref: `${answer.channel ?? channel}:${answer.ts ?? ''}` }
  } catch (error) {
    return failureOf(error)
  }
}

/**
 * The channel to post in, or why not: where another company reads along, only what is for its people. Nothing has been posted yet, so
 * nothing is uncertain.
 */
async function destination(parts: SendParts, target: Target, forCustomer: boolean): Promise<string | CallFailure> {
  try {
    if (target.kind === 'person') return await parts.people.dm(target.id)
    const place = await parts.places.now(target.id)
    if (place === null) return { kind: 'rejected', code: 'channel_not_found' }
    return place.kind === 'shared' && !forCustomer ? { kind: 'rejected', code: 'channel_shared' } : target.id
  } catch (error) {
    const failure = failureOf(error)
    return failure.kind === 'unknown' ? { kind: 'retry-after', seconds: 10, code: failure.code } : failure
  }
}

const pageSize = 200
/** 2,000 messages: past that somebody else must look. */
const pages = 10

/** Looks for a message sent with this key since then. */
export async function find(
  parts: Omit<SendParts, 'places' | 'present'>,
  target: Target,
  key: string,
  since: Date,
): Promise<FindResult> {
  try {
    const channel = target.kind === 'person' ? await parts.people.dm(target.id) : target.id
    let cursor = ''
    for (let page = 0; page < pages; page += 1) {
      // A minute of slack for clocks that differ.
      const oldest = String(Math.floor(since.getTime() / 1000) - 60)
      const more = cursor ? { cursor } : {}
      const history = await parts.client.conversations.history({
        channel,
        oldest,
        limit: pageSize,
        include_all_metadata: true,
        ...more,
      })
      const found = history.messages?.find(
        ({ metadata, files }) =>
          (metadata?.event_type === eventType && keyOf(metadata.event_payload) === key) || sharesFileOf(key, files),
      )
      if (found?.ts) return { kind: 'found', ref: `${channel}:${found.ts}` }
      cursor = history.response_metadata?.next_cursor ?? ''
      if (!cursor) return { kind: 'absent' }
    }
    return { kind: 'cannot-look' }
  } catch (error) {
    const failure = failureOf(error)
    if (failure.kind === 'rejected') return { kind: 'cannot-look' }
    return { kind: 'failed', code: failure.code, ...(failure.kind === 'retry-after' && { seconds: failure.seconds }) }
  }
}

const keyOf = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null && 'key' in payload ? payload.key : undefined
