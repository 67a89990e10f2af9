import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Json, Message } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { takeQuoted } from '../../chat/verbs.ts'
import { teamMembers } from '../../people/store.ts'
import { readAssignments } from '../assignments.ts'
import { buildCard } from '../card.ts'
import { submittedTexts, writtenOf } from '../custom/inputs.ts'
import { customFields } from '../custom/store.ts'
import { findDuplicates } from '../duplicates.ts'
import { customText, limits } from '../fields.ts'
import { textsSubmitted } from '../form-fields.ts'
import { customerLine, openButton, quoted } from '../messages.ts'
import { type InputTexts, readTexts } from '../read-texts.ts'
import { namedTexts, ownerNamed, teamNamed, teamsToCreateIn } from '../responsible.ts'
import { customerById } from '../store.ts'
import { authorOf, createCustomer } from '../write.ts'
import { type Draft, defaultOwner, draft, newForm, newWords, noTeam, similarIn } from './new-form.ts'

/** A button carries 2,000 bytes. */
const buttonBytes = 1_900

export const newVerb: Verb = {
  name: 'new',
  words: ['new', 'create', 'add', '新建', '新增', '创建', '添加'],
  usage: {
    en: '/customer new Acme GmbH tier=A phone=… owner=@Sofia',
    'zh-CN': '/customer 新建 知客科技 等级=A 电话=… 负责人=@陈晓雯',
  },
  needs: 'customer.create',
  run: runNew,
}

async function runNew(context: Context, rest: string): Promise<Reply> {
  const teams = await teamsToCreateIn(context)
  const quote = takeQuoted(rest)
  const typed = readAssignments(quote ? quote.rest : rest)
  const name = quote?.inside ?? typed.head
  const texts = await namedTexts(context, { ...typed.texts, ...(name ? { name } : {}) })
  const problems: string[] = []
  const named = typed.team === null ? teams[0] : teamNamed(context, teams, typed.team)
  if (typeof named === 'string') problems.push(named)
  const team = typeof named === 'string' ? teams[0] : named
  if (!team) return noTeam(context)
  const owner = typed.owner === null ? null : await ownerNamed(context, typed.owner, team)
  if (owner?.kind === 'problem') problems.push(owner.text)
  const ownerId = owner?.kind === 'owner' ? (owner.member?.id ?? null) : defaultOwner(context, team)
  const made: Draft = { texts, ownerId, teamId: team.id }
  problems.push(...(await readNew(context, texts)).said)
  if (!texts.name || problems.length) return { kind: 'form', form: await newForm(context, teams, made, problems.join('\n')) }
  return propose(context, made, teams)
}

/** Creates it, or first shows who may be the same. */
async function propose(context: Context, made: Draft, teams: readonly Team[]): Promise<Reply> {
  const { values } = await readNew(context, made.texts)
  const text = newWords(context.locale)
  const duplicates = await findDuplicates(context, values)
  if (duplicates.length === 0) return create(context, made)
  const value = { draft: made as unknown as Json }
  if (Buffer.byteLength(JSON.stringify(value)) > buttonBytes)
    return { kind: 'form', form: await newForm(context, teams, made, similarIn(context, duplicates), true) }
  const message: Message = {
    locale: context.locale,
    summary: text.similar(quoted(made.texts.name ?? '')),
    parts: [
      { kind: 'text', text: [text.similar(quoted(made.texts.name ?? ''))] },
      {
        kind: 'list',
        start: 1,
        rows: duplicates.map(found => customerLine(found, context, [openButton(context.locale, found.id)])),
      },
      { kind: 'actions', actions: [{ action: 'customers.create', label: text.anyway, value }] },
    ],
  }
  return { kind: 'message', message }
}

const readNew = (context: Context, texts: InputTexts) => readTexts(context, texts, newWords(context.locale).idTaken)

/** The last step: everything is checked once more, for buttons and forms come from outside. */
async function create(context: Context, made: Draft): Promise<Reply> {
  context.demand('customer.create', { teamId: made.teamId })
  const { values, said } = await readNew(context, made.texts)
  const teams = await teamsToCreateIn(context)
  const { name } = values
  if (!name || said.length) return { kind: 'form', form: await newForm(context, teams, made, said.join('\n')) }
  const id = await createCustomer(authorOf(context), { ...values, name }, { teamId: made.teamId, ownerId: made.ownerId })
  const customer = await customerById(context.tx, id)
  if (!customer) throw new Error('a customer just created is there')
  const card = await buildCard(context, customer)
  const created = newWords(context.locale).created(name)
  return { kind: 'message', message: { ...card, summary: created, parts: [{ kind: 'text', text: [created] }, ...card.parts] } }
}

export const newSubmit = formEntry({
  id: 'customers.new',
  needs: 'customer.create',
  state: z.strictObject({ teamId: z.int32(), anyway: z.boolean() }),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])),
  async submit(context, submitted, state) {
    const known = await customFields(context.tx)
    const filled = { ...textsSubmitted(submitted), ...submittedTexts(known, submitted) }
    const teams = await teamsToCreateIn(context)
    const team = teams.find(({ id }) => id === Number(submitted.team ?? state.teamId))
    if (!team) return noTeam(context)
    const { values, errors } = await readNew(context, filled)
    const lines = writtenOf(known, filled).filter(([, value]) => value)
    const texts = { ...textsSubmitted(submitted), custom: customText(Object.fromEntries(lines)) }
    const owner = typeof submitted.owner === 'string' ? await ownerNamed(context, `@[${submitted.owner}]`, team) : null
    if (owner?.kind === 'problem') errors.owner = owner.text
    if (Object.keys(errors).length) return { kind: 'invalid', errors }
    const made: Draft = { texts, ownerId: owner?.kind === 'owner' ? (owner.member?.id ?? null) : null, teamId: team.id }
    const duplicates = state.anyway ? [] : await findDuplicates(context, values)
    if (duplicates.length)
      return { kind: 'next-form', form: await newForm(context, teams, made, similarIn(context, duplicates), true) }
    return create(context, made)
  },
})

/** The Create button under a search that found nobody: the form with the name in it. */
export const newAction = action({
  id: 'customers.new',
  needs: 'customer.create',
  value: z.strictObject({
    name: z
      .string()
      .max(limits.name * 2)
      .optional(),
  }),
  async run(context, { name }) {
    const teams = await teamsToCreateIn(context)
    const [team] = teams
    if (!team) return noTeam(context)
    const made = { texts: name ? { name } : {}, ownerId: defaultOwner(context, team), teamId: team.id }
    return { kind: 'form', form: await newForm(context, teams, made) }
  },
})

/** "Create anyway". */
export const createAction = action({
  id: 'customers.create',
  needs: 'customer.create',
  value: z.strictObject({ draft }),
  async run(context, { draft: made }) {
    const eligible = await teamMembers(context.tx, made.teamId, ['manager', 'rep'])
    const mayOwn = made.ownerId === context.actor.memberId || eligible.some(({ id }) => id === made.ownerId)
    return create(context, { ...(made as Draft), ownerId: mayOwn ? made.ownerId : null })
  },
})
