import { dayNumber, dayText } from '../../chat/dates/calendar.ts'
import type { Worded } from '../../chat/wording.ts'
import { readCount, readDay, UsageFault } from '../../command-line/flags.ts'
import type { ExitCode, Terminal, TerminalCommand } from '../../command-line/terminal.ts'
import { type BacktestSetting, backtestAt } from '../model/backtest.ts'
import { logOptions, openOrderLog, readLogFlags } from './log-flags.ts'
import type { OrderLog } from './order-file.ts'
import { panelText } from './panel-text.ts'
import { defaultHorizon, longestHorizon } from './score.ts'

const usage = 'npm run rapport -- backtest FILE [--cutoffs DATE,DATE] [--horizon DAYS] [--map field=column,...] [--json]'
const options = { ...logOptions, cutoffs: { type: 'string' }, horizon: { type: 'string' } } as const

/** `backtest FILE`: how the risk would have done on past days. */
export const backtestCommand: TerminalCommand = { name: 'backtest', help: () => help, run: backtestFile }

async function backtestFile(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, file, json, map } = readLogFlags(args, options, usage)
  const horizon = readCount('--horizon', values.horizon, defaultHorizon, longestHorizon)
  const given = values.cutoffs?.split(',').map(text => dayNumber(readDay('--cutoffs', text.trim()) ?? ''))
  const log = await openOrderLog(terminal, file, map)
  const cutoffs = given ?? usualCutoffs(log, horizon)
  for (const cutoff of cutoffs.filter(day => day + horizon > log.lastDay))
    terminal.errors.write(`${notes.open(dayText(cutoff), dayText(log.lastDay))[terminal.locale]}\n`)
  const customers = log.customers.map(({ days }) => days)
  const settings = cutoffs.flatMap(cutoff => backtestAt(customers, cutoff, horizon) ?? [])
  if (settings.length === 0) throw new UsageFault(notes.nobody)
  terminal.output.write(json ? `${JSON.stringify(jsonOf(settings))}\n` : `${panelText(settings, terminal.locale)}\n`)
  return 0
}

/** The last three quarters whose outcome is known. */
const usualCutoffs = ({ lastDay }: OrderLog, horizon: number): number[] => [182, 91, 0].map(back => lastDay - horizon - back)

function jsonOf(settings: readonly BacktestSetting[]) {
  const mean = (of: (setting: BacktestSetting) => number): number =>
    settings.reduce((sum, setting) => sum + of(setting), 0) / settings.length
  return {
    settings: settings.map(setting => ({ ...setting, cutoff: dayText(setting.cutoff) })),
    mean: { auc: mean(({ auc }) => auc), brier: mean(({ brier }) => brier) },
    worst: { ece: Math.max(...settings.map(({ ece }) => ece)) },
  }
}

const line = '  backtest FILE [--cutoffs DATE,DATE] [--horizon DAYS] [--map ...] [--json]'
const help: Worded = {
  en: `${line}
      How the risk would have done: trains on the orders up to each cutoff, predicts the horizon after it (90 days) and
      compares with what happened, beside ranking by recency alone and by RFM.`,
  'zh-CN': `${line}
      回测：用每个截止日之前的订单训练，预测之后一段时间（90 天）是否下单，再与实际结果对比，并列出只看最近下单日和 RFM 的排序效果。`,
}

const notes = {
  open: (cutoff: string, last: string): Worded => ({
    en: `The orders end on ${last}, before the horizon after ${cutoff} does: what came later counts as no order.`,
    'zh-CN': `订单数据截至 ${last}，早于 ${cutoff} 之后的观察期结束：之后的订单按没有下单计算。`,
  }),
  nobody: { en: 'Nobody had ordered by these cutoffs.', 'zh-CN': '在这些截止日之前没有客户下过单。' } satisfies Worded,
}
