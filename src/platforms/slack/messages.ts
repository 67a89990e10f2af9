import { setTimeout as wait } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Said, SaidMessage } from '../../chat/platform.ts'
import type { People } from './people.ts'
import { typed } from './receive/typed.ts'

/** Asked twice, one after the other, and the form must open within 3 s of the press: what Slack does not say by then is left out. */
const patienceMs = 900
/** One page: a longer thread is read in Slack, one click away. */
const threadLimit = 50
const authorLimit = 10

const message = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  username: z.string().optional(),
  bot_profile: z.object({ name: z.string().optional() }).optional(),
  text: z.string().default(''),
})
type SlackMessage = z.infer<typeof message>

export interface Messages {
  /** A message with its author's name and a link, and the thread it belongs to. Never rejects. */
  said(channel: string, raw: unknown): Promise<Said>
}

export function createMessages(client: WebClient, people: Pick<People, 'whoIs'>): Messages {
  const linkTo = async (channel: string, ts: string): Promise<string | null> =>
    (await client.chat.getPermalink({ channel, message_ts: ts })).permalink ?? null

  const repliesTo = async (channel: string, ts: string): Promise<{ messages: SlackMessage[]; more: boolean }> => {
    const { messages = [], has_more: more = false } = await client.conversations.replies({ channel, ts, limit: threadLimit })
    return { messages: messages.flatMap(one => message.safeParse(one).data ?? []), more }
  }

  /** Names of whom Slack knows; the others by what the message says. */
  const namesOf = async (messages: readonly SlackMessage[]): Promise<Map<string, string>> => {
    const ids = [...new Set(messages.flatMap(({ user }) => user ?? []))].slice(0, authorLimit)
    const found = await Promise.all(
      ids.map(async id => [id, (await within(people.whoIs({ platform: 'slack', id }), null))?.name ?? ''] as const),
    )
    return new Map(found)
  }

  return {
    async said(channel, raw) {
      const pressed = message.parse(raw)
      const [link, thread] = await Promise.all([
        within(linkTo(channel, pressed.ts), null),
        pressed.thread_ts ? within(repliesTo(channel, pressed.thread_ts), null) : undefined,
      ])
      const names = await namesOf([pressed, ...(thread?.messages ?? [])])
      const show = (one: SlackMessage): SaidMessage => ({
        id: `${channel}:${one.ts}`,
        author: (one.user && names.get(one.user)) || one.username || one.bot_profile?.name || one.user || '?',
        text: typed(one.text),
        at: new Date(Number(one.ts) * 1000).toISOString(),
        link: one.ts === pressed.ts ? link : null,
      })
      const id = `${channel}:${pressed.thread_ts ?? pressed.ts}`
      return {
        message: show(pressed),
        thread: thread ? { id, messages: thread.messages.map(show), more: thread.more } : thread === null ? 'unreadable' : null,
      }
    },
  }
}

/** What a call gives in time; `otherwise` when it fails or takes longer. */
async function within<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const patience = new AbortController()
  const late = wait(patienceMs, otherwise, { signal: patience.signal, ref: false }).catch(() => otherwise)
  const value = await Promise.race([work.catch(() => otherwise), late])
  patience.abort()
  return value
}
