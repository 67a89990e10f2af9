import type { ActivityKind } from '../chat/feature.ts'
import { type Locale, wording } from '../chat/wording.ts'
import { edited } from './activity.ts'

const words = wording({
  en: {
    created: 'Put on record',
    stage: (before: string, after: string) => `Stage: ${before} → ${after}`,
    owner: (before: string, after: string) => `Owner: ${before} → ${after}`,
    contact: (name: string) => `New contact: ${name}`,
    left: (reason: string) => `Left: ${reason}`,
    back: 'Came back',
    optedOut: 'Asked not to be asked again',
    optedIn: 'May be asked again, they said',
    edited: 'Record changed',
    none: 'none',
  },
  'zh-CN': {
    created: '建档',
    stage: (before: string, after: string) => `阶段：${before} → ${after}`,
    owner: (before: string, after: string) => `负责人：${before} → ${after}`,
    contact: (name: string) => `新增联系人：${name}`,
    left: (reason: string) => `已流失：${reason}`,
    back: '客户回归',
    optedOut: '客户要求不再打扰',
    optedIn: '客户同意可以再次询问',
    edited: '资料有变动',
    none: '无',
  },
})

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' && value ? value : otherwise)

const kind = (name: string, icon: string, describe: (data: Record<string, unknown>, locale: Locale) => string): ActivityKind => ({
  kind: name,
  icon,
  describe: (data, locale) => [describe(data, locale)],
})

/** How this room's activities read on the timeline. */
export const customerActivityKinds: readonly ActivityKind[] = [
  kind('created', '🆕', (_data, locale) => words(locale).created),
  kind('stage', '🔀', ({ before, after }, locale) =>
    words(locale).stage(textOf(before, words(locale).none), textOf(after, words(locale).none)),
  ),
  kind('owner', '👤', ({ before, after }, locale) =>
    words(locale).owner(textOf(before, words(locale).none), textOf(after, words(locale).none)),
  ),
  kind('contact', '📇', ({ name }, locale) => words(locale).contact(textOf(name, '–'))),
  kind('left', '👋', ({ reason }, locale) => words(locale).left(textOf(reason, '–'))),
  kind('back', '🎉', (_data, locale) => words(locale).back),
  kind('opted-out', '🔕', (_data, locale) => words(locale).optedOut),
  kind('opted-in', '🔔', (_data, locale) => words(locale).optedIn),
  { ...kind(edited, '✏️', (_data, locale) => words(locale).edited), hidden: true },
]
