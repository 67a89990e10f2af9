import { z } from 'zod'
import type { ActivityKind } from '../chat/feature.ts'
import type { Inline } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { clip } from '../tasks/task.ts'
import type { Question } from './questionnaire.ts'

const words = wording({
  en: {
    answered: (name: string, said: string) => `${name}: ${said}`,
    changed: (name: string, said: string) => `${name}, changed to: ${said}`,
    quote: (text: string) => `“${text}”`,
    between: ' · ',
    closed: (text: string) => `Told what was done about it: “${text}”`,
    closedQuietly: (text: string) => `Dealt with: “${text}”`,
    referral: (name: string) => `Recommended us to ${name}`,
    referred: (name: string) => `Came by recommendation of ${name}`,
  },
  'zh-CN': {
    answered: (name: string, said: string) => `${name}：${said}`,
    changed: (name: string, said: string) => `${name}，改为：${said}`,
    quote: (text: string) => `“${text}”`,
    between: ' · ',
    closed: (text: string) => `已告知客户处理结果：“${text}”`,
    closedQuietly: (text: string) => `已处理：“${text}”`,
    referral: (name: string) => `推荐了${name}`,
    referred: (name: string) => `由${name}推荐而来`,
  },
})

const worded = z.object({ en: z.string(), 'zh-CN': z.string() })
const said = z.union([
  z.object({ score: z.number(), of: z.number() }),
  z.object({ choice: worded }),
  z.object({ text: z.string() }),
])
const answered = z.object({ name: worded, said: z.array(said), changed: z.boolean() })
const closed = z.object({ text: z.string(), told: z.boolean() })
const named = z.object({ name: z.string() })

/** Enough to recognise it by; the whole is with the survey. */
const longestQuote = 500

/** One answer as the timeline keeps it. */
export function saidOf(question: Question, answer: number | string) {
  if (question.kind === 'score') return { score: Number(answer), of: question.to }
  if (question.kind === 'text') return { text: clip(String(answer), longestQuote) }
  const option = question.options.find(({ value }) => value === answer)
  return { choice: option?.label ?? { en: String(answer), 'zh-CN': String(answer) } }
}

/** How surveys and what came of them read on the timeline. */
export const surveyActivityKinds: readonly ActivityKind[] = [
  {
    kind: 'survey.answered',
    icon: '🗳️',
    describe(data, locale): Inline[] {
      const text = words(locale)
      const read = answered.parse(data)
      const parts = read.said.map(one => {
        if ('score' in one) return `${one.score}/${one.of}`
        return 'choice' in one ? one.choice[locale] : text.quote(one.text)
      })
      return [(read.changed ? text.changed : text.answered)(read.name[locale], parts.join(text.between))]
    },
  },
  {
    kind: 'survey.closed',
    icon: '🤝',
    describe(data, locale): Inline[] {
      const { text, told } = closed.parse(data)
      return [told ? words(locale).closed(clip(text, longestQuote)) : words(locale).closedQuietly(clip(text, longestQuote))]
    },
  },
  { kind: 'referral', icon: '💌', describe: (data, locale) => [words(locale).referral(named.parse(data).name)] },
  { kind: 'referred', icon: '💌', describe: (data, locale) => [words(locale).referred(named.parse(data).name)] },
]
