import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import type { Field, Form } from '../../chat/form.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { typedTexts } from '../custom/inputs.ts'
import { activeFields } from '../custom/store.ts'
import { type FieldTexts, fieldNames, fields } from '../fields.ts'
import { knownWords, recordFields } from '../form-fields.ts'
import { quoted } from '../messages.ts'
import type { CustomerRecord } from '../store.ts'

export const newWords = wording({
  en: {
    title: 'New customer',
    submit: 'Create',
    owner: 'Owner',
    team: 'Team',
    noTeam: 'There is no team in which you may create customers.',
    created: (name: string) => `Created ${name}.`,
    similar: (name: string) => `There may already be “${name}”:`,
    anyway: 'Create anyway',
    similarIn: (names: string) => `May already exist: ${names}. Submit again to create it anyway.`,
    idTaken: 'Another customer has this external id.',
  },
  'zh-CN': {
    title: '新建客户',
    submit: '新建',
    owner: '负责人',
    team: '团队',
    noTeam: '没有您可以新建客户的团队。',
    created: (name: string) => `已新建：${name}。`,
    similar: (name: string) => `“${name}”可能已经存在：`,
    anyway: '仍要新建',
    similarIn: (names: string) => `可能已存在：${names}。如需新建，请再次提交。`,
    idTaken: '已有其他客户使用这个外部编号。',
  },
})

/** What is to be created: texts as typed, owner and team settled. Small JSON, so that a button can carry it. */
export const draft = z.strictObject({
  texts: z.partialRecord(z.enum(fieldNames as [string, ...string[]]), z.string().max(3_000)),
  ownerId: z.int32().nullable(),
  teamId: z.int32(),
})
export type Draft = { texts: FieldTexts; ownerId: number | null; teamId: number }

/** Reps own what they create; managers and administrators hand it out. */
export function defaultOwner({ actor }: Context, team: Team): number | null {
  return actor.roles.get(team.id) === 'rep' ? actor.memberId : null
}

export function noTeam(context: Context): Reply {
  const text = newWords(context.locale).noTeam
  return { kind: 'message', message: { locale: context.locale, summary: text, parts: [{ kind: 'text', text: [text] }] } }
}

export const similarIn = (context: Context, duplicates: readonly CustomerRecord[]): string =>
  newWords(context.locale).similarIn(duplicates.map(found => quoted(found.name)).join(context.locale === 'en' ? ', ' : '、'))

/** The form with what is known so far; `anyway`: submitting it again creates despite duplicates. */
export async function newForm(context: Context, teams: readonly Team[], made: Draft, intro = '', anyway = false): Promise<Form> {
  const text = newWords(context.locale)
  const custom = await activeFields(context.tx)
  const { custom: lines, ...own } = made.texts
  const shown = { ...shortened(own), ...typedTexts(custom, lines ?? '') }
  const owner = made.ownerId === null ? null : await context.tx.member.findUnique({ where: { id: made.ownerId } })
  const ownerField: Field = {
    kind: 'person',
    name: 'owner',
    label: text.owner,
    optional: true,
    ...(owner && owner.platform === context.actor.platform ? { value: owner.ref } : {}),
  }
  const options = teams.slice(0, 100).map(team => ({ value: String(team.id), label: team.name }))
  const teamField: Field[] =
    teams.length > 1 ? [{ kind: 'choice', name: 'team', label: text.team, options, value: String(made.teamId) }] : []
  return {
    id: 'customers.new',
    title: text.title,
    submit: text.submit,
    ...(intro ? { intro: intro.slice(0, 1_500) } : {}),
    fields: [
      ...recordFields(context.locale, shown, await knownWords(context, made.teamId), {}, custom),
      ownerField,
      ...teamField,
    ],
    state: { teamId: made.teamId, anyway },
  }
}

/** A field's input refuses text longer than itself, and with it the whole form. */
function shortened(texts: FieldTexts): FieldTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, [...text].slice(0, fields[name as keyof FieldTexts].max).join('')]),
  )
}
