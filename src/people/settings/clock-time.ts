import { problem, type Reading, tidy } from './reading.ts'

/** A time of day as `HH:MM`: 9, 9:00, 09.30, 9am, 2:30 pm, 9点, 9点半, 下午2点15分. */
export function readTime(text: string): Reading {
  const typed = tidy(text).toLowerCase()
  const match = /^(上午|早上|早|下午|晚上)?\s*(\d{1,2})(?:[:.时点](\d{1,2}|半)?分?)?\s*(am|pm)?$/.exec(typed)
  if (!match) return wrong(text)
  const late = match[1] === '下午' || match[1] === '晚上' || match[4] === 'pm'
  const hour = Number(match[2])
  const minute = match[3] === '半' ? 30 : Number(match[3] ?? 0)
  const halfDay = match[1] !== undefined || match[4] !== undefined
  const hour24 = late && hour < 12 ? hour + 12 : match[4] === 'am' && hour === 12 ? 0 : hour
  if (hour24 > 23 || minute > 59 || (halfDay && match[4] !== undefined && (hour < 1 || hour > 12))) return wrong(text)
  return { value: `${String(hour24).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
}

/** From when until when customers are left alone, as `HH:MM-HH:MM`: 18:00-09:00, 6pm to 9am, 晚上8点到早上9点. The same time twice: never. */
export function readQuietHours(text: string): Reading {
  const halves = text.split(/\s*(?:-|–|—|~|～|至|到|\bto\b|\buntil\b)\s*/i)
  const read = halves.map(readTime)
  const [from, until] = read.map(one => ('value' in one ? one.value : null))
  if (read.length === 2 && from && until) return { value: `${from}-${until}` }
  const shown = text.trim().slice(0, 40)
  return problem(
    `“${shown}” is no span of hours; write it like 18:00-09:00.`,
    `“${shown}”不是有效的时段，请写成 18:00-09:00 这样。`,
  )
}

function wrong(text: string): Reading {
  const shown = text.trim().slice(0, 40)
  return problem(`“${shown}” is no time of day; write it like 09:00.`, `“${shown}”不是有效的时间，请写成 09:00 这样。`)
}
