import type { Member } from '../../database/generated/client.ts'
import { readTime } from './clock-time.ts'
import type { Setting } from './reading.ts'
import { readDays } from './weekdays.ts'
import { languages, readOption } from './words.ts'
import { readZone } from './zone-name.ts'

export const ownKeys = ['time', 'days', 'lang', 'zone'] as const
export type OwnKey = (typeof ownKeys)[number]
/** What a person settled for themselves, in normal form as text. */
export type OwnValues = Record<OwnKey, string>

export const ownSettings: readonly Setting<OwnKey>[] = [
  {
    key: 'time',
    words: ['time', 'remind', 'at', '时间', '提醒', '提醒时间'],
    label: { en: 'Remind me at', 'zh-CN': '每天提醒时间' },
    hint: { en: 'Your local time, like 09:00', 'zh-CN': '您当地的时间，例如 09:00' },
    read: readTime,
  },
  { key: 'days', words: ['days', 'workdays', '工作日'], label: { en: 'My working days', 'zh-CN': '我的工作日' }, read: readDays },
  {
    key: 'lang',
    words: ['lang', 'language', 'locale', '语言'],
    label: { en: 'My language', 'zh-CN': '我的语言' },
    read: text => readOption(languages, text),
  },
  {
    key: 'zone',
    words: ['zone', 'tz', 'timezone', '时区'],
    label: { en: 'My time zone', 'zh-CN': '我的时区' },
    hint: { en: 'Like Europe/Berlin, or a city', 'zh-CN': '例如 Asia/Shanghai，或城市名' },
    read: readZone,
  },
]

export function ownValues(member: Member): OwnValues {
  return { time: member.remindAt, days: [...member.workdays].sort().join(','), lang: member.locale, zone: member.zone }
}

/** The columns of a member. */
export function ownColumns(values: OwnValues): Pick<Member, 'remindAt' | 'workdays' | 'locale' | 'zone'> {
  return { remindAt: values.time, workdays: values.days.split(',').map(Number), locale: values.lang, zone: values.zone }
}
