import { z } from 'zod'
import { parseJson } from './json.ts'
import { checkBlocks } from './message-blocks.ts'
import type { Json } from './model.ts'
import { edit, findMessage, post, remove } from './posting.ts'
import type { ResponseOrigin } from './response-urls.ts'
import { ApiError } from './web-api/error.ts'
import { channelOf, type World } from './world.ts'

const flag = z.union([z.boolean(), z.stringbool()]).optional()

const answerSchema = z.looseObject({
  text: z.string().optional(),
  blocks: z.array(z.looseObject({})).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: flag,
  delete_original: flag,
  thread_ts: z.string().optional(),
})

/**
 * Applies what the app answered, in an acknowledgement body or by response_url, as Slack does: a new message, seen by
 * the person alone unless `in_channel`, or a change of the original. Throws ApiError when Slack would refuse it.
 */
export function applyAnswer(world: World, origin: ResponseOrigin, payload: unknown): void {
  const parsed = answerSchema.safeParse(payload)
  if (!parsed.success) throw new ApiError('invalid_payload')
  const answer = parsed.data
  const original = origin.ts === null ? undefined : findMessage(world, origin.channel, origin.ts)
  if (answer.delete_original) {
    if (!original) throw new ApiError('message_not_found')
    remove(world, original)
    if (answer.text === undefined && answer.blocks === undefined) return
  }
  if (answer.text === undefined && answer.blocks === undefined) throw new ApiError('no_text')
  const blocks = (answer.blocks ?? []) as Json[]
  checkBlocks(world, blocks)
  const text = answer.text ?? ''
  if (answer.replace_original && original) {
    edit(world, original, { text, blocks })
    return
  }
  post(world, {
    channel: channelOf(world, origin.channel),
    user: world.bot.userId,
    text,
    blocks,
    ...(answer.thread_ts === undefined ? {} : { threadTs: answer.thread_ts }),
    ...(answer.response_type === 'in_channel' ? {} : { ephemeralTo: origin.person }),
  })
}

/** Applies a command's acknowledgement: nothing, plain text, or JSON with text and blocks. */
export function applyAcknowledgement(world: World, origin: ResponseOrigin, body: string, json: boolean): void {
  if (body.trim() === '') return
  if (!json) {
    applyAnswer(world, origin, { text: body })
    return
  }
  const payload = parseJson(body)
  if (typeof payload !== 'object' || payload === null) throw new ApiError('invalid_payload')
  if (Object.keys(payload).length > 0) applyAnswer(world, origin, payload)
}
