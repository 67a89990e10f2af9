import { formatDate } from '../chat/dates/format.ts'
import type { ActivityKind } from '../chat/feature.ts'
import { wording } from '../chat/wording.ts'
import { outcomeText } from './outcome.ts'
import { clip } from './task.ts'

const words = wording({
  en: {
    created: (title: string, day: string) => `Task: ${title}${day ? ` (due ${day})` : ''}`,
    done: (title: string, outcome: string) => `Task done: ${title}${outcome ? ` (${outcome})` : ''}`,
    snoozed: (title: string, until: string) => `Task snoozed${until ? ` until ${until}` : ''}: ${title}`,
    reassigned: (title: string, to: string) => `Task given to ${to}: ${title}`,
    dropped: (title: string) => `Task taken back: ${title}`,
  },
  'zh-CN': {
    created: (title: string, day: string) => `新任务：${title}${day ? `（${day}到期）` : ''}`,
    done: (title: string, outcome: string) => `完成任务：${title}${outcome ? `（${outcome}）` : ''}`,
    snoozed: (title: string, until: string) => `任务推迟${until ? `到 ${until}` : ''}：${title}`,
    reassigned: (title: string, to: string) => `任务转交给 ${to}：${title}`,
    dropped: (title: string) => `任务已撤销：${title}`,
  },
})

const textOf = (value: unknown): string => (typeof value === 'string' ? clip(value, 200) : '')

/** What happened to tasks, on the customer's timeline. */
export const taskActivityKinds: readonly ActivityKind[] = [
  {
    kind: 'task.created',
    icon: '📌',
    describe: (data, locale) => [words(locale).created(textOf(data.title), day(data.dueOn, locale))],
  },
  {
    kind: 'task.done',
    icon: '✅',
    describe: (data, locale) => [words(locale).done(textOf(data.title), clip(outcomeText(textOf(data.outcome), locale), 200))],
  },
  {
    kind: 'task.snoozed',
    icon: '💤',
    describe: (data, locale) => [words(locale).snoozed(textOf(data.title), day(textOf(data.until).slice(0, 10), locale))],
  },
  {
    kind: 'task.reassigned',
    icon: '👉',
    describe: (data, locale) => [words(locale).reassigned(textOf(data.title), textOf(data.to))],
  },
  { kind: 'task.dropped', icon: '↩️', describe: (data, locale) => [words(locale).dropped(textOf(data.title))] },
]

function day(value: unknown, locale: 'en' | 'zh-CN'): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value, locale, 'UTC', 'short') : ''
}
