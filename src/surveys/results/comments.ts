import type { Context } from '../../chat/context.ts'
import { type Mood, moodOf } from '../questionnaire.ts'
import { folded, patternOf, type Theme, tellingSentence } from '../themes/match.ts'
import { answeredIn, surveysWithCustomer } from './read.ts'
import type { Asked } from './scope.ts'

/** Comments that are looked at, the latest ones. */
export const mostComments = 5_000

export interface Comment {
  customerId: number
  customer: string
  comment: string
  score: number | null
}

/** Cost: the answers of the period, and the words of those with a comment. */
export function readComments({ tx }: Context, { names, period }: Asked): Promise<Comment[]> {
  return tx.$queryRaw`
    SELECT c."id" AS "customerId", c."name" AS customer, s."comment", s."score"
    FROM ${surveysWithCustomer}
    WHERE ${names} AND ${answeredIn(period)} AND s."comment" IS NOT NULL AND s."comment" <> ''
    ORDER BY s."answeredAt" DESC, s."id" DESC LIMIT ${mostComments + 1}`
}

/** A customer's own words. */
export interface Quote {
  customer: string
  text: string
  mood: Mood
}

export interface ThemeCount {
  name: string
  comments: number
  unhappy: number
  content: number
  quotes: Quote[]
}

const quotesEach = 2

/**
 * How many comments speak of each theme, each counted once in it, the most frequent first; and how many speak of none. Quotes are the
 * latest, of different customers; where both moods are there, one of each. Pure.
 */
export function countThemes(
  questionnaire: Asked['questionnaire'],
  themes: readonly Theme[],
  comments: readonly Comment[],
): { themes: ThemeCount[]; without: number } {
  const read = comments.map(({ customer, comment, score }) => ({
    customer,
    comment,
    plain: folded(comment),
    mood: score === null ? ('neutral' as const) : moodOf(questionnaire, score),
  }))
  const told = new Set<(typeof read)[number]>()
  const counted = themes.map(theme => {
    const pattern = patternOf(theme)
    const about = read.filter(({ plain }) => pattern.test(plain))
    for (const comment of about) told.add(comment)
    const count = (mood: Mood) => about.filter(one => one.mood === mood).length
    return {
      name: theme.name,
      comments: about.length,
      unhappy: count('unhappy'),
      content: count('content'),
      quotes: chosen(about).map(({ customer, comment, mood }) => ({ customer, text: tellingSentence(comment, pattern), mood })),
    }
  })
  const some = counted.filter(({ comments: count }) => count > 0).toSorted((one, other) => other.comments - one.comments)
  return { themes: some, without: comments.length - told.size }
}

function chosen<T extends Pick<Quote, 'customer' | 'mood'>>(comments: readonly T[]): T[] {
  const unhappy = comments.find(({ mood }) => mood === 'unhappy')
  const content = comments.find(({ mood, customer }) => mood === 'content' && customer !== unhappy?.customer)
  const first = [unhappy, content].flatMap(comment => comment ?? [])
  const others = comments.filter(({ customer }) => first.every(one => one.customer !== customer))
  return [...first, ...others].slice(0, quotesEach)
}
