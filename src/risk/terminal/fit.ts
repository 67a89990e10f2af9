import { dayNumber } from '../../chat/dates/calendar.ts'
import type { Worded } from '../../chat/wording.ts'
import { readDay, UsageFault } from '../../command-line/flags.ts'
import type { ExitCode, Terminal, TerminalCommand } from '../../command-line/terminal.ts'
import { type BuyingModel, fitBuying } from '../model/buying.ts'
import { factsAsOf, type OrderFacts, patternsOf } from '../model/order-facts.ts'
import { fitSpend } from '../model/spend.ts'
import { logOptions, openOrderLog, readLogFlags } from './log-flags.ts'

const usage =
  'npm run rapport -- fit FILE --model mbg-nbd|bg-nbd|gamma-gamma [--until DATE] [--unit day|week] [--no-prior] [--map field=column,...] [--json]'

const options = {
  ...logOptions,
  model: { type: 'string' },
  until: { type: 'string' },
  unit: { type: 'string' },
  'no-prior': { type: 'boolean' },
} as const

const models = ['mbg-nbd', 'bg-nbd', 'gamma-gamma'] as const
type Model = (typeof models)[number]

/** `fit FILE`: one model's parameters, to compare with what the literature says. */
export const fitCommand: TerminalCommand = {
  name: 'fit',
  help: () => help,
  run: fitFile,
}

async function fitFile(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, file, json, map } = readLogFlags(args, options, usage)
  const model = models.find(name => name === (values.model ?? 'mbg-nbd'))
  if (!model) throw new UsageFault(faults.model)
  const unit = values.unit ?? 'day'
  if (unit !== 'day' && unit !== 'week') throw new UsageFault(faults.unit)
  const until = readDay('--until', values.until)
  const log = await openOrderLog(terminal, file, map)
  const asOf = until ? dayNumber(until) : log.lastDay
  const facts = log.customers.flatMap(({ days }) => factsAsOf(days, asOf) ?? [])
  const fitted = fitModel(model, facts, unit === 'week' ? 7 : 1, !values['no-prior'])
  if (fitted.degenerate) terminal.errors.write(`${faults.degenerate(fitted.degenerate)[terminal.locale]}\n`)
  const { params, logLikelihood, customers } = fitted
  if (json) terminal.output.write(`${JSON.stringify({ model, params, logLikelihood, customers })}\n`)
  else terminal.output.write(`${model}\n${table({ ...params, logLikelihood, customers })}\n`)
  return 0
}

function fitModel(model: Model, facts: readonly OrderFacts[], daysPerUnit: number, prior: boolean) {
  if (model !== 'gamma-gamma') {
    const { parameters, ...rest } = fitBuying(model satisfies BuyingModel, patternsOf(facts, daysPerUnit), { prior })
    return { params: { ...parameters }, ...rest }
  }
  const repeats = facts
    .filter(({ x }) => x > 0)
    .map(({ x, netSpend, firstSpend }) => ({ days: x, mean: (netSpend - firstSpend) / x }))
  const { parameters, ...rest } = fitSpend(repeats, { prior })
  return { params: { ...parameters }, ...rest }
}

const table = (figures: Record<string, number>): string =>
  Object.entries(figures)
    .map(([name, value]) => `  ${name.padEnd(14)} ${Number.isInteger(value) ? value : value.toFixed(4)}`)
    .join('\n')

const line = '  fit FILE --model mbg-nbd|bg-nbd|gamma-gamma [--until DATE] [--unit day|week] [--no-prior] [--map ...] [--json]'
const help: Worded = {
  en: `${line}
      Fits one model of buying or spending to an order log and prints its parameters.`,
  'zh-CN': `${line}
      用订单文件拟合一个购买或消费模型，并给出参数。`,
}

const faults = {
  model: {
    en: `--model is one of ${models.join(', ')}.\n  ${usage}`,
    'zh-CN': `--model 只能是 ${models.join('、')} 之一。\n  ${usage}`,
  } satisfies Worded,
  unit: { en: '--unit is day or week.', 'zh-CN': '--unit 只能是 day 或 week。' } satisfies Worded,
  degenerate: (why: string): Worded => ({
    en: `This fit is not sound (${why}): scoring would use what is usual elsewhere instead.`,
    'zh-CN': `拟合结果不可靠（${why}）：实际评分会改用通用参数。`,
  }),
}
