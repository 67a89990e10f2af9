import type { Context, Team } from '../../chat/context.ts'
import { localDate } from '../../chat/dates/zone.ts'
import { plainText } from '../../chat/message.ts'
import { nearest, plainSpaces, takeQuoted } from '../../chat/verbs.ts'
import { wording } from '../../chat/wording.ts'
import { problemInlines } from '../../customers/filter/problem-text.ts'
import { readFilter } from '../../customers/filter/read.ts'
import { quoted } from '../../customers/messages.ts'
import { findMember } from '../../people/find.ts'
import { namedText } from '../../people/named-text.ts'
import { askedBy } from '../../segments/own/segment.ts'
import { firstEver, questionnairesOf } from '../questionnaires.ts'
import { nps } from '../shipped.ts'
import { takeQuarter } from './quarter.ts'
import type { Scope } from './scope.ts'
import type { Grouping, View } from './views.ts'

const words = wording({
  en: {
    none: (typed: string, names: string) => `There is no questionnaire “${typed}”. There are: ${names}.`,
    mean: (name: string) => ` Did you mean ${name}?`,
    person: 'I do not know this person.',
    future: 'This quarter has not begun yet.',
    other: 'Results go by quarter: Q3, last quarter, 2026-Q3. Without one it is the last four together.',
    comma: ', ',
  },
  'zh-CN': {
    none: (typed: string, names: string) => `没有问卷“${typed}”。现有问卷：${names}。`,
    mean: (name: string) => `您是不是想用“${name}”？`,
    person: '没有找到这位成员。',
    future: '这个季度还没有开始。',
    other: '结果按季度统计，可以写：三季度、上季度、2026年第3季度。不写则统计最近四个季度。',
    comma: '、',
  },
})

const groupWords: Readonly<Record<Grouping, readonly string[]>> = {
  team: ['team', 'teams', '团队'],
  owner: ['owner', 'owners', '负责人'],
  segment: ['segment', 'segments', '分群', '客群'],
  quarter: ['quarter', 'quarters', '季度'],
}

const viewWords: readonly (readonly [View, readonly string[]])[] = [
  ...(Object.entries(groupWords) as [Grouping, readonly string[]][]),
  ['themes', ['themes', '主题']],
  ['waiting', ['not answered', 'unanswered', 'waiting', '未回复', '未答']],
  ['response', ['response', 'response rate', '回复率']],
]

/**
 * What results somebody wants: `nps by owner`, `csat @Sofia 2026-Q3`, `"Onboarding" tier:A`, `nps "满意客户"`, `last quarter`. The questionnaire
 * comes first, NPS when a line names none but says else what is wanted; text: what was wrong.
 */
export async function readTyped(context: Context, team: Team, typed: string): Promise<{ scope: Scope; view: View } | string> {
  const line = plainSpaces(typed)
  const named = await questionnaireTyped(context, team, line)
  if (named) return readRest(context, team, named.kind, named.rest)
  const asNps = await readRest(context, team, nps.kind, line)
  return typeof asNps === 'string' && !speaksOfResults(context, team, line) ? noQuestionnaire(context, team, line) : asNps
}

/** Whether a line without a questionnaire begins as what follows one does: a person, a period, a view, a filter. */
function speaksOfResults({ now }: Context, team: Team, line: string): boolean {
  const isView = takeView(line).view !== 'overview'
  return isView || /^[@＠]|^\S+[:：<>=]/u.test(line) || takeQuarter(line, localDate(now, team.zone)).kind !== 'none'
}

