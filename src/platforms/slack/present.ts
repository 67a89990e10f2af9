import { setTimeout as wait } from 'node:timers/promises'
import type { Chart } from '../../chat/chart.ts'
import type { Message } from '../../chat/message.ts'
import type { Log } from '../../config/log.ts'
import { slackCode } from './errors.ts'
import type { Pictures } from './pictures.ts'
import type { ChartShown } from './render/chart.ts'
import { limits } from './render/limits.ts'
import { type Rendered, type RenderOptions, renderMessage } from './render/message.ts'
import { nativeChart } from './render/native-chart.ts'

/** Renders a message and hands it to `post`, again in a plainer form as long as Slack refuses its blocks. Rejects as `post` does. */
export type Present = <Answer>(message: Message, post: (rendered: Rendered) => Promise<Answer>) => Promise<Answer>

interface PresentParts {
  pictures: Pictures
  log: Log
  /** Before each try to show a picture: Slack refuses a file until it has looked at it, and tells nobody when that is. */
  pausesMs?: readonly number[]
}

const refusedBlocks = new Set(['invalid_blocks', 'msg_blocks_too_long', 'only_one_table_allowed', 'invalid_payload'])
const pauses = [500, 1_500, 3_000] as const
/** So long may pictures hold a message up: the outbox's lease on it goes on meanwhile. */
const patienceMs = 12_000

type Shown = ReadonlyMap<Chart, ChartShown>

/** The forms a message can take, best first: Slack's own charts and table; charts as pictures; their numbers in a table; all as text. */
export function createPresent({ pictures, log, pausesMs = pauses }: PresentParts): Present {
  /** False once Slack refused its own chart: the workspace has none, and will not get one before the next start. */
  let hasCharts = true

  const pictured = async (charts: readonly Chart[], until: number): Promise<Shown> => {
    const late = wait(Math.max(0, until - performance.now()), null, { ref: false })
    const shown = charts.map(async (chart): Promise<[Chart, ChartShown]> => {
      const file = await Promise.race([pictures(chart), late])
      return [chart, file === null ? 'numbers' : { file }]
    })
    return new Map(await Promise.all(shown))
  }

  return async (message, post) => {
    const charts = message.parts.flatMap(part => (part.kind === 'chart' ? [part.chart] : []))
    if (charts.length === 0) return withoutCharts(message, post)
    const until = performance.now() + patienceMs
    const drawn = hasCharts ? charts.filter(chart => nativeChart(chart) !== null).slice(0, limits.chartsPerMessage) : []
    const others = charts.filter(chart => !drawn.includes(chart))
    if (drawn.length > 0) {
      const rest = await pictured(others, until)
      const answered = await tried(message, new Map([...rest, ...drawn.map(chart => [chart, 'native'] as const)]), post, until)
      if (answered) return answered.answer
    }
    const all = await pictured(charts, until)
    const answered = hasPicture(all) ? await tried(message, all, post, until) : null
    const answer = answered ? answered.answer : await withoutCharts(message, post)
    // What was refused first differs from what was taken by nothing else than Slack's own charts.
    if (drawn.length > 0 && others.length === 0) {
      hasCharts = false
      log('warn', 'slack.charts-refused')
    }
    return answer
  }

  /** Null when Slack refused the blocks each time. */
  async function tried<Answer>(
    message: Message,
    charts: Shown,
    post: (rendered: Rendered) => Promise<Answer>,
    until: number,
  ): Promise<{ answer: Answer } | null> {
    const rendered = renderMessage(message, { tables: true, charts })
    for (const pause of hasPicture(charts) ? pausesMs : [0]) {
      if (performance.now() + pause > until) return null
      if (pause > 0) await wait(pause)
      try {
        return { answer: await post(rendered) }
      } catch (error) {
        if (!refusedBlocks.has(slackCode(error))) throw error
      }
    }
    return null
  }
}

const hasPicture = (charts: Shown): boolean => [...charts.values()].some(shown => typeof shown === 'object')

async function withoutCharts<Answer>(message: Message, post: (rendered: Rendered) => Promise<Answer>): Promise<Answer> {
  const rendered = (options: RenderOptions) => renderMessage(message, options)
  try {
    return await post(rendered({ tables: true }))
  } catch (error) {
    if (!refusedBlocks.has(slackCode(error))) throw error
    return post(rendered({ tables: false }))
  }
}
