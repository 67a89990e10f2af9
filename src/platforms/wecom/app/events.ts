import { z } from 'zod'
import type { CallbackEvent } from './callback-event.ts'

const text = z.string().min(1)
const base = { FromUserName: text, CreateTime: z.string().regex(/^\d{1,12}$/), AgentID: z.string() }

/** Somebody wrote to the app, or said something that WeCom understood (`Recognition`). Path/90239. */
const written = z.object({
  ...base,
  MsgType: z.enum(['text', 'voice', 'image', 'file', 'video', 'location', 'link']),
  MsgId: text,
  Content: z.string().optional(),
  Recognition: z.string().optional(),
})

/** Path/90240. */
const pressed = z.object({
  ...base,
  MsgType: z.literal('event'),
  Event: z.literal('template_card_event'),
  EventKey: text,
  TaskId: text,
  ResponseCode: text,
})
const clicked = z.object({ ...base, MsgType: z.literal('event'), Event: z.literal('click'), EventKey: text })
const entered = z.object({ ...base, MsgType: z.literal('event'), Event: z.literal('enter_agent') })

export type AppEvent =
  | { kind: 'written'; event: z.infer<typeof written> }
  | { kind: 'pressed'; event: z.infer<typeof pressed> }
  | { kind: 'clicked'; event: z.infer<typeof clicked> }
  | { kind: 'entered'; event: z.infer<typeof entered> }

/** What one callback says about our app; null for what is another app's or about something else. */
export function appEvent(fields: CallbackEvent, agentId: number): AppEvent | null {
  if (fields.AgentID !== String(agentId)) return null
  const shapes = { written, pressed, clicked, entered } as const
  for (const [kind, shape] of Object.entries(shapes)) {
    const { data } = shape.safeParse(fields)
    if (data) return { kind, event: data } as AppEvent
  }
  return null
}

/** The same thing said again has the same key: events have no id of their own (path/90238). */
export const eventId = ({ FromUserName, CreateTime }: { FromUserName: string; CreateTime: string }, ...rest: string[]): string =>
  [FromUserName, CreateTime, ...rest].join('.')
