import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Message } from '../../chat/message.ts'
import { media, renderMessage } from './render/message.ts'
import { eachPicture } from './render/pictures.ts'
import type { Ask } from './rest/http.ts'

/** The group robot of a webhook, which hears nobody: what is posted has no buttons and no codes. */
export interface Webhook {
  /** Is this the group that it posts into? WeCom does not say: it is the one of the team whose digest it is. */
  isOf(group: string): Promise<boolean>
  /** Posts a message, and its charts as pictures (path/99110). Rejects like `Ask`. */
  say(message: Message): Promise<void>
}

export interface WebhookSettings {
  key: string
  isOf(group: string): Promise<boolean>
}

/** The id of the group behind the webhook, where the robot knows none. */
export const webhookGroup = 'webhook'
/** Bytes of a picture. */
const mostImage = 2 * 1024 * 1024

export function createWebhook(ask: Ask, { key, isOf }: WebhookSettings): Webhook {
  const post = (body: object) => ask({ path: 'webhook/send', params: { key }, body }, z.object({}))
  return {
    isOf: async group => group === webhookGroup || (await isOf(group)),
    async say(message) {
      await post({ msgtype: 'markdown_v2', markdown_v2: { content: renderMessage(message, media.webhook).content } })
      // What was said stays said: a picture less is no reason to say it all again.
      await eachPicture(message, picture)
    },
  }

  async function picture(png: Buffer): Promise<void> {
    if (png.length > mostImage) return
    const md5 = createHash('md5').update(png).digest('hex')
    await post({ msgtype: 'image', image: { base64: png.toString('base64'), md5 } })
  }
}
