import { z } from 'zod'
import { SURFACES } from './composed.ts'
import { LIMITS } from './limits.ts'
import { problemLines } from './problems.ts'
import { blocksWithin, repeatedIds } from './uniqueness.ts'

/** Why Slack would refuse: its error code and the lines of `response_metadata.messages`. */
export interface Refusal {
  error: string
  messages: string[]
}

const schema = z.array(SURFACES.message).max(LIMITS.blocksPerMessage)
const COUNTED = new Set(['text', 'alt_text', 'caption', 'title'])

/** Characters that people would read in these blocks. */
export function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + characters(each), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (typeof each === 'string' ? (COUNTED.has(key) ? each.length : 0) : characters(each)),
    0,
  )
}

function ofType(blocks: unknown, type: string): { block: Record<string, unknown>; pointer: string }[] {
  return blocksWithin(blocks, '/blocks').filter(each => each.block.type === type)
}

/** Checks the blocks of a message as chat.postMessage, an acknowledgement or a response_url would; null when they pass. */
export function refuseMessage(blocks: unknown): Refusal | null {
  const result = schema.safeParse(blocks)
  if (!result.success) {
    return { error: 'invalid_blocks', messages: problemLines(result.error.issues, blocks, '/blocks').slice(0, 20) }
  }
  const repeats = repeatedIds(blocks, '/blocks')
  if (repeats.length > 0) return { error: 'invalid_blocks', messages: repeats }
  const surplusChart = ofType(blocks, 'data_visualization')[LIMITS.chartsPerMessage]
  if (surplusChart) {
    const text = `no more than ${LIMITS.chartsPerMessage} data_visualization blocks allowed`
    return { error: 'invalid_blocks', messages: [`[ERROR] ${text} [json-pointer:${surplusChart.pointer}]`] }
  }
  if (ofType(blocks, 'table').length > 1) return { error: 'only_one_table_allowed', messages: [] }
  const markdown = ofType(blocks, 'markdown').reduce((sum, each) => sum + String(each.block.text).length, 0)
  if (markdown > LIMITS.markdownText || characters(blocks) > LIMITS.messageCharacters) {
    return { error: 'msg_blocks_too_long', messages: ['[ERROR] the blocks of the message are too long [json-pointer:/blocks]'] }
  }
  return null
}
