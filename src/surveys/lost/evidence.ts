import { z } from 'zod'
import type { Team } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { isLocalDate, type LocalDate } from '../../chat/dates/zone.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { traitNames } from './trait.ts'

const words = wording({
  en: {
    counts: (left: number, allLeft: number, stayed: number, allStayed: number, from: string, to: string) =>
      `${left} of the ${allLeft} customers who left, and ${stayed} of the ${allStayed} who stayed (${from} – ${to})`,
    shared: 'It is shared by those who left; that does not say that it is why they left.',
  },
  'zh-CN': {
    counts: (left: number, allLeft: number, stayed: number, allStayed: number, from: string, to: string) =>
      `${allLeft} 位流失客户中有 ${left} 位，${allStayed} 位留存客户中有 ${stayed} 位（${from}至${to}）`,
    shared: '这是流失客户的共同特征，不代表就是流失原因。',
  },
})

const count = z.int32().min(0)
const day = z.string().refine(isLocalDate)
/** A finding as a button carries it: the trait, and what it was found by. */
export const traitShape = z.strictObject({
  teamId: z.int32(),
  trait: z.enum(traitNames),
  value: z.string().min(1).max(400),
  label: z.string().min(1).max(400),
  from: day,
  last: day,
  /** Who left with it, of how many; who stayed with it, of how many. */
  counts: z.tuple([count, count, count, count]),
})
export type Trait = z.infer<typeof traitShape>

/** How many who left had it, and how many who stayed. */
export function countsText({ counts, from, last }: Trait, locale: Locale, { zone }: Team): string {
  const shown = (date: LocalDate): string => formatDate(date, locale, zone)
  return words(locale).counts(...counts, shown(from), shown(last))
}

/** What must be said with it. */
export const sharedText = (locale: Locale): string => words(locale).shared
