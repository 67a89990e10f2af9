import { dayNumber, dayText } from '../../chat/dates/calendar.ts'
import type { Locale, Worded } from '../../chat/wording.ts'
import { readCount, readDay, UsageFault } from '../../command-line/flags.ts'
import { anyTask } from '../../command-line/task.ts'
import { type ExitCode, fail, type Terminal, type TerminalCommand } from '../../command-line/terminal.ts'
import { tooLittleText } from '../backtest/too-little.ts'
import { type BacktestSetting, backtestAt, meanOf, rollingCutoffs } from '../model/backtest.ts'
import { type BacktestEvent, type BacktestOrder, backtestTask } from './backtest-task.ts'
import { logOptions, openOrderLog, readOwnFlags } from './log-flags.ts'
import { panelText } from './panel-text.ts'
import { defaultHorizon, longestHorizon } from './score.ts'

const usage =
  'npm run rapport -- backtest [FILE] [--team NAME] [--cutoffs DATE,DATE] [--horizon DAYS] [--map field=column,...] [--json]'
const options = { ...logOptions, team: { type: 'string' }, cutoffs: { type: 'string' }, horizon: { type: 'string' } } as const

/** `backtest [FILE]`: how the risk would have done on past days, on a file's orders or on the company's own. */
export const backtestCommand: TerminalCommand = {
  name: 'backtest',
  help: () => help,
  tasks: [anyTask(backtestTask)],
  run: backtest,
}

interface Found {
  settings: readonly BacktestSetting[]
  lastDay: number
  team?: string
}

async function backtest(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, file, json, map } = readOwnFlags(args, options, usage)
  const horizon = values.horizon === undefined ? null : readCount('--horizon', values.horizon, defaultHorizon, longestHorizon)
  const cutoffs = values.cutoffs?.split(',').map(text => dayNumber(readDay('--cutoffs', text.trim()) ?? '')) ?? null
  if (file === null && map.size > 0) throw new UsageFault(notes.mapOfFile)
  if (file !== null && values.team !== undefined) throw new UsageFault(notes.teamOfFile)
  const found =
    file === null
      ? await onOwn(terminal, { team: values.team ?? null, cutoffs, horizonDays: horizon })
      : await onFile(terminal, file, map, cutoffs, horizon ?? defaultHorizon)
  if (typeof found === 'number') return found
  print(terminal, found, json)
  return 0
}

async function onFile(
  terminal: Terminal,
  file: string,
  map: ReadonlyMap<string, string>,
  asked: readonly number[] | null,
  horizon: number,
): Promise<Found> {
  const log = await openOrderLog(terminal, file, map)
  const customers = log.customers.map(({ days }) => days)
  const cutoffs = asked ?? rollingCutoffs(log.lastDay, horizon)
  const settings = cutoffs.flatMap(cutoff => backtestAt(customers, cutoff, horizon) ?? [])
  if (settings.length === 0) throw new UsageFault(notes.nobody)
  return { settings, lastDay: log.lastDay }
}

async function onOwn(terminal: Terminal, order: BacktestOrder): Promise<Found | ExitCode> {
  const { locale, errors } = terminal
  for await (const event of terminal.perform(backtestTask, order)) {
    if (event.type === 'refused') return fail(terminal, refusal(event.why, locale))
    if (event.others > 0) errors.write(`${notes.others(event.team, event.others)[locale]}\n`)
    return event
  }
  throw new Error('a task ends with an event')
}

type Refusal = Extract<BacktestEvent, { type: 'refused' }>['why']

function refusal(why: Refusal, locale: Locale): string {
  if (why.kind === 'no-team') return notes.noTeam(why.teams)[locale]
  return tooLittleText(why, { name: why.team, horizonDays: why.horizonDays }, locale).join('\n  ')
}

function print({ locale, output, errors }: Terminal, { settings, lastDay, team }: Found, json: boolean): void {
  for (const { cutoff } of settings.filter(one => one.cutoff + one.horizonDays > lastDay))
    errors.write(`${notes.open(dayText(cutoff), dayText(lastDay))[locale]}\n`)
  if (json) output.write(`${JSON.stringify({ ...(team !== undefined && { team }), ...jsonOf(settings) })}\n`)
  else output.write(`${team === undefined ? '' : `${team}\n\n`}${panelText(settings, locale)}\n`)
}

const jsonOf = (settings: readonly BacktestSetting[]) => ({
  settings: settings.map(setting => ({ ...setting, cutoff: dayText(setting.cutoff) })),
  mean: { auc: meanOf(settings).auc, brier: meanOf(settings).brier },
  worst: { ece: Math.max(...settings.map(({ ece }) => ece)) },
})

const line = '  backtest [FILE] [--team NAME] [--cutoffs DATE,DATE] [--horizon DAYS] [--map ...] [--json]'
const help: Worded = {
  en: `${line}
      How the risk would have done: trains on the orders up to each cutoff, predicts the horizon after it (90 days) and
      compares with what happened, beside ranking by recency alone and by RFM. Without FILE on a team's own orders (the first's).`,
  'zh-CN': `${line}
      回测：用每个截止日之前的订单训练，预测之后一段时间（90 天）是否下单，再与实际结果对比，并列出只看最近下单日和 RFM 的排序效果。
      不写文件时用团队自己的订单（默认第一个团队）。`,
}

const notes = {
  open: (cutoff: string, last: string): Worded => ({
    en: `The orders end on ${last}, before the horizon after ${cutoff} does: what came later counts as no order.`,
    'zh-CN': `订单数据截至 ${last}，早于 ${cutoff} 之后的观察期结束：之后的订单按没有下单计算。`,
  }),
  mapOfFile: { en: '--map is about a file; name the file, too.', 'zh-CN': '--map 用于文件，请同时写明文件。' } satisfies Worded,
  teamOfFile: {
    en: 'A file belongs to no team: leave out --team, or the file.',
    'zh-CN': '文件不属于任何团队：--team 和文件只能写一个。',
  } satisfies Worded,
  others: (team: string, others: number): Worded => ({
    en: `${team}, the first of ${others + 1} teams; --team NAME for another.`,
    'zh-CN': `共有 ${others + 1} 个团队，这里是第一个“${team}”；其他团队请用 --team 名称。`,
  }),
  noTeam: (teams: readonly string[]): Worded => ({
    en: teams.length > 0 ? `There is no such team. Teams: ${teams.join(', ')}` : 'There is no team yet.',
    'zh-CN': teams.length > 0 ? `没有这个团队。现有团队：${teams.join('、')}` : '还没有团队。',
  }),
  nobody: { en: 'Nobody had ordered by these cutoffs.', 'zh-CN': '在这些截止日之前没有客户下过单。' } satisfies Worded,
}
