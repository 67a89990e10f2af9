import { type Locale, wording } from '../../chat/wording.ts'
import type { AskedCount } from './read.ts'

const words = wording({
  en: {
    channel: 'shared channel',
    person: 'direct message',
    email: 'e-mail',
    slack: 'Slack',
    wecom: 'WeCom',
    kf: 'WeChat',
    on: (platform: string, way: string) => `${way} in ${platform}`,
  },
  'zh-CN': {
    channel: '共享频道',
    person: '私信',
    email: '邮件',
    slack: 'Slack',
    wecom: '企业微信',
    kf: '微信客服',
    on: (platform: string, way: string) => `${platform} ${way}`,
  },
})

/** A way to customers in people's words: `shared channel`, `direct message`, `e-mail`. `several`: ways of more than one platform are named together. */
export function channelText(
  { platform, targetKind }: Pick<AskedCount, 'platform' | 'targetKind'>,
  locale: Locale,
  several = false,
): string {
  const text = words(locale)
  if (platform === 'email') return text.email
  if (platform === 'wecom-kf') return text.kf
  const way = targetKind === 'channel' ? text.channel : text.person
  const name = platform === 'slack' || platform === 'wecom' ? text[platform] : platform
  return several ? text.on(name, way) : way
}

/** Whether ways of more than one chat platform are among these, so that their names are needed. */
export const isSeveral = (ways: readonly Pick<AskedCount, 'platform'>[]): boolean =>
  new Set(ways.map(({ platform }) => platform).filter(platform => platform !== 'email' && platform !== 'wecom-kf')).size > 1

export interface Rate {
  name: string
  reached: number
  answered: number
}

/** By the way it went. */
export function byChannel(counts: readonly AskedCount[], locale: Locale): Rate[] {
  const several = isSeveral(counts)
  return summed(counts, count => channelText(count, locale, several)).toSorted((a, b) => b.reached - a.reached)
}

/** First hours of the day's bands, the last one until midnight. */
const bands = [0, 9, 12, 14, 18] as const

/** By the hour it went out. */
export function byHour(counts: readonly AskedCount[]): Rate[] {
  const nameOf = ({ hour }: AskedCount): string => {
    const from = bands.findLast(first => first <= (hour ?? 0)) ?? 0
    return `${clock(from)}–${clock(bands.find(first => first > from) ?? 24)}`
  }
  return summed(
    counts.filter(({ hour }) => hour !== null),
    nameOf,
  ).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

function summed(counts: readonly AskedCount[], nameOf: (count: AskedCount) => string): Rate[] {
  const rates = new Map<string, Rate>()
  for (const count of counts) {
    const name = nameOf(count)
    const { reached, answered } = rates.get(name) ?? { reached: 0, answered: 0 }
    rates.set(name, { name, reached: reached + count.reached, answered: answered + count.answered })
  }
  return [...rates.values()].filter(({ reached }) => reached > 0)
}
