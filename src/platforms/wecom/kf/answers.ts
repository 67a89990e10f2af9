import { type Message, say } from '../../../chat/message.ts'
import type { Incoming, Reply } from '../../../chat/platform.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Log } from '../../../config/log.ts'
import { Refused, wecomCode } from '../errors.ts'
import type { Arrival } from './arrival.ts'
import type { KfCalls } from './calls.ts'
import { codeMs } from './conversations.ts'
import { readReplyTo } from './heard.ts'
import { messageId, type PostParts, post } from './post.ts'
import { renderKf } from './render.ts'
import { kfWords } from './words.ts'

export interface Answers {
  /** Shows a reply to the customer, or lets a colleague answer. Never rejects: what could not be shown is logged. */
  deliver(incoming: Incoming, reply: Reply): Promise<void>
  /** To what cannot be read. Never rejects either. */
  onlyText(arrival: Arrival): Promise<void>
}

/** WeChat is read in Chinese. */
export const locale: Locale = 'zh-CN'

export function createAnswers(parts: PostParts & { calls: Pick<KfCalls, 'passOn'>; log: Log }): Answers {
  const { calls, conversations, now, log } = parts

  const show = async (incoming: Incoming, message: Message): Promise<void> => {
    const to = readReplyTo(incoming)
    const code = to && now().getTime() - to.at < codeMs ? to.code : null
    await post(parts, incoming.person.id, renderKf(message), messageId(`answer:${incoming.key}`), code)
  }
  /** False: nobody is there to take it. */
  const passOn = async ({ person: { id }, key }: Incoming): Promise<boolean> => {
    const code = await calls.passOn(id).catch((error: unknown) => {
      if (error instanceof Refused) return undefined
      throw error
    })
    if (code === undefined) return false
    await conversations.taken(id, now().getTime())
    const said = renderKf(say(locale, kfWords(locale).passedOn))
    if (code !== null) await post(parts, id, said, messageId(`passed-on:${key}`), code)
    return true
  }
  const respond = async (incoming: Incoming, reply: Reply): Promise<void> => {
    const isRefused = reply.kind === 'message' && reply.refused === true
    if (isRefused && (await passOn(incoming))) return
    // Why it is for nobody here is for the company's own people.
    const message = isRefused ? say(locale, kfWords(locale).nobody) : messageOf(reply)
    if (message) await show(incoming, message)
  }
  const lost = (kind: string, key: string) => (error: unknown) =>
    log('warn', 'wecom-kf.answer-lost', { code: wecomCode(error), kind, key })

  return {
    deliver: (incoming, reply) => respond(incoming, reply).catch(lost(incoming.kind, incoming.key)),
    onlyText({ person, id }) {
      const said = renderKf(say(locale, kfWords(locale).onlyText))
      return post(parts, person, said, messageId(`unread:${id}`), null).catch(lost('unread', id))
    },
  }
}

/** What a reply says here, where there are no forms: what would be filled in is written instead. */
function messageOf(reply: Reply): Message | null {
  if (reply.kind === 'message' || reply.kind === 'replace') return reply.message
  if (reply.kind === 'form' || reply.kind === 'next-form') return say(locale, kfWords(locale).write)
  return reply.kind === 'invalid' ? say(locale, ...Object.values(reply.errors).slice(0, 1)) : null
}
