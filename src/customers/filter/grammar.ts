import type { FilterField } from '../../chat/filter-field.ts'
import { nearest } from '../../chat/verbs.ts'
import type { Comparison, Expression, FilterProblem, Operator, Term, Value } from './expression.ts'
import type { Token } from './tokens.ts'
import { readDay, readValue } from './values.ts'
import type { Keyword, Vocabulary } from './vocabulary.ts'

/** Thrown and caught in this file alone: a problem ends the reading wherever it is found. */
class Problem extends Error {
  readonly problem: FilterProblem
  constructor(problem: FilterProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

type Word = Extract<Token, { kind: 'word' }>

/**
 * Reads tokens as a filter. `or` binds least, then `and` (which may be left out: conditions side by side all hold), then `not`.
 * Pure.
 */
export function readExpression(tokens: readonly Token[], vocabulary: Vocabulary): Expression | FilterProblem {
  try {
    return new Reader(tokens, vocabulary).whole()
  } catch (error) {
    if (error instanceof Problem) return error.problem
    throw error
  }
}

class Reader {
  readonly #tokens: readonly Token[]
  readonly #vocabulary: Vocabulary
  #at = 0

  constructor(tokens: readonly Token[], vocabulary: Vocabulary) {
    this.#tokens = tokens
    this.#vocabulary = vocabulary
  }

  whole(): Expression {
    this.#commas()
    if (!this.#next()) throw new Problem({ kind: 'empty' })
    const expression = this.#either()
    const left = this.#next()
    if (!left) return expression
    throw new Problem(left.kind === 'close' ? { kind: 'parenthesis', word: ')' } : { kind: 'dangling', word: textOf(left) })
  }

  #next = (ahead = 0): Token | undefined => this.#tokens[this.#at + ahead]

  #commas(): void {
    while (this.#next()?.kind === 'comma') this.#at += 1
  }

  #keyword(ahead = 0): Keyword | undefined {
    const token = this.#next(ahead)
    return token?.kind === 'word' && !token.quoted ? this.#vocabulary.keywordOf(token.text) : undefined
  }

  #either(): Expression {
    const parts = [this.#all()]
    while (this.#keyword() === 'or') {
      this.#at += 1
      parts.push(this.#all())
    }
    return joined('or', parts)
  }

  #all(): Expression {
    const parts = [this.#one()]
    for (;;) {
      this.#commas()
      if (this.#keyword() === 'and') this.#at += 1
      else if (!this.#begins()) return joined('and', parts)
      parts.push(this.#one())
    }
  }

  /** Whether what comes next is another condition. */
  #begins(): boolean {
    const kind = this.#next()?.kind
    return kind === 'open' || (kind === 'word' && this.#keyword() !== 'or')
  }

  #one(): Expression {
    this.#commas()
    const token = this.#next()
    if (this.#keyword() === 'not') {
      this.#at += 1
      return { kind: 'not', part: this.#one() }
    }
    if (token?.kind === 'open') return this.#enclosed()
    if (token?.kind === 'word' && !this.#keyword()) return this.#term(token)
    if (token?.kind === 'close' && this.#tokens[this.#at - 1]?.kind !== 'word')
      throw new Problem({ kind: 'parenthesis', word: ')' })
    throw new Problem({
      kind: 'dangling',
      word: textOf(token?.kind === 'operator' ? token : (this.#tokens[this.#at - 1] ?? token)),
    })
  }

  #enclosed(): Expression {
    this.#at += 1
    const inside = this.#either()
    this.#commas()
    if (this.#next()?.kind !== 'close') throw new Problem({ kind: 'parenthesis', word: '(' })
    this.#at += 1
    return inside
  }

  #term(word: Word): Expression {
    const field = this.#vocabulary.fieldOf(word.text)
    if (!field) throw new Problem({ kind: 'unknown', word: word.text, nearest: nearest(word.text, this.#vocabulary.words) })
    this.#at += 1
    const sign = this.#sign()
    if (field.type === 'flag') {
      if (sign) throw new Problem({ kind: 'operator', word: `${word.text}${sign.text}${textOf(this.#next())}`, field })
      return { kind: 'term', field }
    }
    const words = this.#valueWords(field.type === 'last')
    if (words.length === 0) throw new Problem({ kind: 'incomplete', word: `${word.text}${sign?.text ?? ''}`, field })
    const operator = sign?.operator ?? '='
    const isEqual = operator === '=' || operator === '!='
    if (!isEqual && (field.type === 'text' || (field.type === 'choice' && !field.ranked)))
      throw new Problem({ kind: 'operator', word: `${word.text}${sign?.text ?? ''}`, field })
    if (field.type !== 'last') return { kind: 'term', field, comparison: this.#comparison(word.text, field, operator, words) }
    if (!isEqual) throw new Problem({ kind: 'incomplete', word: `${word.text}${sign?.text ?? ''}`, field })
    const term = this.#happened(word.text, field, words)
    return operator === '=' ? term : { kind: 'not', part: term }
  }

  #sign(): Extract<Token, { kind: 'operator' }> | undefined {
    const token = this.#next()
    if (token?.kind !== 'operator') return undefined
    this.#at += 1
    return token
  }

  /**
   * What may belong to the value: after a sign the next word, whatever it is, and all that follow up to a word that means something
   * else. A text in quotes stands by itself, and a word before a sign is a field, unless (`isSubject`) the sign follows the value. The place
   * stays before them.
   */
  #valueWords(isSubject = false): Word[] {
    const isAfterSign = this.#tokens[this.#at - 1]?.kind === 'operator'
    const words: Word[] = []
    for (let ahead = 0; ; ahead++) {
      const token = this.#next(ahead)
      if (token?.kind !== 'word' || this.#keyword(ahead)) return words
      const isMeant = ahead === 0 && (isAfterSign || token.quoted)
      const isBeforeSign = this.#next(ahead + 1)?.kind === 'operator'
      if (!isMeant && (token.quoted || this.#vocabulary.fieldOf(token.text) || (isBeforeSign && !isSubject))) return words
      words.push(token)
      if (token.quoted || isBeforeSign) return words
    }
  }

  #comparison(word: string, field: FilterField, operator: Operator, words: readonly Word[]): Comparison {
    const value = this.#value(words, (text, quoted) => readValue(field, operator, text, quoted))
    if (value) return { operator, value }
    const typed = words[0]?.text ?? ''
    const asked = `${word}${operator === '=' ? ':' : operator}`
    throw new Problem({ kind: 'value', word: `${asked}${typed}`, field, nearest: nearestOption(field, asked, typed) })
  }

  /** `event:login`, `event:login<28d`: what happened, and when. */
  #happened(word: string, field: FilterField, words: readonly Word[]): Term {
    this.#at += words.length
    const subject = words.map(each => each.text).join(' ')
    const sign = this.#sign()
    if (!sign) return { kind: 'term', field, subject }
    const when = this.#valueWords()
    const typed = `${word}:${subject}${sign.text}${when[0]?.text ?? ''}`
    if (when.length === 0) throw new Problem({ kind: 'incomplete', word: typed, field })
    const value = this.#value(when, text => readDay(text, 'past'))
    if (!value) throw new Problem({ kind: 'value', word: typed, field, nearest: null })
    return { kind: 'term', field, subject, comparison: { operator: sign.operator, value } }
  }

  /** The longest beginning of the words that is a value; what is left is read on. */
  #value(words: readonly Word[], read: (text: string, quoted: boolean) => Value | null): Value | null {
    for (let count = words.length; count > 0; count--) {
      const text = words.slice(0, count).map(each => each.text)
      const value = read(text.join(' '), words[0]?.quoted ?? false)
      if (!value) continue
      this.#at += count
      return value
    }
    return null
  }
}

/** The condition that was probably meant. */
function nearestOption(field: FilterField, asked: string, typed: string): string | null {
  const near =
    field.type === 'choice'
      ? nearest(
          typed,
          field.options.flatMap(option => [...option.words]),
        )
      : null
  return near === null ? null : `${asked}${/\s/.test(near) ? `"${near}"` : near}`
}

const joined = (kind: 'and' | 'or', parts: readonly Expression[]): Expression => {
  const [only] = parts
  return parts.length === 1 && only ? only : { kind, parts }
}

function textOf(token: Token | undefined): string {
  if (token?.kind === 'word' || token?.kind === 'operator') return token.text
  return token?.kind === 'comma' ? ',' : token?.kind === 'open' ? '(' : token?.kind === 'close' ? ')' : ''
}
