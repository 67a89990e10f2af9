import { z } from 'zod'

/** What Slack sends through a socket, as far as we use it. */
const envelope = z.object({
  type: z.enum(['events_api', 'slash_commands', 'interactive']),
  envelope_id: z.string(),
  payload: z.record(z.string(), z.unknown()),
  retry_attempt: z.number().optional(),
  retry_reason: z.string().optional(),
})
const hello = z.object({ type: z.literal('hello') })
const disconnect = z.object({ type: z.literal('disconnect'), reason: z.string().default('') })
const frame = z.discriminatedUnion('type', [envelope, hello, disconnect])

/** Something that happened, with the id by which it is acknowledged. */
export type Envelope = z.infer<typeof envelope>

/** One frame; null for what is none of those above, which is passed over: Slack adds kinds, and a crash helps nobody. */
export function readFrame(text: string): z.infer<typeof frame> | null {
  try {
    return frame.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
