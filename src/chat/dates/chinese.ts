import { addDays, dateOf, exists, partsOf } from './calendar.ts'
import type { Groups, Reading, Rule, Today } from './candidate.ts'
import { chineseNumber } from './chinese-numbers.ts'
import {
  comingDay,
  comingMonth,
  comingWeekday,
  dayReading,
  type Edge,
  monthReading,
  spanReading,
  type Unit,
  weekdayOfWeek,
} from './spans.ts'

const DAY = '\\d{1,2}|[一二三四五六七八九十廿]{1,3}'
const WEEK = '(?:周|週|星期|礼拜|禮拜)'
const EDGE = '(?<end>底|末)|(?<start>初|上旬)|(?<middle>中旬|中(?!国|间|午|文|心|旬))|下旬'
const YEAR_WORDS: Readonly<Record<string, number>> = { 前年: -2, 去年: -1, 今年: 0, 本年: 0, 明年: 1, 来年: 1, 后年: 2 }
const YEAR = `(?:(?<year>\\d{4}|(?<!\\d)\\d{2}|[〇零一二三四五六七八九]{4})\\s?年|(?<yearWord>今年|明年|来年|后年|去年|前年|本年))`

const DAY_WORDS: Readonly<Record<string, Omit<Reading, 'date'> & { days: number }>> = {
  大前天: { days: -3 },
  前天: { days: -2 },
  昨天: { days: -1 },
  昨日: { days: -1 },
  昨晚: { days: -1, usualTime: '20:00', half: 'pm' },
  今天: { days: 0 },
  今日: { days: 0 },
  今早: { days: 0, usualTime: '09:00', half: 'am' },
  今晚: { days: 0, usualTime: '20:00', half: 'pm' },
  明天: { days: 1 },
  明日: { days: 1 },
  明早: { days: 1, usualTime: '09:00', half: 'am' },
  明晚: { days: 1, usualTime: '20:00', half: 'pm' },
  后天: { days: 2 },
  大后天: { days: 3 },
}

/** Chinese dates: words for days, weekdays, weeks, months, years, and dates with 月 and 日. Amounts (三天后) are in chinese-amounts. */
export const CHINESE_RULES: readonly Rule[] = [
  // 今后天天, 以后天天 and 提前天数 hold the words for a day without meaning it.
  {
    pattern: /(?<day>大前天|大后天|昨[天日晚]|今[天日早晚]|明[天日早晚]|(?<![以之然今最随])后天(?!天)|(?<![提之以目当天])前天)/g,
    read: dayWord,
  },
  {
    pattern: new RegExp(`${YEAR}\\s?的?\\s?(?<month>${DAY})\\s?月份?(?:\\s?(?<day>${DAY})\\s?[日号號]|${EDGE})?`, 'g'),
    read: monthOfYear,
  },
  {
    pattern: new RegExp(
      `(?<![\\d.第每一二三四五六七八九十])(?<month>${DAY})\\s?月份?(?:\\s?(?<day>${DAY})\\s?[日号號]|(?<dayEnd>\\d{1,2})(?=[前\\s,，。]|$)|${EDGE}|(?![后後内以]))`,
      'g',
    ),
    read: monthOfYear,
  },
  { pattern: new RegExp(`${YEAR}\\s?(?:年?(?:(?<end>底|末)|(?<start>初)|(?<middle>中(?![国间]))))?`, 'g'), read: wholeYear },
  { pattern: /(?<![\d今明后去前每半一二两三四五六七八九十])(?:(?<end>年底|年末|岁末)|(?<start>年初))/g, read: wholeYear },
  {
    pattern: new RegExp(
      `(?<which>本|这个?|這個?|下下个?|下个?|下個|上上个?|上个?)月份?(?:\\s?的?(?<day>${DAY})\\s?[日号號]|${EDGE})?`,
      'g',
    ),
    read: relativeMonth,
  },
  {
    pattern: /(?<![\d个半本这下上\p{Script=Han}])月(?:(?<end>底|末)|(?<start>初)|(?<middle>中旬|中(?![国间秋])))/gu,
    read: bareMonthEdge,
  },
  { pattern: /(?<=[\p{Script=Han}])(?<![个半本这下上岁日每一二三四五六七八九十]|\d\s?)月(?<end>底)/gu, read: bareMonthEdge },
  { pattern: /(?<which>本|这个?|下个?|上个?)季度?(?:(?<end>底|末)|(?<start>初))?/g, read: quarter },
  { pattern: /(?<![一二三四\d个])(?<which>)季度?(?<end>末|底)/g, read: quarter },
  {
    pattern: new RegExp(
      `(?<which>下下|下|上上|上|本|这|這)(?:一?个|個)?${WEEK}(?:\\s?的?(?<day>[一二三四五六日天1-7])(?!次|[\\d]|程|志|报)|(?<weekend>末)|(?<start>初)|(?<middle>中)|(?<end>底))?`,
      'g',
    ),
    read: relativeWeek,
  },
  {
    pattern: new RegExp(
      `(?<![一二两三四五六七八九十\\d半几每个下上本这這])${WEEK}(?:(?<day>[一二三四五六日天1-7])(?!次|[\\d]|程|志|报|年)|(?<weekend>末))`,
      'g',
    ),
    read: relativeWeek,
  },
  {
    // 5号楼 and 3号线 are places, 第5号 a number in a row.
    pattern: new RegExp(
      `(?<![\\d第A-Za-z.#月一二三四五六七八九十])(?:(?<day>${DAY})[号號](?![楼线店机位仓库门院厂房桌码文项])|(?<digits>\\d{1,2})日(?![内后前元常均本]))`,
      'g',
    ),
    read: ({ day, digits }, today) => comingDay(chineseNumber(day ?? digits ?? '') ?? 0, today.date),
  },
]

