import { chatWords } from '../../chat/messages.ts'
import type { Incoming, Reply } from '../../chat/platform.ts'
import { locales as allLocales } from '../../chat/wording.ts'
import { closeAll, isShownAtHome } from './home.ts'
import type { AckStyle } from './intake.ts'
import { errorsByInput } from './invalid.ts'
import type { Locales } from './locales.ts'
import { renderForm } from './render/form.ts'
import { optionsOf } from './render/input.ts'
import { renderMessage } from './render/message.ts'
import { originOf, readReplyTo } from './reply-to.ts'
import { respond } from './respond.ts'
import type { Rounds } from './rounds.ts'

type Ack = (body?: never) => Promise<void>
/** Bolt types each acknowledgement by its kind; what is sent is checked by our own renderers. */
const ackWith =
  (ack: unknown): AckStyle['ack'] =>
  body =>
    (ack as Ack)(body as never)

/** "Working on it", in the person's language as far as it is known. */
function workingText(locales: Locales, person: string): string {
  const known = locales.known(person)
  return known ? chatWords(known).working : allLocales.map(locale => chatWords(locale).working).join(' / ')
}

/** The answer to a command is its acknowledgement: seen by the asker alone, and one call less. */
export function commandAck(ack: unknown, person: string, locales: Locales): AckStyle {
  return {
    ack: ackWith(ack),
    body(_incoming, reply) {
      if (reply.kind !== 'message' && reply.kind !== 'replace') return undefined
      locales.learn(person, reply.message.locale)
      // An acknowledgement cannot be tried again: what Slack may refuse goes by the response_url.
      if (reply.message.parts.some(({ kind }) => kind === 'chart')) return undefined
      return { response_type: 'ephemeral', ...renderMessage(reply.message) }
    },
    late: () => ({ body: { response_type: 'ephemeral', text: workingText(locales, person) } }),
  }
}

/** Buttons and menus have no answer in their acknowledgement. */
export function actionAck(ack: unknown, person: string, locales: Locales): AckStyle {
  return {
    ack: ackWith(ack),
    body: () => undefined,
    late: () => ({
      async meanwhile(incoming) {
        const { url } = readReplyTo(incoming)
        if (url) await respond(url, { text: workingText(locales, person), blocks: [] }, false)
      },
    }),
  }
}

/** A form closes, shows errors, or turns into the next one. */
export function submissionAck(ack: unknown, view: string, rounds: Rounds): AckStyle {
  return {
    ack: ackWith(ack),
    body: (incoming, reply) => responseAction(incoming, reply, () => rounds.next(view)),
    late: () => ({}),
  }
}

function responseAction(incoming: Incoming, reply: Reply, nextRound: () => void): unknown {
  if (reply.kind === 'form' || reply.kind === 'next-form') {
    return { response_action: 'update', view: renderForm(reply.form, originOf(incoming)) }
  }
  if (isShownAtHome(incoming, reply)) return closeAll
  if (reply.kind !== 'invalid') return undefined
  const errors = errorsByInput(reply.errors, readReplyTo(incoming).inputs ?? [])
  if (!errors) return undefined
  nextRound()
  return { response_action: 'errors', errors }
}

/** A message's menu has no answer in its acknowledgement, and the channel hears nothing of it. */
export function shortcutAck(ack: unknown): AckStyle {
  return { ack: ackWith(ack), body: () => undefined, late: () => ({}) }
}

/** Type-ahead is answered in time or not at all. */
export function optionsAck(ack: unknown): AckStyle {
  const none = { options: [] }
  return {
    ack: ackWith(ack),
    body: (_incoming, reply) => (reply.kind === 'options' ? { options: optionsOf(reply.options) } : none),
    late: () => ({ body: none }),
  }
}
