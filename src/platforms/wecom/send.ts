import type { Message } from '../../chat/message.ts'
import type { FindResult, SendResult, Target } from '../../chat/platform.ts'
import type { Attempts } from './app/attempts.ts'
import type { AppVoice } from './app/voice.ts'
import { failureOf, NoAnswer, Refused } from './errors.ts'
import { codesAt, codesOf, type Offers } from './offers.ts'
import { type Throttle, weightOf } from './throttle.ts'
import type { Voice } from './voice.ts'
import type { Webhook } from './webhook.ts'

export interface SendParts {
  robot: Voice | null
  app: AppVoice | null
  webhook: Webhook | null
  attempts: Attempts
  offers: Offers
  throttle: Throttle
  now(): Date
}

/** How soon a message is said again whose first saying nobody answered. */
const againSeconds = 10
/** Nobody whom the app reaches, or without a licence. */
const unseen = new Set([81_013, 701_008])

/**
 * Sends unasked. To a person by the app, of whose messages WeCom shows a repeat once; whom it does not reach, and without it, by the robot, to who has written to it.
 * To a group by the robot; where that may not write, by the webhook, if this is its group.
 */
export async function send(parts: SendParts, target: Target, message: Message, key: string): Promise<SendResult> {
  const at = parts.now().getTime()
  const weight = weightOf(message)
  const seconds = parts.throttle.waitSeconds(target.id, at, weight)
  if (seconds > 0) return { kind: 'retry-after', seconds, code: 'wecom_throttled' }
  parts.throttle.said(target.id, at, weight)
  const { result, codes } = await (target.kind === 'person' ? toPerson : toGroup)(parts, target.id, message, key)
  if (result.kind === 'sent' && codes !== null)
    await parts.offers.remember(codes, target.kind === 'person' ? target.id : null, codesOf(message), at)
  return result
}

/** `codes`: where the message's codes are read; null: nowhere. */
interface Sent {
  result: SendResult
  codes: string | null
}

/** Nobody can be asked what arrived; but to a person by the app a repeat does no harm for a while. */
export async function find(parts: Pick<SendParts, 'app' | 'attempts' | 'now'>, target: Target, key: string): Promise<FindResult> {
  const may = parts.app !== null && target.kind === 'person' && (await parts.attempts.mayRepeat(key, parts.now().getTime()))
  return { kind: may ? 'repeatable' : 'cannot-look' }
}

async function toPerson(parts: SendParts, id: string, message: Message, key: string): Promise<Sent> {
  const { app, robot, attempts } = parts
  const at = parts.now().getTime()
  const chat = { id, isGroup: false }
  const byRobot = async (voice: Voice): Promise<Sent> => ({ result: await said(voice.say(chat, message), key), codes: id })
  const byApp = (result: SendResult): Sent => ({ result, codes: codesAt(id, true) })
  if (!app) return robot ? byRobot(robot) : byApp({ kind: 'rejected', code: 'wecom_no_way' })
  if (!(await attempts.mayRepeat(key, at))) return byApp({ kind: 'unknown', code: 'wecom_no_answer' })
  // What is uploaded is another file each time, which WeCom cannot know for a repeat.
  const whole = (message.files ?? []).length === 0 && message.parts.every(({ kind }) => kind !== 'chart')
  await attempts.begin(key, at, whole)
  try {
    await app.sayOnce(chat, message, key)
    return byApp({ kind: 'sent', ref: key })
  } catch (error) {
    // WeCom itself drops the repeat if the first one arrived.
    if (error instanceof NoAnswer && whole) return byApp({ kind: 'retry-after', seconds: againSeconds, code: error.code })
    if (!(error instanceof NoAnswer)) await attempts.forget(key)
    // A member beyond the app's 可见范围 may have written to the robot.
    const isUnseen = error instanceof Refused && unseen.has(error.errcode)
    return isUnseen && robot ? byRobot(robot) : byApp(failureOf(error))
  }
}

async function toGroup({ robot, webhook }: SendParts, id: string, message: Message, key: string): Promise<Sent> {
  const byRobot: SendResult = robot
    ? await said(robot.say({ id, isGroup: true }, message), key)
    : { kind: 'rejected', code: 'wecom_no_robot' }
  if (byRobot.kind !== 'rejected' || !webhook || !(await webhook.isOf(id))) return { result: byRobot, codes: id }
  return { result: await said(webhook.say(message), key), codes: null }
}

/** Neither the robot's messages nor a webhook's carry a key, so one that may have arrived is never sent again. */
const said = (saying: Promise<void>, key: string): Promise<SendResult> =>
  saying.then((): SendResult => ({ kind: 'sent', ref: key }), failureOf)
