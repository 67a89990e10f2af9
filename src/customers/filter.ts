import type { Context } from '../chat/context.ts'
import type { FilterField } from '../chat/feature.ts'
import { nearest } from '../chat/verbs.ts'
import type { Prisma } from '../database/generated/client.ts'
import type { CustomField } from './custom/field.ts'
import { type CustomFilter, customFilter } from './custom/filters.ts'
import { activeFields } from './custom/store.ts'

/** `mine tag:vip at-risk`, read. */
export type Filter =
  | { kind: 'filter'; names: string[]; where: Prisma.Sql[]; order: Prisma.Sql | null; shown: CustomField[] }
  | { kind: 'unknown'; word: string; nearest: string | null }
  | { kind: 'argument'; word: string }

interface Term {
  field: FilterField
  word: string
  argument: string | null
}

/**
 * Reads the words of a list by the rooms' filter fields and the company's own; all terms must hold. Arguments may have spaces
 * (`tag:key account`). `shown`: own fields it asks for.
 */
export async function readFilter(context: Context, line: string): Promise<Filter> {
  const known: readonly (FilterField | CustomFilter)[] = [
    ...context.rooms.filterFields,
    ...(await activeFields(context.tx)).map(customFilter),
  ]
  const terms: Term[] = []
  for (const token of tokensOf(line)) {
    const [read, left] = readToken(known, token)
    const last = terms.at(-1)
    if (read.length) terms.push(...read)
    // `stage negotiation`, and the rest of `tag:key account`.
    else if (last && (last.argument !== null || last.field.where(context, null) === null))
      last.argument = last.argument === null ? left : `${last.argument} ${left}`
    else {
      return {
        kind: 'unknown',
        word: left,
        nearest: nearest(
          left,
          known.flatMap(each => [...each.words]),
        ),
      }
    }
  }
  const where: Prisma.Sql[] = []
  for (const { field, word, argument } of terms) {
    const condition = field.where(context, argument)
    if (!condition) return { kind: 'argument', word: argument === null ? word : `${word}:${argument}` }
    where.push(condition)
  }
  const order = terms.find(term => term.field.order)?.field.order ?? null
  const shown = terms.flatMap(({ field }) => ('field' in field ? [(field as CustomFilter).field] : []))
  return { kind: 'filter', names: terms.map(term => term.field.name), where, order, shown: [...new Set(shown)] }
}

/** Words, with quoted ones kept together and a space after a colon taken away. */
function tokensOf(line: string): string[] {
  const plain = line
    .slice(0, 300)
    .replace(/\s+/g, ' ')
    // `seats > 20` is `seats:>20`.
    .replace(/(?<=[\p{L}\p{N}_-])\s?(?:[:：=＝]\s?)?(>=|<=|[<>≥≤])\s?(?=[\d-])/gu, ':$1')
    .replace(/\s?(?<![<>])[:：=＝]\s?/g, ':')
  return [...plain.matchAll(/[^\s,，、:]*:["“”]([^"“”]*)["“”]|[^\s,，、]+/g)].map(([token]) => token.replace(/["“”]/g, ''))
}

/** One token's terms and what of it nobody knows: `tag:vip`, `mine`, or Chinese words without spaces (我的有风险). */
function readToken(fields: readonly FilterField[], token: string): [Term[], string] {
  const named = (word: string) => fields.find(field => field.words.includes(word.toLowerCase()))
  const colon = token.indexOf(':')
  if (colon > 0) {
    const word = token.slice(0, colon)
    const field = named(word)
    return field ? [[{ field, word, argument: token.slice(colon + 1) || null }], ''] : [[], token]
  }
  const field = named(token)
  if (field) return [[{ field, word: token, argument: null }], '']
  return readGlued(fields, token)
}

function readGlued(fields: readonly FilterField[], token: string): [Term[], string] {
  const terms: Term[] = []
  const words = fields.flatMap(field =>
    field.words.filter(word => /^\p{Script=Han}+$/u.test(word)).map(word => ({ field, word })),
  )
  let rest = token
  while (rest) {
    const next = words.filter(({ word }) => rest.startsWith(word)).toSorted((a, b) => b.word.length - a.word.length)[0]
    if (!next) return [[], token]
    terms.push({ ...next, argument: null })
    rest = rest.slice(next.word.length).replace(/^的/, '')
  }
  return [terms, '']
}
