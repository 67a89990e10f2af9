import type { Team } from '../../chat/context.ts'
import { type Locale, localeOf } from '../../chat/wording.ts'
import { readAmount, readCurrency, readHorizon, readLength, readName } from './amounts.ts'
import { readQuietHours, readTime } from './clock-time.ts'
import type { Setting } from './reading.ts'
import { readDays, showDays } from './weekdays.ts'
import { digestBands, labelOf, languages, readOption, yesNo } from './words.ts'
import { readZone } from './zone-name.ts'

export const teamKeys = [
  'name',
  'zone',
  'lang',
  'time',
  'days',
  'currency',
  'own',
  'band',
  'min',
  'length',
  'horizon',
  'quiet',
] as const
export type TeamKey = (typeof teamKeys)[number]
/** A team's settings in their normal form as text: what forms show, `key=value` gives, and edits are compared by. */
export type TeamValues = Record<TeamKey, string>

export const teamSettings: readonly Setting<TeamKey>[] = [
  {
    key: 'name',
    words: ['name', 'team', '名称', '名字', '团队'],
    label: { en: 'Team name', 'zh-CN': '团队名称' },
    read: readName,
  },
  {
    key: 'zone',
    words: ['zone', 'tz', 'timezone', '时区'],
    label: { en: 'Time zone', 'zh-CN': '时区' },
    hint: { en: 'Like Europe/Berlin, or a city', 'zh-CN': '例如 Asia/Shanghai，或城市名' },
    read: readZone,
  },
  {
    key: 'lang',
    words: ['lang', 'language', 'locale', '语言'],
    label: { en: 'Language', 'zh-CN': '语言' },
    read: text => readOption(languages, text),
  },
  {
    key: 'time',
    words: ['time', 'digest', 'at', '时间', '日报时间', '日报'],
    label: { en: 'Daily digest at', 'zh-CN': '日报时间' },
    hint: { en: 'Local time of the team, like 09:00', 'zh-CN': '团队当地时间，例如 09:00' },
    read: readTime,
  },
  { key: 'days', words: ['days', 'workdays', '工作日'], label: { en: 'Working days', 'zh-CN': '工作日' }, read: readDays },
  {
    key: 'currency',
    words: ['currency', '货币', '币种'],
    label: { en: 'Currency', 'zh-CN': '货币' },
    hint: { en: 'Three letters, like EUR', 'zh-CN': '三个字母，例如 CNY' },
    read: readCurrency,
  },
  {
    key: 'own',
    words: ['own', 'own-only', 'ownonly', '仅本人', '只看自己'],
    label: { en: 'Reps see only their own customers', 'zh-CN': '客户经理只能看到自己的客户' },
    read: text => readOption(yesNo, text),
  },
  {
    key: 'band',
    words: ['band', 'risk', '风险', '等级', '风险等级'],
    label: { en: 'Digest lists customers from', 'zh-CN': '日报从哪一级风险起列出' },
    read: text => readOption(digestBands, text),
  },
  {
    key: 'min',
    words: ['min', 'minimum', 'value', '金额', '最低', '最低金额'],
    label: { en: 'Leave out customers worth less a year than', 'zh-CN': '年消费低于此金额的客户不列出' },
    read: readAmount,
  },
  {
    key: 'length',
    words: ['length', 'rows', 'count', '条数', '数量'],
    label: { en: 'Customers in the digest', 'zh-CN': '日报最多列出几位客户' },
    hint: { en: '1 to 30', 'zh-CN': '1 到 30' },
    read: readLength,
  },
  {
    key: 'horizon',
    words: ['horizon', '观察期', '预测天数'],
    label: { en: 'Churn risk looks ahead, in days', 'zh-CN': '流失风险预测未来多少天' },
    hint: {
      en: '14 to 730; three times the usual days between orders tells most',
      'zh-CN': '14 到 730；取平均下单间隔的三倍左右最有意义',
    },
    read: readHorizon,
  },
  {
    key: 'quiet',
    words: ['quiet', '免打扰', '静默'],
    label: { en: 'Customers are left alone from – to', 'zh-CN': '不打扰客户的时段' },
    hint: {
      en: 'Like 18:00-09:00; days off are quiet too. 00:00-00:00: never quiet',
      'zh-CN': '例如 18:00-09:00，非工作日全天不打扰；00:00-00:00 表示不设',
    },
    read: readQuietHours,
  },
]

export function teamValues(team: Omit<Team, 'id'>): TeamValues {
  return {
    name: team.name,
    zone: team.zone,
    lang: team.locale,
    time: team.digestAt,
    days: [...team.workdays].sort().join(','),
    currency: team.currency,
    own: team.ownOnly ? 'yes' : 'no',
    band: team.digestBand,
    min: String(Number(team.digestMin)),
    length: String(team.digestLength),
    horizon: String(team.horizonDays),
    quiet: `${team.quietFrom}-${team.quietUntil}`,
  }
}

/** The columns of a team. */
export function teamColumns(values: TeamValues): Omit<Team, 'id'> {
  return {
    name: values.name,
    zone: values.zone,
    locale: localeOf(values.lang),
    digestAt: values.time,
    workdays: values.days.split(',').map(Number),
    currency: values.currency,
    ownOnly: values.own === 'yes',
    digestBand: values.band,
    digestMin: values.min,
    digestLength: Number(values.length),
    horizonDays: Number(values.horizon),
    quietFrom: values.quiet.split('-')[0] ?? '',
    quietUntil: values.quiet.split('-')[1] ?? '',
  }
}

/** A value as people read it. */
export function showSetting(key: string, value: string, locale: Locale): string {
  if (key === 'days') return showDays(value.split(',').map(Number), locale)
  const options = { lang: languages, own: yesNo, band: digestBands }[key]
  return options ? labelOf(options, value)[locale] : value
}
