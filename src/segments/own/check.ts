import type { Context, Team } from '../../chat/context.ts'
import { plainText } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { comparable } from '../../customers/custom/field.ts'
import { problemInlines } from '../../customers/filter/problem-text.ts'
import type { Filter } from '../../customers/filter/read.ts'
import type { Draft } from './draft.ts'
import { type Fact, loopFrom, type Step } from './loops.ts'
import { moverOf } from './mover.ts'
import { readerFor } from './run.ts'
import { isTaken, longestName, mostSegments, readName } from './segment.ts'
import { segmentsOf } from './store.ts'

const words = wording({
  en: {
    name: `A segment needs a name of at most ${longestName} characters.`,
    taken: (name: string) => `There is a segment “${name}” already. Choose another name, or edit that one.`,
    many: `A team has at most ${mostSegments} segments of its own. Remove one first.`,
    loop: (steps: string) => `This would go round in a circle: ${steps}. Take one of these away.`,
    self: (name: string, fact: string) => `This would go round in a circle: “${name}” ${fact}, which it asks for itself.`,
    step: (from: string, fact: string, to: string) => `“${from}” ${fact}, which “${to}” asks for`,
    tag: (value: string) => `changes the tag “${value}”`,
    tier: 'changes the tier',
    stage: 'changes the stage',
    segment: 'decides who is in it',
    join: '; ',
  },
  'zh-CN': {
    name: `请填写分群名称，最多 ${longestName} 个字符。`,
    taken: (name: string) => `已有分群“${name}”，请换一个名称，或编辑原来的分群。`,
    many: `每个团队最多自建 ${mostSegments} 个分群，请先删除一些。`,
    loop: (steps: string) => `这样会循环触发：${steps}。请去掉其中一项。`,
    self: (name: string, fact: string) => `这样会循环触发：“${name}”${fact}，而它自己的条件又用到这一项。`,
    step: (from: string, fact: string, to: string) => `“${from}”${fact}，而“${to}”的条件用到这一项`,
    tag: (value: string) => `会改动标签“${value}”`,
    tier: '会改动等级',
    stage: '会改动阶段',
    segment: '决定了自己的成员',
    join: '；',
  },
})

export type Checked = { kind: 'fine'; filter: Filter } | { kind: 'wrong'; errors: { name?: string; filter?: string } }

/** Whether a segment can be saved as it is: its name is free, its filter reads, and nothing goes round in a circle. */
export async function checkDraft(context: Context, team: Team, draft: Draft): Promise<Checked> {
  const { tx, locale } = context
  const text = words(locale)
  const others = (await segmentsOf(tx, [team.id])).filter(({ id }) => id !== draft.segmentId)
  const read = await readerFor(context, team)
  const filter = read(draft.filter)
  const errors: { name?: string; filter?: string } = {}
  if (readName(draft.name) === null) errors.name = text.name
  else if (isTaken(draft.name) || others.some(other => comparable(other.name) === comparable(draft.name)))
    errors.name = text.taken(draft.name)
  else if (draft.segmentId === null && others.length >= mostSegments) errors.name = text.many
  if (filter.kind === 'problem') {
    errors.filter = plainText(problemInlines(locale, filter.problem))
    return { kind: 'wrong', errors }
  }
  const self = moverOf({ ...draft, id: draft.segmentId ?? 0 }, filter.expression)
  const movers = others.map(other => {
    const theirs = read(other.filter)
    return moverOf(other, theirs.kind === 'filter' ? theirs.expression : null)
  })
  const loop = loopFrom(self, [self, ...movers])
  if (loop) errors.filter = loopText(locale, loop)
  return Object.keys(errors).length > 0 ? { kind: 'wrong', errors } : { kind: 'fine', filter }
}

function loopText(locale: Locale, loop: readonly Step[]): string {
  const text = words(locale)
  const [only] = loop
  if (only && loop.length === 1) return text.self(only.from.name, factText(locale, only.fact))
  return text.loop(loop.map(({ from, fact, to }) => text.step(from.name, factText(locale, fact), to.name)).join(text.join))
}

function factText(locale: Locale, { field, value }: Fact): string {
  const text = words(locale)
  return field === 'tag' ? text.tag(value ?? '') : text[field]
}

/** Errors as one paragraph. */
export const errorsText = ({ name, filter }: { name?: string; filter?: string }): string =>
  [name, filter].filter(Boolean).join('\n')
