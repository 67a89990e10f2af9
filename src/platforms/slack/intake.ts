import { setTimeout as wait } from 'node:timers/promises'
import { RapportError } from '../../chat/errors.ts'
import type { Incoming, Progress, Receive, Reply } from '../../chat/platform.ts'
import type { Log } from '../../config/log.ts'
import type { Answers } from './answers.ts'
import type { Background } from './background.ts'
import { slackCode } from './errors.ts'
import { closeAll } from './home.ts'

/** Slack waits 3 s; the rest is for the way. */
const ackAfterMs = 2_500

/** How one kind of request is acknowledged. */
export interface AckStyle {
  ack(body?: unknown): Promise<void>
  /** The acknowledgement that is the answer; undefined when the answer has to go another way. */
  body(incoming: Incoming, reply: Reply): unknown
  /** The acknowledgement when the answer is not there in time. */
  late(): { body?: unknown; meanwhile?(incoming: Incoming): Promise<unknown> }
}

export interface Intake {
  /** Hands over what was done and acknowledges it, with the answer when that comes in time. */
  take(arriving: Promise<Incoming>, style: AckStyle): Promise<void>
  /** Hands over an event; resolves once it has been taken in, and only then may it be acknowledged. */
  takeEvent(incoming: Incoming | null): Promise<void>
}

interface IntakeParts {
  receive(): Receive | null
  answers: Answers
  background: Background
  log: Log
  patienceMs?: number
}

interface Answered {
  incoming: Incoming
  reply: Reply
}

export function createIntake(parts: IntakeParts): Intake {
  const hand = async (incoming: Incoming, progress?: Progress): Promise<Answered> => {
    const receive = parts.receive()
    if (!receive) throw new RapportError('slack_not_started', 'Slack is not started yet', 'Wait a moment and try again.')
    return { incoming, reply: await receive(incoming, progress) }
  }
  const deliver = ({ incoming, reply }: Answered) => parts.answers.deliver(incoming, reply)

  return {
    async take(arriving, style) {
      const received = announcement()
      const slow = announcement()
      const acknowledged = announcement()
      const progress: Progress = {
        received: received.announce,
        async slow() {
          slow.announce()
          await acknowledged.made
        },
      }
      const answered = arriving.then(incoming => hand(incoming, progress))
      const prompt = await Promise.race([within(answered, parts.patienceMs ?? ackAfterMs), slow.made])
      if (!prompt) parts.log('info', 'slack.late')
      // Better too late for Slack than acknowledged and then lost: a database that is busy has not written it down yet.
      const inTime = prompt ?? (await Promise.race([received.made, answered]))
      if (inTime) {
        const body = bodyOf(style, inTime, parts.log)
        const told = await acknowledge(style, body, parts.log)
        if (!told || body === undefined || body === closeAll) parts.background.add(deliver(inTime))
        return
      }
      const { body, meanwhile } = style.late()
      await acknowledge(style, body, parts.log)
      // The acknowledgement is on the wire only after a turn of the event loop, which heavy work would not leave it.
      await wait(0)
      acknowledged.announce()
      const lost = (error: unknown) => parts.log('error', 'slack.answer-lost', { code: slackCode(error) })
      const told = meanwhile ? arriving.then(meanwhile).catch(() => undefined) : Promise.resolve()
      parts.background.add(answered.then(async late => told.then(() => deliver(late))).catch(lost))
    },
    async takeEvent(incoming) {
      if (incoming) parts.background.add(deliver(await hand(incoming)))
    },
  }
}

/** False when the line broke before: what was done stays done, and the answer goes another way. */
async function acknowledge(style: AckStyle, body: unknown, log: Log): Promise<boolean> {
  try {
    await style.ack(body)
    return true
  } catch (error) {
    log('warn', 'slack.acknowledgement-lost', { code: slackCode(error) })
    return false
  }
}

/** A promise of null that somebody keeps later. */
function announcement(): { made: Promise<null>; announce(): void } {
  let announce: () => void = () => undefined
  const made = new Promise<null>(resolve => {
    announce = () => resolve(null)
  })
  return { made, announce }
}

/** Null when it takes longer. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  const patience = new AbortController()
  const late = wait(ms, null, { signal: patience.signal, ref: false }).catch(() => null)
  try {
    return await Promise.race([work, late])
  } finally {
    patience.abort()
  }
}

function bodyOf(style: AckStyle, { incoming, reply }: Answered, log: Log): unknown {
  try {
    return style.body(incoming, reply)
  } catch (error) {
    log('error', 'slack.unrenderable', { code: slackCode(error), kind: incoming.kind })
    return undefined
  }
}
