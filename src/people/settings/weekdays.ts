import type { Locale } from '../../chat/wording.ts'
import { problem, type Reading, tidy } from './reading.ts'

const english = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const chinese = [...'一二三四五六日']
const allDays = [1, 2, 3, 4, 5, 6, 7]

/** Working days as ISO numbers `1,2,3,4,5`: mon-fri, sun-thu, mon,wed,fri, weekdays, daily, 周一至周五, 一三五, 每天. */
export function readDays(text: string): Reading {
  const typed = tidy(text).toLowerCase()
  if (['weekdays', 'workdays', '工作日'].includes(typed)) return { value: '1,2,3,4,5' }
  if (['daily', 'all', 'every day', 'everyday', '每天', '每日', '全周'].includes(typed)) return { value: allDays.join(',') }
  const days = new Set<number>()
  for (const piece of typed.replace(/\s*(-|–|—|~|至|到|\bto\b)\s*/g, '-').split(/[,，、;\s]+/)) {
    const found = piece && daysOf(piece)
    if (!found) return wrong(text)
    for (const day of found) days.add(day)
  }
  return days.size > 0 ? { value: [...days].sort().join(',') } : wrong(text)
}

/** One day, a span (which may pass over Sunday), or Chinese days run together (`周一三五`). */
function daysOf(piece: string): number[] | null {
  const [from, to, more] = piece.split('-')
  if (more !== undefined || !from) return null
  if (to !== undefined) {
    const [first, last] = [dayOf(from), dayOf(to)]
    return first && last ? allDays.map(step => ((first + step - 2) % 7) + 1).slice(0, ((last - first + 7) % 7) + 1) : null
  }
  const one = dayOf(from)
  if (one) return [one]
  const run = [...from.replace(/周|星期|礼拜/g, '')].map(dayOf)
  return run.length > 0 && run.every(day => day !== null) ? run : null
}

function dayOf(text: string): number | null {
  const bare = text.replace(/^(周|星期|礼拜)/, '').replace('天', '日')
  const index = chinese.indexOf(bare)
  if (index >= 0) return index + 1
  if (/^[1-7]$/.test(bare)) return Number(bare)
  const name = /^(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?$/.exec(bare)?.[1]
  return name ? english.indexOf(name) + 1 : null
}

function wrong(text: string): Reading {
  const shown = text.trim().slice(0, 40)
  return problem(
    `“${shown}” are no weekdays; write them like mon-fri or mon,wed.`,
    `看不懂“${shown}”，请写成“周一至周五”或“周一,周三”。`,
  )
}

/** Mon–Fri, Mon, Wed / 周一至周五, 周一、周三. */
export function showDays(days: readonly number[], locale: Locale): string {
  const names = locale === 'en' ? english.map(day => `${day[0]?.toUpperCase()}${day.slice(1)}`) : chinese.map(day => `周${day}`)
  const sorted = [...days].sort()
  const name = (day: number | undefined): string => names[(day ?? 1) - 1] ?? ''
  const unbroken = sorted.length > 2 && sorted.every((day, index) => day === (sorted[0] ?? 0) + index)
  if (unbroken) return `${name(sorted[0])}${locale === 'en' ? '–' : '至'}${name(sorted.at(-1))}`
  return sorted.map(name).join(locale === 'en' ? ', ' : '、')
}
