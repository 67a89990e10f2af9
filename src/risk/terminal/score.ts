import { dayNumber, dayText } from '../../chat/dates/calendar.ts'
import type { Worded } from '../../chat/wording.ts'
import { readCount, readDay } from '../../command-line/flags.ts'
import type { ExitCode, Terminal, TerminalCommand } from '../../command-line/terminal.ts'
import { factsAsOf } from '../model/order-facts.ts'
import { expectationOf, riskOf, trainRiskModel } from '../model/risk-model.ts'
import { logOptions, openOrderLog, readLogFlags } from './log-flags.ts'

const usage = 'npm run rapport -- score FILE [--as-of DATE] [--horizon DAYS] [--map field=column,...] [--json]'
const options = { ...logOptions, 'as-of': { type: 'string' }, horizon: { type: 'string' } } as const

export const defaultHorizon = 90
export const longestHorizon = 1_095

/** `score FILE`: every customer's risk and expected value, one line each. */
export const scoreCommand: TerminalCommand = { name: 'score', help: () => help, run: scoreFile }

async function scoreFile(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, file, json, map } = readLogFlags(args, options, usage)
  const date = readDay('--as-of', values['as-of'])
  const horizon = readCount('--horizon', values.horizon, defaultHorizon, longestHorizon)
  const log = await openOrderLog(terminal, file, map)
  const asOf = date ? dayNumber(date) : log.lastDay
  const model = trainRiskModel(
    log.customers.map(({ days }) => days),
    asOf,
    horizon,
  )
  const later = log.customers.reduce((sum, { days }) => sum + days.filter(({ day }) => day > asOf).length, 0)
  if (later > 0) terminal.errors.write(`${notes.later(later, dayText(asOf))[terminal.locale]}\n`)
  if (!json) terminal.output.write('externalId,x,tx,T,netSpend,risk,expectedOrders,expectedValue,method\n')
  for (const { externalId, days } of log.customers) {
    const facts = factsAsOf(days, asOf)
    if (!facts) continue
    const { orders, value } = expectationOf(model, facts, horizon)
    const { x, tx, T, netSpend } = facts
    const risk = riskOf(model, facts)
    const scored = { externalId, x, tx, T, netSpend, risk, expectedOrders: orders, expectedValue: value, method: model.method }
    terminal.output.write(`${json ? JSON.stringify(scored) : Object.values(scored).map(cell).join(',')}\n`)
  }
  return 0
}

const cell = (value: string | number | null): string =>
  typeof value === 'string' ? (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value) : String(value ?? '')

const line = '  score FILE [--as-of DATE] [--horizon DAYS] [--map ...] [--json]'
const help: Worded = {
  en: `${line}
      Scores every customer of an order log as of a day (the last in it): the chance of no order within the horizon (90 days),
      and the orders and value to expect. One line a customer, CSV or with --json a JSON object.`,
  'zh-CN': `${line}
      对订单文件中的每位客户按某一天（默认文件最后一天）评分：观察期（90 天）内不下单的概率，以及预期订单数和金额。
      每位客户一行，CSV 或 --json。`,
}

const notes = {
  later: (count: number, day: string): Worded => ({
    en: `${count} order days after ${day} were ignored.`,
    'zh-CN': `已忽略 ${day} 之后的 ${count} 个下单日。`,
  }),
}
