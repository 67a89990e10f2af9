import { takePerson } from '../../chat/mention.ts'
import { plainSpaces } from '../../chat/verbs.ts'
import { comparable } from '../../customers/custom/field.ts'
import { unquoted } from '../../customers/query.ts'
import type { Questionnaire } from '../questionnaire.ts'
import { namesOf } from '../questionnaires.ts'

/** What a line about asking says. */
export interface SendLine {
  /** A customer, a segment or a filter, as typed; empty: none. */
  who: string
  questionnaire: Questionnaire | null
  /** The one person mentioned. */
  person: string | null
  /** A second one is mentioned. */
  isForTwo: boolean
}

/**
 * Reads `acme nps`, `nps acme`, `nps to acme`, `知客的nps`, `发给知客，推荐意愿`: the longest ending, else the longest beginning, that names one of
 * the questionnaires, in quotes or not, is the questionnaire; the rest is whom. Pure.
 */
export function readSendLine(line: string, questionnaires: readonly Questionnaire[]): SendLine {
  const first = takePerson(line)
  const second = takePerson(first.rest)
  const text = plainSpaces(second.rest)
  const names = new Map(questionnaires.flatMap(each => namesOf(each).map(name => [name, each] as const)))
  const named = (from: number, to: number): Questionnaire | null => names.get(comparable(unquoted(text.slice(from, to)))) ?? null
  const cuts = Array.from({ length: text.length + 1 }, (_, at) => at).filter(at => isEdge(text, at))
  const ending = cuts.find(at => named(at, text.length))
  const beginning = cuts.findLast(at => named(0, at))
  const { who, questionnaire } =
    ending !== undefined
      ? { who: text.slice(0, ending), questionnaire: named(ending, text.length) }
      : beginning !== undefined
        ? { who: text.slice(beginning), questionnaire: named(0, beginning) }
        : { who: text, questionnaire: null }
  return { who: bare(who), questionnaire, person: first.ref, isForTwo: second.ref !== null }
}

/** Where one name may end and another begin: at spaces, punctuation and quotes, and where Chinese runs on. */
const isEdge = (text: string, at: number): boolean =>
  at === 0 ||
  at === text.length ||
  /[\s,，、:："“”「」]/u.test(text.slice(at - 1, at + 1)) ||
  /\p{Script=Han}/u.test(text.slice(at - 1, at + 1))

/** Without the words that lead to a name. */
const bare = (who: string): string =>
  who
    .replace(/^[\s,，、:：]+/u, '')
    .replace(/^(?:(?:to|for)\s+|发?给\s*|向\s+)/iu, '')
    .replace(/[\s,，、:：]+$/u, '')

/** Whether a line looks as if it meant many customers, whom it takes seconds to look at. */
export const isForMany = (line: string): boolean => /[:：=<>]|所有|全部|群发|\ball\b/iu.test(line)

/** What a line says beyond a customer's name, if it says anything. */
export const leftOver = (rest: string): string => (/^[\s\p{P}]*的?[\s\p{P}]*$/u.test(rest) ? '' : rest)
