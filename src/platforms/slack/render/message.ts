import type { KnownBlock } from '@slack/types'
import type { Chart } from '../../../chat/chart.ts'
import { clean } from '../../../chat/clean.ts'
import { cut } from '../../../chat/cut.ts'
import type { Message, Part } from '../../../chat/message.ts'
import { chatWords } from '../../../chat/messages.ts'
import type { Locale } from '../../../chat/wording.ts'
import { buttonBlocks } from './buttons.ts'
import { type ChartShown, chartDraft } from './chart.ts'
import { type Draft, withinLimits } from './fit.ts'
import { limits, own } from './limits.ts'
import { factBlocks, listBlocks } from './list.ts'
import { escaped } from './mrkdwn.ts'
import { plain, visible } from './plain.ts'
import { tableBlocks, tableCapacity } from './table.ts'
import { note, paragraph } from './text.ts'

/** What Slack is sent: the text for notifications and screen readers, and the blocks. */
export interface Rendered {
  text: string
  blocks: KnownBlock[]
}

export interface RenderOptions {
  /** False: without the blocks that only newer clients know. */
  tables: boolean
  /** How each chart is shown; as its numbers when unset. */
  charts?: ReadonlyMap<Chart, ChartShown>
  /** How many blocks there may be; a message's when unset. */
  blocks?: number
}

/** A message within all of Slack's limits; the same message always gives the same blocks. */
export function renderMessage(message: Message, options: RenderOptions = { tables: true }): Rendered {
  const { locale } = message
  const table = message.parts.findIndex(part => isTable(part, options))
  const drafts = message.parts.map((part, index) => draftOf(part, locale, options.tables && index === table, options.charts))
  const most = options.blocks ?? limits.messageBlocks
  const blocks = withinLimits(drafts, most, hidden => ({
    type: 'context',
    elements: [plain(chatWords(locale).more(hidden), limits.contextText)],
  }))
  const summary = summaryOf(message)
  return { text: escaped(summary), blocks: blocks.length > 0 ? blocks : paragraph([summary], locale) }
}

/** Slack takes one table a message: the first part that would be one. */
const isTable = (part: Part, { charts }: RenderOptions) =>
  part.kind === 'table' || (part.kind === 'chart' && (charts?.get(part.chart) ?? 'numbers') === 'numbers')

const summaryOf = (message: Message): string => visible(cut(clean(message.summary), limits.summary))

function draftOf(part: Part, locale: Locale, native: boolean, charts: RenderOptions['charts']): Draft {
  const priority = part.priority ?? 5
  const whole = (counts: 0 | 1, blocks: KnownBlock[]): Draft => ({
    priority,
    items: Math.min(blocks.length, 1),
    counts,
    blocks: () => blocks,
  })
  const several = (items: number, counts: number, blocks: Draft['blocks']): Draft => ({ priority, items, counts, blocks })
  switch (part.kind) {
    case 'heading':
      return whole(0, [{ type: 'header', text: plain(part.text.replaceAll('\n', ' '), limits.header) }])
    case 'text':
      return whole(1, paragraph(part.text, locale))
    case 'note':
      return whole(1, note(part.text, locale))
    case 'divider':
      return whole(0, [{ type: 'divider' }])
    case 'actions':
      return several(part.actions.length, part.actions.length, kept => buttonBlocks(part.actions.slice(0, kept), locale))
    case 'facts':
      return several(part.facts.length, part.facts.length, kept => factBlocks(part.facts, kept, locale))
    case 'list': {
      const items = Math.min(part.rows.length, own.listRows)
      return several(Math.max(items, 1), part.rows.length, kept => listBlocks(part, Math.min(kept, items), locale))
    }
    case 'table':
      // The header counts as an item, so that a table without rows still shows its columns.
      return several(tableCapacity(part) + 1, part.rows.length, kept => tableBlocks(part, kept - 1, native, locale))
    case 'chart':
      return { priority, ...chartDraft(part.chart, charts?.get(part.chart) ?? 'numbers', native) }
  }
}
