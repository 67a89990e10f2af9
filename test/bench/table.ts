import { arch, cpus, totalmem } from 'node:os'
import { lookupDescriptions, lookupKinds, mixShares } from './lookups.ts'
import type { DatabaseFigures } from './main.ts'
import type { Beside } from './measure-lookups.ts'

export interface Machine {
  cpu: string
  cores: number
  memoryGb: number
  node: string
}

export const thisMachine = (): Machine => ({
  cpu: `${cpus()[0]?.model.trim() || 'unnamed processor'} (${arch()})`,
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
})

/** One markdown table for all databases, with a line that names the machine. */
export function tableOf(machine: Machine, figures: readonly DatabaseFigures[]): string {
  const { cpu, cores, memoryGb, node } = machine
  const databases = figures.map(({ database, version }) => `${database === 'pglite' ? 'PGlite' : 'Postgres'} ${version}`)
  const size = figures[0] ? ` ${whole(figures[0].customers)} customers, ${whole(figures[0].orders)} orders.` : ''
  const rows = rowNames(figures).map(name => [name, ...figures.map(each => cellsOf(each).get(name) ?? '–')])
  return [
    `${cores} cores (${cpu}), ${memoryGb} GB, Node ${node}.${size} In milliseconds: median / p99 (times the bare Bolt echo's).`,
    '',
    line(['', ...databases]),
    line(['---', ...databases.map(() => '---:')]),
    ...rows.map(line),
  ].join('\n')
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const rowNames = (figures: readonly DatabaseFigures[]): string[] => [
  ...new Set(figures.flatMap(each => [...cellsOf(each).keys()])),
]

function cellsOf({ lookups, jobs, memory, import: imported }: DatabaseFigures): Map<string, string> {
  const cells = new Map<string, string>()
  if (lookups) {
    cells.set('bare Bolt echo', `${ms(lookups.mix.echo.median)} / ${ms(lookups.mix.echo.p99)}`)
    cells.set(`\`/customer\`, mix (${mixText()})`, beside(lookups.mix))
    for (const kind of lookupKinds) cells.set(`\`/customer\`, ${lookupDescriptions[kind]}`, beside(lookups.kinds[kind]))
    cells.set('type-ahead', beside(lookups.suggestions))
  }
  if (imported) {
    const { copyPlain, copyIndexed } = imported
    cells.set(`import of ${whole(imported.rows)} orders`, perSecond(imported.import))
    cells.set(
      'bare COPY into one table, no index (import takes)',
      `${perSecond(copyPlain)} (${times(copyPlain / imported.import)})`,
    )
    cells.set(
      "bare COPY into the three tables' likes with indexes (import takes)",
      `${perSecond(copyIndexed)} (${times(copyIndexed / imported.import)})`,
    )
  }
  if (jobs) {
    cells.set('bare aggregate over all orders', seconds(jobs.floor))
    cells.set('nightly risk, all teams', `${seconds(jobs.risk)} (${times(jobs.risk / jobs.floor)})`)
    cells.set(
      'nightly segments (RFM and four own), all teams',
      `${seconds(jobs.segments)} (${times(jobs.segments / jobs.floor)})`,
    )
    cells.set('digest, all teams', `${seconds(jobs.digest)} (${times(jobs.digest / jobs.floor)})`)
  }
  if (memory) cells.set('memory of the bot, idle / peak', `${memory.idle.toFixed(0)} / ${memory.peak.toFixed(0)} MB`)
  return cells
}

const beside = ({ bot, echo }: Beside): string =>
  `${ms(bot.median)} / ${ms(bot.p99)} (${times(bot.median / echo.median)} / ${times(bot.p99 / echo.p99)})`

const mixText = (): string => lookupKinds.map(kind => `${mixShares[kind]} % ${kind}`).join(', ')
const ms = (value: number): string => value.toFixed(1)
const seconds = (value: number): string => `${value.toFixed(1)} s`
const perSecond = (rows: number): string => `${whole(Math.round(rows))} rows/s`
const times = (value: number): string => `${value.toFixed(1)}x`
const whole = (value: number): string => value.toLocaleString('en')
