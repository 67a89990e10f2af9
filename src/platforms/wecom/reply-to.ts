import { z } from 'zod'
import type { Incoming } from '../../chat/platform.ts'

/** How the robot reaches the asker again; kept with the incoming event. */
const byRobot = z.object({
  /** When it was received, ms. */
  at: z.number(),
  /** The process that received it: only its connection knows the request. */
  session: z.string(),
  request: z.string(),
  /** The card that was pressed; unset for a message. */
  card: z.string().optional(),
})
export type RobotReplyTo = z.infer<typeof byRobot>

/** How the app does: it may write at any time. `code` changes the card that was pressed, once, within 72 hours. */
const byApp = z.object({ app: z.literal(true), at: z.number(), card: z.string().optional(), code: z.string().optional() })
export type AppReplyTo = z.infer<typeof byApp>

export const writeReplyTo = (to: RobotReplyTo | AppReplyTo): Incoming['replyTo'] =>
  Object.fromEntries(Object.entries(to).filter(([, value]) => value !== undefined)) as Incoming['replyTo']

/** Null when it did not come by the robot. */
export const readRobotReplyTo = ({ replyTo }: Pick<Incoming, 'replyTo'>): RobotReplyTo | null =>
  byRobot.safeParse(replyTo).data ?? null

/** Null when it did not come by the app. */
export const readAppReplyTo = ({ replyTo }: Pick<Incoming, 'replyTo'>): AppReplyTo | null => byApp.safeParse(replyTo).data ?? null
