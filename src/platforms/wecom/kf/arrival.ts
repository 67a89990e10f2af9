import { z } from 'zod'

/** Who said it: a customer, WeCom itself, a colleague. */
const origins = { customer: 3, system: 4 } as const

const shape = z.object({
  msgid: z.string().min(1),
  external_userid: z.string().min(1).optional(),
  /** Seconds. */
  send_time: z.number(),
  origin: z.number(),
  text: z.object({ content: z.string(), menu_id: z.string().optional() }).optional(),
  event: z
    .object({
      event_type: z.string(),
      external_userid: z.string().min(1).optional(),
      scene_param: z.string().optional(),
      welcome_code: z.string().optional(),
      fail_msgid: z.string().optional(),
      fail_type: z.number().optional(),
      change_type: z.number().optional(),
      msg_code: z.string().optional(),
    })
    .optional(),
})

interface Base {
  id: string
  person: string
  /** Milliseconds. */
  at: number
}

/** What a pull brought, as far as it is ours to act on. */
export type Arrival = Base &
  /** `text` null: a picture or something else that cannot be read. `menuId`: an item of a menu was clicked. */
  (
    | { kind: 'said'; text: string | null; menuId: string | null }
    /** They opened the conversation. `code`: one message may be sent at once. */
    | { kind: 'entered'; param: string | null; code: string | null }
    /** A message of ours, by its id, did not arrive. */
    | { kind: 'failed'; message: string; why: number }
    /** A colleague has the conversation from now on. */
    | { kind: 'taken' }
    /** It is over. `code` as above. */
    | { kind: 'ended'; code: string | null }
  )

/** Null: of colleagues, or of a kind that nobody here acts on. */
export function readArrival(raw: unknown): Arrival | null {
  const read = shape.safeParse(raw).data
  if (!read) return null
  const { msgid: id, origin, text, event } = read
  const person = read.external_userid ?? event?.external_userid
  if (person === undefined) return null
  const base = { id, person, at: read.send_time * 1_000 }
  if (origin === origins.customer) return { ...base, kind: 'said', text: text?.content ?? null, menuId: text?.menu_id || null }
  if (origin !== origins.system || !event) return null
  return readEvent(base, event)
}

/** Of `session_status_change`: 1 taken from the queue, 2 handed over, 3 over, 4 taken up again. */
const overChange = 3

function readEvent(base: Base, event: NonNullable<z.infer<typeof shape>['event']>): Arrival | null {
  switch (event.event_type) {
    case 'enter_session':
      return { ...base, kind: 'entered', param: event.scene_param || null, code: event.welcome_code || null }
    case 'msg_send_fail':
      if (event.fail_msgid === undefined) return null
      return { ...base, kind: 'failed', message: event.fail_msgid, why: event.fail_type ?? 0 }
    case 'session_status_change':
      return event.change_type === overChange
        ? { ...base, kind: 'ended', code: event.msg_code || null }
        : { ...base, kind: 'taken' }
    default:
      return null
  }
}
