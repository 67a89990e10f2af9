import type { Context } from '../../chat/context.ts'
import type { Button } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { memberById } from '../../people/store.ts'
import { clip } from '../../tasks/task.ts'
import { quarterText } from './quarter.ts'
import type { Asked, Scope } from './scope.ts'

/** What results are looked at by. */
export const groupings = ['team', 'owner', 'segment', 'quarter'] as const
export type Grouping = (typeof groupings)[number]

/** What can be opened from results. */
export const views = ['overview', ...groupings, 'themes', 'waiting', 'response'] as const
export type View = (typeof views)[number]

const words = wording({
  en: {
    overview: 'Overview',
    team: 'By team',
    owner: 'By owner',
    segment: 'By segment',
    quarter: 'By quarter',
    themes: 'Themes',
    waiting: 'Not answered',
    response: 'Response',
    csv: 'CSV',
    year: (from: string, to: string) => `${from} – ${to}`,
  },
  'zh-CN': {
    overview: '总览',
    team: '按团队',
    owner: '按负责人',
    segment: '按分群',
    quarter: '按季度',
    themes: '主题',
    waiting: '未回复',
    response: '回复率',
    csv: '导出 CSV',
    year: (from: string, to: string) => `${from}至${to}`,
  },
})

export const viewButton = (locale: Locale, scope: Scope, view: View): Button => ({
  action: 'surveys.results',
  label: words(locale)[view],
  value: { scope, view },
})

export const csvButton = (locale: Locale, scope: Scope): Button => ({
  action: 'surveys.csv',
  label: words(locale).csv,
  value: { scope },
})

/** `NPS · Key accounts · Sofia Lind · tier:A`, and what is looked at. */
export async function titleOf({ tx, locale }: Context, asked: Asked, view: View): Promise<string> {
  const { scope, questionnaire, team, teams } = asked
  const owner = scope.ownerId === null ? null : await memberById(tx, scope.ownerId)
  const among = teams.length > 1 ? [] : [team.name]
  const narrowed = [...(owner ? [owner.name] : []), ...(scope.filter === null ? [] : [clip(scope.filter, 80)])]
  const what = view === 'overview' ? [] : [words(locale)[view]]
  return [questionnaire.name[locale], ...among, ...narrowed, ...what].join(' · ')
}

/** `Q4 2025 – Q3 2026`, `Q1 – Q4 2026`, `2026年第1季度至第4季度`: the year once where there is one. */
export function periodText({ period }: Asked, locale: Locale): string {
  const [last = '', first = last] = [period.quarters[0], period.quarters.at(-1)]
  if (first === last) return quarterText(last, locale)
  const [from, to] = [quarterText(first, locale), quarterText(last, locale)]
  if (first.slice(0, 4) !== last.slice(0, 4)) return words(locale).year(from, to)
  return locale === 'en' ? words(locale).year(from.slice(0, 2), to) : words(locale).year(from, to.replace(/^\d+年/, ''))
}
