import type { Contributions } from '../../chat/contributions.ts'
import type { FilterContext, FilterField } from '../../chat/filter-field.ts'
import type { Prisma } from '../../database/generated/client.ts'
import { type Expression, type FilterProblem, type Term, termsOf } from './expression.ts'
import { readExpression } from './grammar.ts'
import { conditionOf } from './sql.ts'
import { tokensOf } from './tokens.ts'
import { cutTokens, type Vocabulary, vocabularyOf } from './vocabulary.ts'

/** Each condition is looked up for every customer: enough for people, not for a machine that writes thousands. */
const mostTerms = 30
export const longestFilter = 500

export interface Filter {
  kind: 'filter'
  expression: Expression
  /** Condition on the customer `c`. */
  where: Prisma.Sql
  vocabulary: Vocabulary
}

export type FilterRead = Filter | { kind: 'problem'; problem: FilterProblem }

type Asked = FilterContext & { rooms: Pick<Contributions, 'filterFields' | 'filterSources'> }

/** Everything customers can be filtered by here: the rooms' fields, then those that records of the company make. */
export async function filterFields(context: Asked): Promise<FilterField[]> {
  const made = await Promise.all(context.rooms.filterSources.map(source => source(context)))
  return [...context.rooms.filterFields, ...made.flat()]
}

/** Reads a filter by everything there is to filter by. */
export async function readFilter(context: Asked, line: string): Promise<FilterRead> {
  return readFilterWith(context, vocabularyOf(await filterFields(context)), line)
}

/** The same with words that were looked up before. Where nobody asks, what depends on who asks is a problem. */
export function readFilterWith(context: FilterContext, vocabulary: Vocabulary, line: string): FilterRead {
  if (line.length > longestFilter) return { kind: 'problem', problem: { kind: 'too-long', most: longestFilter } }
  const tokens = tokensOf(line)
  if ('kind' in tokens) return { kind: 'problem', problem: tokens }
  const expression = readExpression(cutTokens(tokens, vocabulary), vocabulary)
  const problem = isProblem(expression) ? expression : problemOf(context, expression)
  if (problem || isProblem(expression)) return { kind: 'problem', problem: problem ?? { kind: 'empty' } }
  return { kind: 'filter', expression, where: conditionOf(context, expression), vocabulary }
}

const isProblem = (read: Expression | FilterProblem): read is FilterProblem => !['term', 'and', 'or', 'not'].includes(read.kind)

function problemOf({ actor }: FilterContext, expression: Expression): FilterProblem | null {
  const terms = termsOf(expression)
  if (terms.length > mostTerms) return { kind: 'too-many', most: mostTerms }
  const personal = actor === null ? terms.find(isPersonal) : undefined
  const value = personal?.comparison?.value
  return personal ? { kind: 'personal', field: personal.field, text: value?.kind === 'text' ? value.text : '' } : null
}

const isPersonal = ({ field, comparison }: Term): boolean => {
  if (field.type === 'flag') return field.personal ?? false
  const value = comparison?.value
  return field.type === 'text' && value?.kind === 'text' && (field.personal?.(value.text) ?? false)
}
