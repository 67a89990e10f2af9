import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Form } from '../../chat/form.ts'
import type { Message } from '../../chat/message.ts'
import type { Incoming, Reply } from '../../chat/platform.ts'
import type { Log } from '../../config/log.ts'
import { formInstead } from './again.ts'
import { slackCode } from './errors.ts'
import { type Homes, isShownAtHome } from './home.ts'
import { invalidMessage } from './invalid.ts'
import type { Locales } from './locales.ts'
import type { People } from './people.ts'
import type { Present } from './present.ts'
import { renderForm } from './render/form.ts'
import { renderModal } from './render/modal.ts'
import { liveUrl, originOf, type ReplyTo, readReplyTo } from './reply-to.ts'
import { respond } from './respond.ts'

export interface Answers {
  /** Shows a reply to the asker and to nobody else. Never rejects: what could not be shown anywhere is logged. */
  deliver(incoming: Incoming, reply: Reply): Promise<void>
}

interface AnswerParts {
  client: WebClient
  people: Pick<People, 'dm'>
  locales: Locales
  homes: Homes
  present: Present
  now(): Date
  log: Log
}

/** Answers after the acknowledgement, or long after what was asked. */
export function createAnswers(parts: AnswerParts): Answers {
  const deliver = async (incoming: Incoming, reply: Reply): Promise<void> => {
    if (incoming.kind === 'home') return parts.homes.publish(incoming, reply)
    if (reply.kind === 'message' || reply.kind === 'replace') {
      if (isShownAtHome(incoming, reply)) return parts.homes.refresh(incoming, reply.message)
      if (readReplyTo(incoming).home) return inModal(parts, incoming, reply)
      return show(parts, incoming, reply.message, reply.kind === 'replace')
    }
    if (reply.kind === 'form' || reply.kind === 'next-form') return open(parts, incoming, reply.form)
    if (reply.kind === 'invalid') {
      return show(parts, incoming, invalidMessage(await parts.locales.of(incoming.person), incoming, reply.errors), false)
    }
  }
  return {
    deliver: (incoming, reply) =>
      deliver(incoming, reply).catch((error: unknown) => {
        parts.log('error', 'slack.answer-lost', { code: slackCode(error), kind: incoming.kind, key: incoming.key })
      }),
  }
}

/** The ways to the asker, best first; each later one is for when those before failed. */
async function show(parts: AnswerParts, incoming: Incoming, message: Message, replace: boolean): Promise<void> {
  parts.locales.learn(incoming.person.id, message.locale)
  const to = readReplyTo(incoming)
  const ways = waysTo(parts, incoming, to, replace)
  for (const [index, way] of ways.entries()) {
    try {
      await way(message)
      return
    } catch (error) {
      if (index === ways.length - 1) throw error
      parts.log('warn', 'slack.answer-rerouted', { code: slackCode(error), kind: incoming.kind })
    }
  }
}

type Way = (message: Message) => Promise<unknown>

function waysTo(parts: AnswerParts, incoming: Incoming, to: ReplyTo, replace: boolean): Way[] {
  const { client, people, present } = parts
  const { person } = incoming
  const place = incoming.aside ? null : incoming.place
  const url = liveUrl(to, parts.now())
  const thread = to.thread ? { thread_ts: to.thread } : {}
  const ways: Way[] = []
  if (url) ways.push(message => present(message, rendered => respond(url, rendered, replace && to.own === true)))
  if (place?.kind === 'dm') {
    ways.push(message =>
      present(message, ({ text, blocks }) => client.chat.postMessage({ channel: place.id, text, blocks, ...thread })),
    )
  } else if (place && live(incoming, to, parts.now())) {
    ways.push(message =>
      present(message, ({ text, blocks }) =>
        client.chat.postEphemeral({ channel: place.id, user: person.id, text, blocks, ...thread }),
      ),
    )
  }
  ways.push(message =>
    present(message, async ({ text, blocks }) => client.chat.postMessage({ channel: await people.dm(person.id), text, blocks })),
  )
  return ways
}

/** An ephemeral message shows only to who is there: long afterwards the asker gets a direct message instead. */
const live = (incoming: Incoming, to: ReplyTo, now: Date) => incoming.kind !== 'action' && now.getTime() - to.at < 5 * 60_000

async function open(parts: AnswerParts, incoming: Incoming, form: Form): Promise<void> {
  const to = readReplyTo(incoming)
  const view: ModalView = renderForm(form, originOf(incoming))
  if (to.trigger && incoming.kind !== 'submit') {
    try {
      const call = { trigger_id: to.trigger, view }
      await (to.modal ? parts.client.views.push(call) : parts.client.views.open(call))
      return
    } catch (error) {
      parts.log('warn', 'slack.form-not-opened', { code: slackCode(error), kind: incoming.kind })
    }
  }
  await show(parts, incoming, formInstead(incoming, form.title, await parts.locales.of(incoming.person)), false)
}

/** A button of somebody's Home has no message beside which its answer could stand: it opens over it, and the Home is made fresh. */
async function inModal(parts: AnswerParts, incoming: Incoming, reply: Extract<Reply, { message: Message }>): Promise<void> {
  const to = readReplyTo(incoming)
  const { views } = parts.client
  const view = renderModal(reply.message, originOf(incoming))
  try {
    if (reply.kind === 'replace' && to.view) await views.update({ view_id: to.view, view })
    else if (to.modal) await views.push({ trigger_id: to.trigger ?? '', view })
    else await views.open({ trigger_id: to.trigger ?? '', view })
  } catch (error) {
    parts.log('warn', 'slack.answer-rerouted', { code: slackCode(error), kind: incoming.kind })
    await show(parts, incoming, reply.message, false)
  }
  await parts.homes.refresh(incoming, null)
}
