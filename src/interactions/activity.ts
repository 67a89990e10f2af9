import type { ActivityKind } from '../chat/feature.ts'
import type { Inline } from '../chat/message.ts'
import { wording } from '../chat/wording.ts'
import { clip } from '../tasks/task.ts'
import { messageLink } from './message-link.ts'
import { kindIcon, kindName, sentimentName } from './words.ts'

const words = wording({
  en: {
    undone: (kind: string) => `${kind}, undone`,
    edited: 'Log edited',
    taken: (kind: string) => `Log undone (${kind})`,
  },
  'zh-CN': {
    undone: (kind: string) => `${kind}（已撤销）`,
    edited: '修改了跟进',
    taken: (kind: string) => `撤销了跟进（${kind}）`,
  },
})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Logs on the customer's timeline. */
export const interactionActivityKinds: readonly ActivityKind[] = [
  {
    kind: 'interaction',
    icon: '💬',
    describe(data, locale): Inline[] {
      const kind = textOf(data.kind)
      const name = `${kindIcon(kind)} ${kindName(kind, locale)}`
      if (data.undone === true) return [words(locale).undone(name)]
      const mood = textOf(data.sentiment)
      const shown = mood && mood !== 'neutral' ? ` (${sentimentName(mood, locale)})` : ''
      const line = `${name}${shown}${locale === 'en' ? ': ' : '：'}${clip(textOf(data.note), 300)}`
      return [line, ...messageLink(textOf(data.link), locale)]
    },
  },
  { kind: 'interaction.edited', icon: '✏️', describe: (_, locale) => [words(locale).edited] },
  {
    kind: 'interaction.undone',
    icon: '↩️',
    describe: (data, locale) => [words(locale).taken(kindName(textOf(data.kind), locale))],
  },
]
