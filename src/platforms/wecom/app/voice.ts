import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Message } from '../../../chat/message.ts'
import { chatWords } from '../../../chat/messages.ts'
import type { Incoming } from '../../../chat/platform.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Log } from '../../../config/log.ts'
import { Refused, wecomCode } from '../errors.ts'
import { cardAfter, cardOf, isWhole } from '../render/card.ts'
import { media, renderMessage } from '../render/message.ts'
import { eachPicture, pictureName } from '../render/pictures.ts'
import { readAppReplyTo } from '../reply-to.ts'
import type { Ask } from '../rest/http.ts'
import type { Chat, Voice } from '../voice.ts'
import { repeatSeconds } from './attempts.ts'

const sent = z.object({ invaliduser: z.string().default(''), unlicenseduser: z.string().default('') })
const uploaded = z.object({ media_id: z.string().min(1) })
const done = z.object({})

export interface AppVoice extends Voice {
  /** As `say`, and what is said again with the same key within half an hour is shown once. */
  sayOnce(chat: Chat, message: Message, key: string): Promise<void>
}

interface AppParts {
  ask: Ask
  agentId: number
  localeOf(person: string): Locale
  log: Log
}

/** The self-built app speaks to each member in its own chat with them, whenever it likes; it has no groups. */
export function createAppVoice({ ask, agentId, localeOf, log }: AppParts): AppVoice {
  const send = async (to: string, content: object, once: boolean): Promise<void> => {
    const check = once ? { enable_duplicate_check: 1, duplicate_check_interval: repeatSeconds } : {}
    const body = { touser: to, agentid: agentId, ...content, ...check }
    const { invaliduser, unlicenseduser } = await ask({ path: 'message/send', body }, sent)
    // Said to be sent, and not to them (path/90236).
    if (invaliduser !== '' || unlicenseduser !== '') throw new Refused(unlicenseduser === '' ? 81_013 : 701_008)
  }
  const upload = async (type: 'file' | 'image', name: string, data: Buffer): Promise<string> =>
    (await ask({ path: 'media/upload', params: { type }, file: { name, data } }, uploaded)).media_id

  const sayAll = async ({ id, isGroup }: Chat, message: Message, key: string | null): Promise<void> => {
    // No group of WeCom hears an app.
    if (isGroup) throw new Refused(86_003)
    const once = key !== null
    // First of all: what cannot be uploaded is not announced.
    const files: string[] = []
    for (const { name, base64 } of message.files ?? []) files.push(await upload('file', name, Buffer.from(base64, 'base64')))
    const { content } = renderMessage(message, media.app)
    await send(id, { msgtype: 'markdown', markdown: { content } }, once)
    const card = cardOf(message, taskId(key))
    if (card) await send(id, { msgtype: 'template_card', template_card: card }, once).catch(() => undefined)
    await eachPicture(message, async png =>
      send(id, { msgtype: 'image', image: { media_id: await upload('image', pictureName, png) } }, false),
    )
    for (const file of files) await send(id, { msgtype: 'file', file: { media_id: file } }, false)
  }

  return {
    say: (chat, message) => sayAll(chat, message, null),
    sayOnce: (chat, message, key) => sayAll(chat, message, key),
    async inPlace(incoming, message, replaces) {
      const to = readAppReplyTo(incoming)
      if (!replaces || to?.card === undefined || to.code === undefined) return false
      const card = cardAfter(message, to.card)
      const body = { userids: [incoming.person.id], agentid: agentId, response_code: to.code, template_card: card }
      try {
        await ask({ path: 'message/update_template_card', body }, done)
        return isWhole(message)
      } catch (error) {
        log('warn', 'wecom.answer-rerouted', { code: wecomCode(error), kind: incoming.kind })
        return false
      }
    },
    async working(incoming: Incoming) {
      const content = chatWords(localeOf(incoming.person.id)).working
      await send(incoming.person.id, { msgtype: 'text', text: { content } }, false).catch(() => undefined)
    },
  }
}

/** The same for the same delivery, so that its card is the same byte by byte. */
const taskId = (key: string | null): string =>
  `rapport-${key === null ? randomUUID() : createHash('sha256').update(key).digest('hex').slice(0, 40)}`
