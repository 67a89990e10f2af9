import { z } from 'zod'
import { type Context, type Team, teamOf } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import { say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { withTyped } from '../../chat/typed-text.ts'
import { plainSpaces, takeQuoted } from '../../chat/verbs.ts'
import { wording } from '../../chat/wording.ts'
import { cleanText } from '../../customers/fields.ts'
import { lockTeam, teamById } from '../../people/store.ts'
import { questionnaireOfRow } from '../questionnaires.ts'
import { checkDraft, type Draft, longestLines, longestName } from './draft.ts'
import { questionnaireForm } from './form.ts'
import { printQuestions } from './lines.ts'
import { listMessage } from './list.ts'
import { archiveQuestionnaire, movedOn, saveQuestionnaire } from './save.ts'

const words = wording({
  en: {
    saved: (name: string) => `Questionnaire “${name}” saved. Send it: /survey send <customer> ${name}`,
    archived: (name: string) => `Questionnaire “${name}” archived; its answers stay.`,
    gone: 'This questionnaire was changed or archived meanwhile.',
    changed: 'Somebody changed this questionnaire meanwhile. Yours is below; saving replaces theirs.',
    anew: 'This questionnaire was archived meanwhile. Yours is below; saving makes it anew.',
  },
  'zh-CN': {
    saved: (name: string) => `问卷“${name}”已保存。发送：/survey 发送 <客户> ${name}`,
    archived: (name: string) => `问卷“${name}”已归档，已有回复保留。`,
    gone: '这份问卷刚刚被修改或归档了。',
    changed: '有人刚刚修改过这份问卷。您的内容保留在下面，保存会覆盖对方的修改。',
    anew: '这份问卷刚刚被归档。您的内容保留在下面，保存会重新创建一份。',
  },
})

/** `/survey new "Onboarding"` and below it the questions; without them, or where something is wrong, the form. */
export const newVerb: Verb = {
  name: 'new',
  words: ['new', 'add', 'create', '新建', '创建', '新增'],
  usage: { en: '/survey new "Onboarding"', 'zh-CN': '/survey 新建 “上手体验”' },
  needs: 'survey.manage',
  async run(context, rest) {
    const team = teamOf(context)
    context.demand('survey.manage', { teamId: team.id })
    const { name, lines } = nameAndLines(rest)
    const draft = { teamId: team.id, questionnaireId: null, name, filter: '', lines }
    if (lines === '') return { kind: 'form', form: questionnaireForm(context.locale, draft) }
    const kept = await keep(context, team, draft)
    if (kept.kind === 'done') return kept.reply
    const why = Object.values(kept.errors).join('\n')
    // A form would cut it.
    if (lines.length > longestLines || name.length > longestName * 2)
      return { kind: 'message', message: withTyped(context.locale, why, rest) }
    return { kind: 'form', form: questionnaireForm(context.locale, draft, why) }
  },
}

/** A name in quotes, or what the first line says; the lines below are questions, as is what follows the quotes. */
function nameAndLines(rest: string): { name: string; lines: string } {
  const typed = plainSpaces(rest)
  const inQuotes = takeQuoted(typed)
  if (inQuotes) return { name: cleanText(inQuotes.inside), lines: inQuotes.rest.replace(/^\s*[:：]?\s*/u, '') }
  const [name = '', ...lines] = typed.split('\n')
  return { name: cleanText(name.replace(/[:：]\s*$/u, '')), lines: lines.join('\n').trim() }
}

const idShape = z.strictObject({ teamId: z.int32(), questionnaireId: z.int32().nullable() })

export const questionnaireAction = action({
  id: 'surveys.questionnaire',
  needs: 'survey.manage',
  value: idShape,
  async run(context, { teamId, questionnaireId }) {
    context.demand('survey.manage', { teamId })
    const empty = { teamId, questionnaireId: null, name: '', filter: '', lines: '' }
    if (questionnaireId === null) return { kind: 'form', form: questionnaireForm(context.locale, empty) }
    const row = await context.tx.questionnaire.findFirst({ where: { id: questionnaireId, teamId, archivedAt: null } })
    if (!row) return { kind: 'message', message: say(context.locale, words(context.locale).gone) }
    const lines = printQuestions(questionnaireOfRow(row).questions)
    return {
      kind: 'form',
      form: questionnaireForm(context.locale, { teamId, questionnaireId, name: row.name, filter: row.filter ?? '', lines }),
    }
  },
})

export const questionnaireSubmit = formEntry({
  id: 'surveys.questionnaire',
  needs: 'survey.manage',
  state: idShape,
  values: z.strictObject({ name: z.string().nullish(), filter: z.string().nullish(), lines: z.string().nullish() }),
  async submit(context, values, state) {
    context.demand('survey.manage', { teamId: state.teamId })
    const team = await teamById(context.tx, state.teamId)
    const draft = { ...state, name: values.name ?? '', filter: values.filter ?? '', lines: values.lines ?? '' }
    const kept = await keep(context, team, draft)
    return kept.kind === 'done' ? kept.reply : { kind: 'invalid', errors: kept.errors }
  },
})

/** Saves what is right; what somebody else did meanwhile is shown with the form, and nothing of either is lost. */
async function keep(
  context: Context,
  team: Team,
  draft: Draft,
): Promise<{ kind: 'done'; reply: Reply } | { kind: 'wrong'; errors: Record<string, string> }> {
  const { locale, tx } = context
  const text = words(locale)
  // So that a name is given once.
  await lockTeam(tx, team.id)
  const moved = await movedOn(context, draft)
  if (moved) {
    const form = questionnaireForm(
      locale,
      { ...draft, questionnaireId: moved.onto },
      moved.onto === null ? text.anew : text.changed,
    )
    return { kind: 'done', reply: { kind: 'next-form', form } }
  }
  const checked = await checkDraft(context, team, draft)
  if (checked.kind === 'wrong') return checked
  await saveQuestionnaire(context, draft, checked)
  return { kind: 'done', reply: { kind: 'message', message: await listMessage(context, team, text.saved(checked.name)) } }
}

export const archiveAction = action({
  id: 'surveys.archive',
  needs: 'survey.manage',
  value: z.strictObject({ teamId: z.int32(), questionnaireId: z.int32() }),
  async run(context, { teamId, questionnaireId }) {
    context.demand('survey.manage', { teamId })
    const text = words(context.locale)
    const row = await archiveQuestionnaire(context, teamId, questionnaireId)
    const team = await teamById(context.tx, teamId)
    return { kind: 'replace', message: await listMessage(context, team, row ? text.archived(row.name) : text.gone) }
  },
})
