import { randomUUID } from 'node:crypto'
import type { Message } from '../../../chat/message.ts'
import { chatWords } from '../../../chat/messages.ts'
import type { Incoming } from '../../../chat/platform.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Log } from '../../../config/log.ts'
import { wecomCode } from '../errors.ts'
import { cardAfter, cardOf, isWhole } from '../render/card.ts'
import { renderMessage } from '../render/message.ts'
import { eachPicture, pictureName } from '../render/pictures.ts'
import { type RobotReplyTo, readRobotReplyTo } from '../reply-to.ts'
import type { Voice } from '../voice.ts'
import type { Connection } from './connection.ts'

/** A request is answered in place for so long; WeCom ends a stream after six minutes. */
const requestLivesMs = 5 * 60_000
/** A card that was pressed can be replaced within 5 s. */
const cardLivesMs = 4_500
const remembered = 1_000

interface RobotParts {
  connection: Pick<Connection, 'reply' | 'send' | 'upload' | 'session'>
  localeOf(person: string): Locale
  log: Log
  now(): Date
}

/** The smart robot speaks through its connection: a message is answered by a stream, a card by another in its place. */
export function createRobotVoice({ connection, localeOf, log, now }: RobotParts): Voice {
  /** Streams that say "working on it", by request: the answer goes on with them. */
  const streams = new Map<string, Promise<string | null>>()

  const requestOf = (incoming: Incoming): RobotReplyTo | null => {
    const to = readRobotReplyTo(incoming)
    return to && to.session === connection.session && now().getTime() - to.at < requestLivesMs ? to : null
  }
  const stream = async (to: RobotReplyTo, message: Message): Promise<void> => {
    const opened = await streams.get(to.request)
    streams.delete(to.request)
    const card = cardOf(message, newTask())
    const said = { id: opened ?? randomUUID(), finish: true, content: renderMessage(message).content }
    if (!card) return connection.reply(to.request, { msgtype: 'stream', stream: said })
    if (!opened) return connection.reply(to.request, { msgtype: 'stream_with_template_card', stream: said, template_card: card })
    await connection.reply(to.request, { msgtype: 'stream', stream: said })
    // Without its card the codes in the text still do.
    await connection.reply(to.request, { msgtype: 'template_card', template_card: card }).catch(() => undefined)
  }

  const picture = async (png: Buffer) => ({
    ...{ msgtype: 'image', image: { media_id: await connection.upload(png, pictureName, 'image') } },
  })

  return {
    async say(chat, message) {
      const uploaded: string[] = []
      for (const { name, base64 } of message.files ?? [])
        uploaded.push(await connection.upload(Buffer.from(base64, 'base64'), name))
      await connection.send(chat, { msgtype: 'markdown', markdown: { content: renderMessage(message).content } })
      const card = cardOf(message, newTask())
      // Without its card the codes in the text still do.
      if (card) await connection.send(chat, { msgtype: 'template_card', template_card: card }).catch(() => undefined)
      await eachPicture(message, async png => connection.send(chat, await picture(png)))
      for (const id of uploaded) await connection.send(chat, { msgtype: 'file', file: { media_id: id } })
    },
    async inPlace(incoming, message, replaces) {
      const to = requestOf(incoming)
      if (!to) return false
      try {
        if (to.card === undefined) {
          await stream(to, message)
          await eachPicture(message, async png => connection.reply(to.request, await picture(png)))
          return true
        }
        if (!replaces || now().getTime() - to.at >= cardLivesMs) return false
        const body = { response_type: 'update_template_card', template_card: cardAfter(message, to.card) }
        await connection.reply(to.request, body, 'aibot_respond_update_msg')
        return isWhole(message)
      } catch (error) {
        log('warn', 'wecom.answer-rerouted', { code: wecomCode(error), kind: incoming.kind })
        return false
      }
    },
    async working(incoming) {
      const to = requestOf(incoming)
      if (!to || to.card !== undefined || streams.has(to.request)) return
      const id = randomUUID()
      const content = chatWords(localeOf(incoming.person.id)).working
      const opened = connection.reply(to.request, { msgtype: 'stream', stream: { id, finish: false, content } }).then(
        () => id,
        () => null,
      )
      if (streams.size >= remembered) streams.clear()
      streams.set(to.request, opened)
      await opened
    },
  }
}

const newTask = (): string => `rapport-${randomUUID()}`
