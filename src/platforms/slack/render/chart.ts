import type { ImageBlock, KnownBlock } from '@slack/types'
import { chartDescription, chartNumbers, chartTable } from '../../../charts/text.ts'
import type { Chart } from '../../../chat/chart.ts'
import { bold } from '../../../chat/message.ts'
import type { Draft } from './fit.ts'
import { limits } from './limits.ts'
import { nativeChart } from './native-chart.ts'
import { shownText } from './plain.ts'
import { tableBlocks, tableCapacity } from './table.ts'
import { note, paragraph } from './text.ts'

/** Slack draws it; as a picture, by the id of its file; or as a table of its numbers. */
export type ChartShown = 'native' | 'numbers' | { file: string }

/** A chart's blocks, always with its summary, and its numbers where they can be read. `table`: whether they may be in Slack's own table. */
export function chartDraft(chart: Chart, shown: ChartShown, table: boolean): Omit<Draft, 'priority'> {
  const native = shown === 'native' ? nativeChart(chart) : null
  if (native) return whole([native, ...notes(chart, chart.summary, chartNumbers(chart))])
  if (typeof shown === 'object') return whole([picture(chart, shown.file), ...notes(chart, chart.summary)])
  const numbers = chartTable(chart)
  const head = [...paragraph([bold(chart.title)], chart.locale), ...notes(chart, chart.summary)]
  return {
    // As with every table, the header counts as an item.
    items: tableCapacity(numbers) + 1,
    counts: numbers.rows.length,
    blocks: kept => [...head, ...tableBlocks(numbers, kept - 1, table, chart.locale)],
  }
}

const whole = (blocks: KnownBlock[]): Omit<Draft, 'priority'> => ({ items: 1, counts: 1, blocks: () => blocks })

const notes = (chart: Chart, ...lines: string[]): KnownBlock[] => lines.flatMap(line => note([line], chart.locale))

const picture = (chart: Chart, file: string): ImageBlock => ({
  type: 'image',
  slack_file: { id: file },
  alt_text: shownText(chartDescription(chart), limits.imageAlt),
})
