import type { Message } from '../../chat/message.ts'
import type { FindResult, SendResult, Target } from '../../chat/platform.ts'
import type { Attempts } from './app/attempts.ts'
import type { AppVoice } from './app/voice.ts'
import { failureOf, NoAnswer } from './errors.ts'
import { codesOf, type Offers } from './offers.ts'
import type { Throttle } from './throttle.ts'
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

/**
 * Sends unasked. To a person by the app, which reaches every member and shows a repeat once; else by the robot, to who has written to it.
 * To a group by the robot; where that may not write, by the webhook, if this is its group.
 */
export async function send(parts: SendParts, target: Target, message: Message, key: string): Promise<SendResult> {
  const at = parts.now().getTime()
  const seconds = parts.throttle.waitSeconds(target.id, at)
  if (seconds > 0) return { kind: 'retry-after', seconds, code: 'wecom_throttled' }
  parts.throttle.said(target.id, at, 2 + (message.files ?? []).length)
  const result =
    target.kind === 'person' ? await toPerson(parts, target.id, message, key) : await toGroup(parts, target.id, message, key)
  if (result.kind === 'sent') {
    const person = target.kind === 'person' ? target.id : null
    await parts.offers.remember(target.id, person, codesOf(message), at)
  }
  return result
}

/** Nobody can be asked what arrived; but to a person by the app a repeat does no harm for a while. */
export async function find(parts: Pick<SendParts, 'app' | 'attempts' | 'now'>, target: Target, key: string): Promise<FindResult> {
  const may = parts.app !== null && target.kind === 'person' && (await parts.attempts.mayRepeat(key, parts.now().getTime()))
  return { kind: may ? 'repeatable' : 'cannot-look' }
}

async function toPerson(
  { app, robot, attempts, now }: SendParts,
  id: string,
  message: Message,
  key: string,
): Promise<SendResult> {
  const chat = { id, isGroup: false }
  if (!app) return robot ? said(robot.say(chat, message), key) : { kind: 'rejected', code: 'wecom_no_way' }
  // What is uploaded is another file each time, which WeCom cannot know for a repeat.
  const whole = (message.files ?? []).length === 0 && message.parts.every(({ kind }) => kind !== 'chart')
  await attempts.begin(key, now().getTime(), whole)
  try {
    await app.sayOnce(chat, message, key)
    return { kind: 'sent', ref: key }
  } catch (error) {
    const doubtful = error instanceof NoAnswer && (await attempts.mayRepeat(key, now().getTime()))
    return doubtful ? { kind: 'retry-after', seconds: againSeconds, code: error.code } : failureOf(error)
  }
}

async function toGroup({ robot, webhook }: SendParts, id: string, message: Message, key: string): Promise<SendResult> {
  const byRobot: SendResult = robot
    ? await said(robot.say({ id, isGroup: true }, message), key)
    : { kind: 'rejected', code: 'wecom_no_robot' }
  if (byRobot.kind !== 'rejected' || !webhook || !(await webhook.isOf(id))) return byRobot
  return said(webhook.say(message), key)
}

/** Neither the robot's messages nor a webhook's carry a key, so one that may have arrived is never sent again. */
const said = (saying: Promise<void>, key: string): Promise<SendResult> =>
  saying.then((): SendResult => ({ kind: 'sent', ref: key }), failureOf)