async function readRest(
  context: Context,
  team: Team,
  kind: string,
  line: string,
): Promise<{ scope: Scope; view: View } | string> {
  const text = words(context.locale)
  const period = takeQuarter(line, localDate(context.now, team.zone))
  if (period.kind === 'future') return text.future
  const person = await ownerTyped(context, period.kind === 'quarter' ? period.rest : line)
  if (person === null) return text.person
  const { view, rest } = takeView(person.rest)
  const filter = await filterTyped(context, team, rest)
  if (filter !== null && 'problem' in filter) return period.kind === 'other' ? text.other : filter.problem
  const quarter = period.kind === 'quarter' ? period.quarter : null
  const scope = { kind, teamId: team.id, filter: filter?.text ?? null, ownerId: person.ownerId, quarter }
  return { scope, view }
}

/** The longest beginning that names a questionnaire; names of one's own may have several words. Null: none does. */
async function questionnaireTyped({ tx }: Context, team: Team, line: string): Promise<{ kind: string; rest: string } | null> {
  const inQuotes = takeQuoted(line)
  const pieces = line.split(/(?<=\s)/)
  const ways = inQuotes
    ? [{ name: inQuotes.inside, rest: inQuotes.rest }]
    : pieces.map((_, index) => ({
        name: pieces.slice(0, pieces.length - index).join(''),
        rest: pieces.slice(pieces.length - index).join(''),
      }))
  const tried = ways.slice(-10)
  const names = tried.map(({ name }) => name)
  const found = await firstEver(tx, team.id, names)
  return found && { kind: found.questionnaire.kind, rest: (tried[found.at]?.rest ?? '').trim() }
}

async function noQuestionnaire({ tx, locale }: Context, team: Team, line: string): Promise<string> {
  const text = words(locale)
  const all = (await questionnairesOf(tx, team.id)).map(({ name }) => name[locale])
  const first = takeQuoted(line)?.inside ?? line.split(/\s/)[0] ?? ''
  const near = nearest(first, all)
  return `${text.none(quoted(first), all.join(text.comma))}${near ? text.mean(near) : ''}`
}

/** Somebody mentioned, or named behind an @; null: nobody knows them. */
async function ownerTyped(context: Context, text: string): Promise<{ ownerId: number | null; rest: string } | null> {
  const named = /(?<=^|\s)[@＠](?:\[[^\]\s]+\]|[^\s[\]]+)/u.exec(text)
  if (!named) return { ownerId: null, rest: text }
  const found = await findMember(context, named[0])
  const rest = `${text.slice(0, named.index)}${text.slice(named.index + named[0].length)}`.replace(/\s+/g, ' ').trim()
  return found.kind === 'one' ? { ownerId: found.member.id, rest } : null
}

/** `by owner`, `owner`, `按负责人`: at the beginning or the end. */
function takeView(text: string): { view: View; rest: string } {
  const plain = text.trim()
  for (const [view, names] of viewWords)
    for (const name of names.toSorted((one, other) => other.length - one.length)) {
      const word = `(?:by\\s+|按\\s*)?${name}`
      const found = new RegExp(`^${word}(?=\\s|$)`, 'iu').exec(plain) ?? new RegExp(`(?<=\\s)${word}$`, 'iu').exec(plain)
      if (found) return { view, rest: `${plain.slice(0, found.index)}${plain.slice(found.index + found[0].length)}`.trim() }
    }
  return { view: 'overview', rest: plain }
}

/** A filter, or a segment by its name alone. */
async function filterTyped(context: Context, team: Team, typed: string): Promise<{ text: string } | { problem: string } | null> {
  if (typed === '') return null
  const { tx, locale, actor } = context
  const text = await namedText(tx, actor.platform, typed)
  const asTeam = { ...context, zone: team.zone }
  const inQuotes = takeQuoted(text)
  const name = inQuotes && inQuotes.rest.trim() === '' ? inQuotes.inside : null
  const segment = askedBy(name ?? text)[locale]
  const read = name === null ? await readFilter(asTeam, text) : null
  if (read?.kind === 'filter') return { text }
  const named = await readFilter(asTeam, segment)
  if (named.kind === 'filter') return { text: segment }
  return { problem: plainText(problemInlines(locale, read?.problem ?? named.problem)) }
}
