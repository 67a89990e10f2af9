import type { Worded } from '../../chat/wording.ts'
import { comparable } from '../../customers/custom/field.ts'
import { cleanText } from '../../customers/fields.ts'
import { quotedText } from '../../customers/filter/print.ts'
import { unquoted } from '../../customers/query.ts'
import { rfmOptions } from '../rfm/filters.ts'
import type { Effects } from './effects.ts'

/** A segment of a team's own. */
export interface Segment {
  id: number
  teamId: number
  name: string
  filter: string
  onEnter: Effects
  onExit: Effects
  createdById: number | null
  version: number
  brokenAt: Date | null
}

export const longestName = 60
/** Each is looked at for every customer who changes. */
export const mostSegments = 100

/** A name as it is kept; null: it is none. */
export function readName(typed: string): string | null {
  const name = cleanText(unquoted(typed))
  return comparable(name) && [...name].length <= longestName ? name : null
}

/** Names that the RFM segments have. */
export const isTaken = (name: string): boolean =>
  rfmOptions.some(({ words }) => words.some(word => comparable(word) === comparable(name)))

/** How its members are asked for: `segment:"满意客户"`. */
export const askedBy = (name: string): Worded => {
  const value = /^[\p{L}\p{N}_]+$/u.test(name) ? name : quotedText(name)
  return { en: `segment:${value}`, 'zh-CN': `分群：${value}` }
}