function edgeOf({ start, middle, end }: Groups): Edge {
  return end ? 'end' : middle ? 'middle' : start ? 'start' : 'whole'
}

function dayWord({ day }: Groups, today: Today): Reading | null {
  const word = DAY_WORDS[day ?? '']
  if (!word) return null
  const { days, ...rest } = word
  return { date: addDays(today.date, days), ...rest }
}

function yearOf({ year, yearWord }: Groups, today: Today): number | null {
  if (yearWord) return partsOf(today.date).year + (YEAR_WORDS[yearWord] ?? 0)
  const value = year ? chineseNumber(year) : null
  return value === null ? null : value < 100 ? 2000 + value : value
}

function monthOfYear(groups: Groups, today: Today): Reading | 'impossible' | null {
  const year = yearOf(groups, today)
  const month = chineseNumber(groups.month ?? '') ?? 0
  const dayText = groups.day ?? groups.dayEnd
  if (dayText !== undefined) return dayReading(year, month, chineseNumber(dayText) ?? 0, today.date)
  if (month < 1 || month > 12) return groups.year ? 'impossible' : null
  const edge = edgeOf(groups)
  const reading = year === null ? comingMonth(month, edge, today.date) : monthReading(year, month, edge)
  return edge === 'whole' ? { ...reading, weak: true } : reading
}

function wholeYear(groups: Groups, today: Today): Reading | null {
  const year = yearOf(groups, today)
  // 27年 alone may be a count of years; two digits need a month beside them.
  if (groups.year && chineseNumber(groups.year) !== year) return null
  const edge = edgeOf(groups)
  const own = partsOf(today.date).year
  const count = (year ?? own) - own + (year === null && edge === 'start' ? 1 : 0)
  const reading = spanReading('year', count, edge, today.date)
  return edge === 'whole' ? { ...reading, weak: true } : reading
}

/** 下下 2, 下 1, 本 or 这 0, 上 -1, 上上 -2. */
function stepsOf(which: string | undefined): number {
  const ahead = (which?.match(/下/g) ?? []).length
  return ahead - (which?.match(/上/g) ?? []).length
}

function relativeMonth(groups: Groups, today: Today): Reading | 'impossible' {
  const steps = stepsOf(groups.which)
  const whole = spanReading('month', steps, 'start', today.date)
  const { year, month } = partsOf(whole.date)
  if (groups.day !== undefined) {
    const day = chineseNumber(groups.day) ?? 0
    return exists(year, month, day) ? { date: dateOf(year, month, day) } : 'impossible'
  }
  return spanOf('month', steps, edgeOf(groups), today)
}

function bareMonthEdge(groups: Groups, today: Today): Reading {
  const edge = edgeOf(groups)
  const here = spanReading('month', 0, edge, today.date)
  return here.date < today.date ? spanReading('month', 1, edge, today.date) : here
}

function quarter(groups: Groups, today: Today): Reading {
  return spanOf('quarter', stepsOf(groups.which), edgeOf(groups), today)
}

function spanOf(unit: Unit, steps: number, edge: Edge, today: Today): Reading {
  const reading = spanReading(unit, steps, edge, today.date)
  return edge === 'whole' && steps <= 0 ? { ...reading, weak: true } : reading
}

function relativeWeek(groups: Groups, today: Today): Reading {
  const { which, day, weekend } = groups
  const number = weekend ? 6 : day ? '一二三四五六日'.indexOf(day === '天' ? '日' : day) + 1 || Number(day) : null
  if (number === null) return spanOf('week', stepsOf(which), edgeOf(groups), today)
  if (which) return { date: weekdayOfWeek(number, stepsOf(which), today.date), weekdayOnly: true }
  return { date: comingWeekday(number, today.date), weekdayOnly: true }
}
