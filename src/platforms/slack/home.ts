import type { WebClient } from '@slack/web-api'
import { type Message, say } from '../../chat/message.ts'
import type { Incoming, Receive, Reply } from '../../chat/platform.ts'
import type { Log } from '../../config/log.ts'
import { slackCode } from './errors.ts'
import { renderHome } from './render/modal.ts'
import { readReplyTo } from './reply-to.ts'
import { slackWords } from './words.ts'

/** A person's Home tab. */
export interface Homes {
  /** Shows what was answered to somebody who opened their Home. */
  publish(incoming: Incoming, reply: Reply): Promise<void>
  /** Makes the Home fresh after something was done from it, with what came of it on top. */
  refresh(incoming: Incoming, outcome: Message | null): Promise<void>
}

interface HomesParts {
  client: WebClient
  receive(): Receive | null
  log: Log
}

/** The acknowledgement of a form after which the person sees their Home again, whatever was open over it. */
export const closeAll = { response_action: 'clear' }

/** A form opened in somebody's Home says there what came of it. */
export const isShownAtHome = (incoming: Incoming, reply: Reply): boolean =>
  incoming.kind === 'submit' && readReplyTo(incoming).home === true && (reply.kind === 'message' || reply.kind === 'replace')

export function createHomes({ client, receive, log }: HomesParts): Homes {
  /** A Home that Slack refuses would leave yesterday's standing, or nothing: a line says where everything else is. */
  const put = async (person: string, message: Message, hash: string | undefined): Promise<void> => {
    try {
      await client.views.publish({ user_id: person, view: renderHome(message), ...(hash ? { hash } : {}) })
    } catch (error) {
      const code = slackCode(error)
      // Somebody's newer Home is there already.
      if (code === 'hash_conflict') return
      log('error', 'slack.home-refused', { code })
      await client.views.publish({ user_id: person, view: renderHome(say(message.locale, slackWords(message.locale).noHome)) })
    }
  }
  const publish: Homes['publish'] = async (incoming, reply) => {
    if (reply.kind === 'message') await put(incoming.person.id, reply.message, readReplyTo(incoming).hash)
  }
  return {
    publish,
    async refresh({ key, platform, person }, outcome) {
      const reply = await receive()?.({ kind: 'home', key: `${key}:home`, platform, person, place: null, replyTo: null })
      if (reply?.kind !== 'message') return
      const { message } = reply
      const top: Message['parts'] = outcome ? [...outcome.parts, { kind: 'divider' }] : []
      await put(person.id, { ...message, parts: [...top, ...message.parts] }, undefined)
    },
  }
}
