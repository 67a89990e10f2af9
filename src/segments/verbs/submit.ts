import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { formEntry } from '../../chat/feature.ts'
import { wording } from '../../chat/wording.ts'
import { cleanText, limits, uniqueTags } from '../../customers/fields.ts'
import { knownWords } from '../../customers/form-fields.ts'
import { readTagSigns } from '../../customers/tags.ts'
import { teamById, teamMembers } from '../../people/store.ts'
import { checkDraft } from '../own/check.ts'
import type { Draft } from '../own/draft.ts'
import type { Effects } from '../own/effects.ts'
import { longestTask } from './form.ts'
import { previewReply } from './preview.ts'

const words = wording({
  en: {
    tags: `At most ${limits.tags} tags of at most ${limits.tag} characters.`,
    person: 'This person has no role in the team that could do it.',
  },
  'zh-CN': {
    tags: `最多 ${limits.tags} 个标签，每个最多 ${limits.tag} 个字符。`,
    person: '这位成员在团队里没有可以处理任务的角色。',
  },
})

const typed = z.string().max(3_000).nullish()
const choice = (...values: [string, ...string[]]) => z.enum(values).nullish()
const effectInputs = {
  tags: typed,
  tier: z.string().max(limits.short).nullish(),
  stage: z.string().max(limits.short).nullish(),
  task: z.string().max(longestTask).nullish(),
  who: choice('owner', 'team'),
  person: z.string().max(100).nullish(),
  tell: choice('yes', 'no'),
}
type Inputs = { [Name in keyof typeof effectInputs]?: string | null | undefined }

const prefixed = (move: 'enter' | 'exit') =>
  Object.fromEntries(Object.entries(effectInputs).map(([name, shape]) => [`${move}.${name}`, shape]))

export const segmentSubmit = formEntry({
  id: 'segments.edit',
  needs: 'segment.manage',
  state: z.strictObject({ teamId: z.int32(), segmentId: z.int32().nullable(), version: z.int32() }),
  values: z.strictObject({ name: typed, filter: typed, ...prefixed('enter'), ...prefixed('exit') }),
  async submit(context, values, state) {
    context.demand('segment.manage', { teamId: state.teamId })
    const team = await teamById(context.tx, state.teamId)
    const errors: Record<string, string> = {}
    const effects = async (move: 'enter' | 'exit'): Promise<Effects> => {
      const inputs: Inputs = Object.fromEntries(
        Object.keys(effectInputs).map(name => [name, (values as Record<string, string | null | undefined>)[`${move}.${name}`]]),
      )
      const read = await readEffects(context, team.id, inputs)
      for (const [name, error] of Object.entries(read.errors)) errors[`${move}.${name}`] = error
      return read.effects
    }
    const { name, filter } = values as { name?: string | null; filter?: string | null }
    const draft: Draft = {
      ...state,
      name: cleanText(name ?? ''),
      filter: (filter ?? '').trim(),
      onEnter: await effects('enter'),
      onExit: await effects('exit'),
    }
    const checked = await checkDraft(context, team, draft)
    if (checked.kind === 'wrong') Object.assign(errors, checked.errors)
    if (checked.kind === 'wrong' || Object.keys(errors).length > 0) return { kind: 'invalid', errors }
    return previewReply(context, team, draft, checked.filter)
  },
})

async function readEffects(
  context: Context,
  teamId: number,
  { tags, tier, stage, task, who, person, tell }: Inputs,
): Promise<{ effects: Effects; errors: Record<string, string> }> {
  const text = words(context.locale)
  const errors: Record<string, string> = {}
  const { added, removed } = readTagSigns(tags ?? '')
  const [addTags, removeTags] = [uniqueTags(added), uniqueTags(removed)]
  const all = [...addTags, ...removeTags]
  if (all.length > limits.tags || all.some(tag => [...tag].length > limits.tag)) errors.tags = text.tags
  const known = await knownWords(context, teamId)
  const what = (task ?? '').trim()
  const member =
    what && person ? (await teamMembers(context.tx, teamId, ['manager', 'rep'])).find(({ ref }) => ref === person) : null
  if (what && person && !member) errors.person = text.person
  const effects: Effects = {
    addTags,
    removeTags,
    tier: usual(tier, known.tiers),
    stage: usual(stage, known.stages),
    task: what ? { what, who: member?.id ?? (who === 'team' ? 'team' : 'owner') } : null,
    tell: tell === 'yes',
  }
  return { effects, errors }
}

/** The team's own spelling keeps `Gold` and `gold` one. */
function usual(typed: string | null | undefined, known: readonly string[]): string | null {
  const word = cleanText(typed ?? '')
  return known.find(other => other.toLowerCase() === word.toLowerCase()) ?? (word || null)
}
