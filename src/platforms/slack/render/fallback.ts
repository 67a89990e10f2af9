import type { Message } from '../../../chat/message.ts'
import { slackCode } from '../errors.ts'
import { type Rendered, renderMessage } from './message.ts'

const refusedBlocks = new Set(['invalid_blocks', 'msg_blocks_too_long', 'only_one_table_allowed', 'invalid_payload'])

/** Sends a message; when Slack refuses its blocks, once more without those that came with 2026's clients. */
export async function renderWith<Answer>(message: Message, post: (rendered: Rendered) => Promise<Answer>): Promise<Answer> {
  try {
    return await post(renderMessage(message))
  } catch (error) {
    if (!refusedBlocks.has(slackCode(error))) throw error
    return post(renderMessage(message, { tables: false }))
  }
}
