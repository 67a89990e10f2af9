import { z } from 'zod'
import { type Context, type Team, teamOf } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { plainSpaces, takeQuoted } from '../../chat/verbs.ts'
import { wording } from '../../chat/wording.ts'
import { cleanText } from '../../customers/fields.ts'
import { filterFields } from '../../customers/filter/read.ts'
import { vocabularyOf } from '../../customers/filter/vocabulary.ts'
import { quoted } from '../../customers/messages.ts'
import { namedText } from '../../people/named-text.ts'
import { teamById } from '../../people/store.ts'
import { checkDraft, errorsText } from '../own/check.ts'
import type { Draft } from '../own/draft.ts'
import { noEffects } from '../own/effects.ts'
import type { Segment } from '../own/segment.ts'
import { segmentNamed } from '../own/store.ts'
import { readableTeams } from '../teams.ts'
import { segmentForm } from './form.ts'
import { previewReply } from './preview.ts'
import { withSegment } from './show.ts'
import { splitName } from './split-name.ts'

const words = wording({
  en: { none: (name: string) => `There is no segment “${name}” that you can change.` },
  'zh-CN': { none: (name: string) => `没有您可以修改的分群“${name}”。` },
})

export const newVerb: Verb = {
  name: 'new',
  words: ['new', 'add', 'create', '新建', '创建', '新增'],
  usage: {
    en: '/segment new "Happy customers" csat>=4 and ticket.solved<30d',
    'zh-CN': '/segment 新建 满意客户 满意度>=4 且 工单.解决<30天',
  },
  needs: 'segment.manage',
  async run(context, rest) {
    const team = teamOf(context)
    context.demand('segment.manage', { teamId: team.id })
    const { name, filter } = await typedParts(context, await named(context, rest))
    const draft = { teamId: team.id, segmentId: null, version: 0, name, filter, onEnter: noEffects, onExit: noEffects }
    return previewOrForm(context, team, draft, name !== '' && filter !== '')
  },
}

export const editVerb: Verb = {
  name: 'edit',
  words: ['edit', 'change', 'rename', '编辑', '修改', '改名'],
  usage: { en: '/segment edit "Happy customers"', 'zh-CN': '/segment 编辑 满意客户' },
  needs: 'segment.manage',
  async run(context, rest) {
    const found = await segmentTyped(context, rest)
    if (!found) return { kind: 'message', message: say(context.locale, words(context.locale).none(quoted(rest))) }
    return edit(context, found.segment, await named(context, found.rest))
  },
}

export const openAction = action({
  id: 'segments.open',
  needs: 'segment.manage',
  value: z.strictObject({ segmentId: z.int32() }),
  run: (context, { segmentId }) => withSegment(context, segmentId, segment => edit(context, segment, '')),
})

/** The form, or with another filter typed its preview. */
async function edit(context: Context, segment: Segment, filter: string): Promise<Reply> {
  context.demand('segment.manage', { teamId: segment.teamId })
  const { teamId, version, name, onEnter, onExit } = segment
  const draft = { teamId, segmentId: segment.id, version, name, filter: filter || segment.filter, onEnter, onExit }
  return previewOrForm(context, await teamById(context.tx, teamId), draft, filter !== '')
}

/** What is complete is shown; what is not, or is wrong, goes into the form with the reason and all that was typed. */
async function previewOrForm(context: Context, team: Team, draft: Draft, isComplete: boolean): Promise<Reply> {
  if (!isComplete) return { kind: 'form', form: await segmentForm(context, draft) }
  const checked = await checkDraft(context, team, draft)
  if (checked.kind === 'fine') return previewReply(context, team, draft, checked.filter)
  return { kind: 'form', form: await segmentForm(context, { ...draft, intro: errorsText(checked.errors) }) }
}

/** People mentioned stand in a filter by their names. */
const named = ({ tx, actor }: Context, typed: string): Promise<string> => namedText(tx, actor.platform, typed)

/** `"Happy customers" csat>=4`, `满意客户：满意度>=4`, `Happy customers csat>=4`: the name ends where the filter begins. */
async function typedParts(context: Context, typed: string): Promise<{ name: string; filter: string }> {
  const line = plainSpaces(typed)
  const inQuotes = takeQuoted(line)
  if (inQuotes) return { name: cleanText(inQuotes.inside), filter: inQuotes.rest.replace(/^\s*[:：]?\s*/, '') }
  return splitName(line, vocabularyOf(await filterFields(context)))
}

/** The segment whose name the text begins with, the longest one, and what follows. */
export async function segmentTyped(context: Context, typed: string): Promise<{ segment: Segment; rest: string } | null> {
  const teams = (await readableTeams(context))
    .filter(({ id }) => context.may('segment.manage', { teamId: id }))
    .map(({ id }) => id)
  const line = plainSpaces(typed)
  const inQuotes = takeQuoted(line)
  const words = line.split(/(?<=\s)/)
  const ways = inQuotes
    ? [{ name: inQuotes.inside, rest: inQuotes.rest }]
    : words.map((_, index) => ({
        name: words.slice(0, words.length - index).join(''),
        rest: words.slice(words.length - index).join(''),
      }))
  for (const { name, rest } of ways.slice(-12)) {
    const segment = await segmentNamed(context.tx, teams, name.replace(/[:：]\s*$/, ''))
    if (segment) return { segment, rest: rest.replace(/^\s*[:：]?\s*/, '') }
  }
  return null
}
