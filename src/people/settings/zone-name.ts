import { isZone } from '../../chat/dates/zone.ts'
import { nearest } from '../../chat/verbs.ts'
import { problem, type Reading, tidy } from './reading.ts'

/** Cities people say that name no zone, and what Chinese speakers type. */
const cities: Record<string, string> = {
  北京: 'Asia/Shanghai',
  上海: 'Asia/Shanghai',
  广州: 'Asia/Shanghai',
  深圳: 'Asia/Shanghai',
  杭州: 'Asia/Shanghai',
  成都: 'Asia/Shanghai',
  中国: 'Asia/Shanghai',
  北京时间: 'Asia/Shanghai',
  beijing: 'Asia/Shanghai',
  shenzhen: 'Asia/Shanghai',
  china: 'Asia/Shanghai',
  香港: 'Asia/Hong_Kong',
  台北: 'Asia/Taipei',
  新加坡: 'Asia/Singapore',
  东京: 'Asia/Tokyo',
  首尔: 'Asia/Seoul',
  悉尼: 'Australia/Sydney',
  伦敦: 'Europe/London',
  巴黎: 'Europe/Paris',
  柏林: 'Europe/Berlin',
  法兰克福: 'Europe/Berlin',
  纽约: 'America/New_York',
  洛杉矶: 'America/Los_Angeles',
  旧金山: 'America/Los_Angeles',
  'san francisco': 'America/Los_Angeles',
  munich: 'Europe/Berlin',
  frankfurt: 'Europe/Berlin',
  mumbai: 'Asia/Kolkata',
}

let known: readonly string[] | undefined
/** Every zone this machine names; asking takes milliseconds, so it is asked once. */
const zones = (): readonly string[] => (known ??= [...Intl.supportedValuesOf('timeZone'), 'UTC'])

/** A named zone: `Europe/Berlin` in any case, or a city (`berlin`, `new york`, 上海). Otherwise the nearest name is offered. */
export function readZone(text: string): Reading {
  const typed = tidy(text)
  const lower = typed.toLowerCase()
  const spelled = zones().find(zone => zone.toLowerCase() === lower.replaceAll(' ', '_'))
  const city = cities[lower] ?? zones().find(zone => cityOf(zone) === lower.replaceAll('_', ' '))
  const value = spelled ?? city ?? (isZone(typed) ? typed : undefined)
  return value ? { value } : wrong(typed, suggestion(lower))
}

const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase()

/** The zone whose name, or whose city's name, is closest to what was typed. */
function suggestion(lower: string): string | undefined {
  const named = new Map(zones().map(zone => [zone.toLowerCase(), zone]))
  const near = nearest(lower, [...named.keys()])
  if (near) return named.get(near)
  const byCity = new Map([...Object.entries(cities), ...zones().map((zone): [string, string] => [cityOf(zone), zone])])
  const city = nearest(cityOf(lower), [...byCity.keys()])
  return city ? byCity.get(city) : undefined
}

function wrong(typed: string, near: string | undefined): Reading {
  const shown = typed.slice(0, 40)
  return problem(
    `I do not know the time zone “${shown}”.${near ? ` Did you mean ${near}?` : ' Write it like Europe/Berlin or Asia/Shanghai.'}`,
    `没有“${shown}”这个时区。${near ? `您是不是想写 ${near}？` : '请写成 Asia/Shanghai 或城市名，如“上海”。'}`,
  )
}
