// `npm run bench risk`: all of a team's scores beside the bare aggregate they cannot do without. Prints figures; asserts none.
import { parseArgs } from 'node:util'
import { run } from '../../harness/postgres.ts'
import { makeDatabase } from '../database.ts'
import { thisMachine } from '../table.ts'
import { measureRisk, type RiskFigures } from './measure.ts'

export const usage = 'npm run bench risk -- [--customers 1000000] [--growth 10000,100000]'

/** Measures on Postgres, the small sizes first, and prints one markdown table. */
export async function benchRisk(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { customers: { type: 'string', default: '1000000' }, growth: { type: 'string', default: '10000,100000' } },
  })
  const sizes = [...values.growth.split(',').filter(Boolean), values.customers].map(Number)
  if (!sizes.every(size => Number.isInteger(size) && size > 0)) throw new Error(usage)
  const figures: RiskFigures[] = []
  for (const size of sizes) {
    console.error(`${size} customers...`)
    figures.push(await measureOn(size))
  }
  console.log(tableOf(figures))
}

async function measureOn(customers: number): Promise<RiskFigures> {
  const database = await makeDatabase('postgres')
  try {
    const store = await database.open()
    try {
      return await measureRisk(store, () => run(database.env.DATABASE_URL ?? '', 'VACUUM ANALYZE'), customers)
    } finally {
      await store.close()
    }
  } finally {
    await database.remove()
  }
}

function tableOf(figures: readonly RiskFigures[]): string {
  const { cpu, cores, memoryGb, node } = thisMachine()
  const rows: [string, (each: RiskFigures) => string][] = [
    ['orders', ({ orders }) => orders.toLocaleString('en')],
    ['bare aggregate, before and after', ({ bare }) => bare.map(seconds).join(' and ')],
    ['full build: aggregate, fit, check, score, write', each => beside(each.build, each)],
    ['a day: everybody ages', each => beside(each.delta.ageing, each)],
    ['a day: 1.5 % touched', each => beside(each.delta.following, each)],
    ['a day, together', each => beside(each.delta.ageing + each.delta.following, each)],
    ['peak memory of the process', ({ peakMemory }) => `${peakMemory} MB`],
  ]
  const head = figures.map(({ customers }) => `${customers.toLocaleString('en')} customers`)
  return [
    `${cores} cores (${cpu}), ${memoryGb} GB, Node ${node}, Postgres. Seconds (times the bare aggregate).`,
    '',
    `| | ${head.join(' | ')} |`,
    `| --- | ${head.map(() => '---:').join(' | ')} |`,
    ...rows.map(([name, cell]) => `| ${name} | ${figures.map(cell).join(' | ')} |`),
  ].join('\n')
}

const seconds = (value: number): string => value.toFixed(value < 10 ? 2 : 1)
const beside = (value: number, { bare }: RiskFigures): string =>
  `${seconds(value)} (${(value / ((bare[0] + bare[1]) / 2)).toFixed(1)})`
