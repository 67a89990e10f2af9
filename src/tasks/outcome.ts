import { type Locale, wording } from '../chat/wording.ts'

/** How a task ended. Kept as the code, with what was written after it: `reached: she renews`. */
export const results = ['reached', 'no-answer', 'solved', 'not-relevant'] as const
export type Result = (typeof results)[number]

export interface Outcome {
  result: Result | null
  text: string
}

export const resultWords = wording({
  en: { reached: 'Reached', 'no-answer': 'No answer', solved: 'Solved', 'not-relevant': 'Not relevant any more' },
  'zh-CN': { reached: '已联系上', 'no-answer': '没联系上', solved: '已解决', 'not-relevant': '不再需要' },
})

const said: readonly [RegExp, Result][] = [
  [/^(?:no answer|not reached|unreachable|voicemail|no reply)(?![\p{L}\p{N}])/iu, 'no-answer'],
  [/^(?:not relevant(?: any ?more)?|no longer relevant|irrelevant|obsolete)(?![\p{L}\p{N}])/iu, 'not-relevant'],
  [/^(?:reached|got through|spoke to (?:them|her|him))(?![\p{L}\p{N}])/iu, 'reached'],
  [/^(?:solved|resolved|fixed)(?![\p{L}\p{N}])/iu, 'solved'],
  [/^(?:没联系上|没有联系上|联系不上|未联系上|没接通?|未接通?|无人接听|没人接|没回复)/u, 'no-answer'],
  [/^(?:不再需要|不需要了?|无关|不相关|不用了)/u, 'not-relevant'],
  [/^(?:已联系上?|联系上了?|已接通|打通了)/u, 'reached'],
  [/^(?:已解决|解决了|搞定了?)/u, 'solved'],
]

/** Reads `reached, she renews` or `已联系，下月续约`: a result's words first, what is left is the text. */
export function readOutcome(typed: string): Outcome {
  const text = typed.trim()
  for (const [pattern, result] of said) {
    const match = pattern.exec(text)
    if (match) return { result, text: text.slice(match[0].length).replace(/^[\s,，.。;；:：、-]+/, '') }
  }
  return { result: null, text }
}

/** What the outcome column holds; null when nothing was said. */
export function storedOutcome({ result, text }: Outcome): string | null {
  if (!result) return text || null
  return text ? `${result}: ${text}` : result
}

/** A stored outcome for people. */
export function outcomeText(stored: string, locale: Locale): string {
  const result = results.find(code => stored === code || stored.startsWith(`${code}: `))
  if (!result) return stored
  const text = stored.slice(result.length + 2)
  const word = resultWords(locale)[result]
  return text ? `${word}${locale === 'en' ? ': ' : '，'}${text}` : word
}
