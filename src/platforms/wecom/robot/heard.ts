import type { Place } from '../../../chat/platform.ts'
import type { Pressed, Written } from '../heard.ts'
import { writeReplyTo } from '../reply-to.ts'
import { type EventFrame, type MessageFrame, wordsOf } from './frames.ts'

/** When it came, and the session of the connection that it came by. */
interface Arrival {
  at: number
  session: string
}

export const writtenIn = ({ headers, body }: MessageFrame, arrival: Arrival): Written => ({
  ...{ id: body.msgid, person: body.from.userid, place: placeOf(body), words: wordsOf(body) },
  replyTo: writeReplyTo({ ...arrival, request: headers.req_id }),
})

/** Null for events that nobody answers. */
export function pressedIn({ headers, body }: EventFrame, arrival: Arrival): Pressed | null {
  const card = body.event.template_card_event
  if (!card) return null
  const { corpid: workspace, userid: id } = body.from
  return {
    ...{ id: body.msgid, place: placeOf(body), key: card.event_key },
    person: { platform: 'wecom', id, ...(workspace !== undefined && { workspace }) },
    replyTo: writeReplyTo({ ...arrival, request: headers.req_id, card: card.task_id }),
  }
}

function placeOf({ chattype, chatid, from }: Pick<MessageFrame['body'], 'chattype' | 'chatid' | 'from'>): Place {
  if (chattype === 'group' && chatid !== undefined) return { platform: 'wecom', id: chatid, kind: 'internal' }
  return { platform: 'wecom', id: from.userid, kind: 'dm' }
}
