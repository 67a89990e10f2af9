import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { PlatformState } from '../../../chat/platform.ts'
import { createTurns } from '../turns.ts'

/** From a customer's message on (path/94677), a little less than WeCom's 48 h: clocks differ. */
const windowMs = 48 * 3_600_000 - 60_000
const messagesInWindow = 5
/** A code lives 20 s by WeCom's clock; by ours it is tried a while longer, for a refusal costs nothing. */
export const codeMs = 60_000

const kept = z.object({
  /** Their last message, ms. */
  heardAt: z.number().nullable(),
  /** What was sent since. */
  said: z.number(),
  /** A colleague talks with them since then, ms. */
  takenAt: z.number().nullable(),
  code: z.object({ code: z.string(), at: z.number() }).nullable(),
})
type Kept = z.infer<typeof kept>
const unknown: Kept = { heardAt: null, said: 0, takenAt: null, code: null }

/** What WeCom lets us say to each customer now. Kept for good, under names that tell nobody whose they are. */
export interface Conversations {
  /** They wrote: the window opens anew. */
  heard(person: string, at: number): Promise<void>
  taken(person: string, at: number): Promise<void>
  /** It is over; with `code` one more message may be sent. */
  ended(person: string, code: string | null, at: number): Promise<void>
  /** Until a colleague ends it, or nobody wrote for 48 h, what they write is for that colleague. */
  isTaken(person: string, now: number): Promise<boolean>
  /** The code for one message, if there is one that still works; each is given once. */
  takeCode(person: string, now: number): Promise<string | null>
  /** Counts a message; false: the window is shut, and none may be sent. */
  claim(person: string, now: number): Promise<boolean>
  /** WeCom says that it is shut, whatever we counted. */
  shut(person: string): Promise<void>
}

const isWithColleague = ({ takenAt, heardAt }: Kept, now: number): boolean =>
  takenAt !== null && now - Math.max(takenAt, heardAt ?? 0) < windowMs

export function createConversations(state: PlatformState): Conversations {
  const turns = createTurns()
  const keyOf = (person: string) => `conversation.${createHash('sha256').update(person).digest('hex').slice(0, 32)}`
  const read = async (person: string): Promise<Kept> => kept.safeParse(await state.get(keyOf(person))).data ?? unknown
  /** One change at a time. */
  const change = <T>(person: string, make: (now: Kept) => { after: Partial<Kept>; answer: T }): Promise<T> =>
    turns.next(person, async () => {
      const before = await read(person)
      const { after, answer } = make(before)
      if (Object.keys(after).length > 0) await state.set(keyOf(person), { ...before, ...after })
      return answer
    })

  return {
    heard: (person, at) =>
      change(person, ({ heardAt }) => ({
        after: heardAt !== null && at < heardAt ? {} : { heardAt: at, said: 0 },
        answer: undefined,
      })),
    taken: (person, at) => change(person, () => ({ after: { takenAt: at }, answer: undefined })),
    ended: (person, code, at) =>
      change(person, () => ({
        // Over is over: only their next message begins another one.
        after: { takenAt: null, heardAt: null, code: code === null ? null : { code, at } },
        answer: undefined,
      })),
    isTaken: async (person, now) => isWithColleague(await read(person), now),
    takeCode: (person, now) =>
      change(person, ({ code }) => {
        if (!code) return { after: {}, answer: null }
        return { after: { code: null }, answer: now - code.at < codeMs ? code.code : null }
      }),
    claim: (person, now) =>
      change(person, before => {
        const { heardAt, said } = before
        const isOpen = heardAt !== null && now - heardAt < windowMs && said < messagesInWindow && !isWithColleague(before, now)
        return { after: isOpen ? { said: said + 1 } : {}, answer: isOpen }
      }),
    shut: person => change(person, () => ({ after: { said: messagesInWindow }, answer: undefined })),
  }
}
