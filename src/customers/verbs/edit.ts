import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { type Inline, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { typedParts, withTyped } from '../../chat/typed-text.ts'
import { wording } from '../../chat/wording.ts'
import type { Member } from '../../people/store.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { readAssignments } from '../assignments.ts'
import { fieldLabel } from '../change-text.ts'
import { conflictIntro, theirHint } from '../conflict.ts'
import { inputTexts, submittedTexts, typedTexts } from '../custom/inputs.ts'
import { inputOf } from '../custom/settle.ts'
import { activeFields, customFields } from '../custom/store.ts'
import { type FieldName, fields, limits } from '../fields.ts'
import { knownWords, recordFields, textsSubmitted } from '../form-fields.ts'
import { tellOwner } from '../handover.ts'
import { fingerprintsOf, mergeEdits } from '../merge.ts'
import { customerInline, openButton } from '../messages.ts'
import { type InputTexts, readTexts } from '../read-texts.ts'
import { customOf, textsOf } from '../record.ts'
import { namedTexts, ownerNamed, teamNamed, teamsToCreateIn } from '../responsible.ts'
import { type CustomerRecord, customerResource } from '../store.ts'
import { authorOf, type CustomerPatch, changeCustomer, type FieldChange } from '../write.ts'

const words = wording({
  en: {
    title: 'Edit customer',
    submit: 'Save',
    saved: (what: string) => `: saved ${what}.`,
    unchanged: ': nothing changed.',
    idTaken: 'Another customer has this external id.',
  },
  'zh-CN': {
    title: '编辑客户',
    submit: '保存',
    saved: (what: string) => `：已保存${what}。`,
    unchanged: '：没有改动。',
    idTaken: '已有其他客户使用这个外部编号。',
  },
})

export const editVerb: Verb = {
  name: 'edit',
  words: ['edit', 'change', '编辑', '修改'],
  usage: { en: '/customer edit acme [phone=…]', 'zh-CN': '/customer 编辑 知客 [电话=…]' },
  needs: 'customer.edit',
  async run(context, rest) {
    const { head, said } = readAssignments(rest)
    const value = said && said.length <= longestTyped ? { typed: said } : {}
    const pick = (customer: CustomerRecord) => [
      { action: 'customers.edit', label: words(context.locale).title, value: { customerId: customer.id, ...value } },
    ]
    const about = await aboutWhom(context, head)
    const reply = await withCustomer(context, about, pick, found => editClicked(context, found.id, said))
    // Too long for a button: it comes back to be copied.
    if (said.length > longestTyped && about.resolved.kind !== 'one' && reply.kind === 'message')
      reply.message.parts.push(...typedParts(said))
    return reply
  },
}

/** What a button can carry along. */
const longestTyped = 1_200

const editClicked = (context: Context, customerId: number, said: string): Promise<Reply> =>
  withClicked(context, customerId, 'customer.edit', async customer =>
    said ? setTyped(context, customer, said) : { kind: 'form', form: await editForm(context, customer) },
  )

/** `/customer edit acme phone=... plan=Gold`: own fields that are not named stay. */
async function setTyped(context: Context, customer: CustomerRecord, said: string): Promise<Reply> {
  const { locale } = context
  const typed = readAssignments(said)
  const { custom: lines, ...texts } = await namedTexts(context, typed.texts)
  const written = { ...texts, ...typedTexts(await customFields(context.tx), lines ?? '') }
  const read = await readTexts(context, written, words(locale).idTaken, { id: customer.id, custom: customOf(customer) })
  const { values, errors, said: wrong } = read
  const patch: CustomerPatch = values
  let newOwner: Member | null = null
  const team = typed.team === null ? null : teamNamed(context, await teamsToCreateIn(context), typed.team)
  if (typeof team === 'string') wrong.push(team)
  else if (team) patch.team = team
  if (typed.owner !== null || patch.team) {
    const owner = await ownerNamed(
      context,
      typed.owner ?? (customer.owner ? `@[${customer.owner.ref}]` : '-'),
      patch.team ?? customer.team,
    )
    if (owner.kind === 'owner') newOwner = patch.owner = owner.member
    else if (typed.owner === null) patch.owner = null
    else wrong.push(owner.text)
  }
  if (patch.owner !== undefined || patch.team) context.demand('customer.assign', customerResource(customer))
  // What no input would hold comes back as text.
  if (Object.keys(errors).some(name => (written[name as keyof typeof written] ?? '').length > longestInput(name)))
    return { kind: 'message', message: withTyped(locale, wrong.join('\n'), said) }
  if (wrong.length)
    return {
      kind: 'form',
      form: await editForm(context, customer, {
        texts: { ...(await currentTexts(context, customer)), ...written },
        intro: wrong.join('\n'),
      }),
    }
  const changes = await changeCustomer(authorOf(context), customer, patch)
  await tellOwner(context, customer, newOwner)
  return { kind: 'message', message: savedMessage(context, customer, changes) }
}

const longestInput = (name: string): number => fields[name as FieldName]?.max ?? limits.custom

interface Shown {
  texts?: InputTexts
  intro?: string
  hints?: Readonly<Record<string, string>>
}

/** What the form shows of the customer, by input. */
async function currentTexts({ tx }: Context, customer: CustomerRecord): Promise<Record<string, string>> {
  const { custom: _lines, ...own } = textsOf(customer)
  return { ...own, ...inputTexts(await customFields(tx), customOf(customer)) }
}

async function editForm(context: Context, customer: CustomerRecord, { texts, intro, hints }: Shown = {}): Promise<Form> {
  const text = words(context.locale)
  const current = await currentTexts(context, customer)
  const known = await knownWords(context, customer.teamId)
  return {
    id: 'customers.edit',
    title: text.title,
    submit: text.submit,
    intro: intro ?? customer.name.slice(0, 200),
    fields: recordFields(context.locale, texts ?? current, known, hints ?? {}, await activeFields(context.tx)),
    state: { customerId: customer.id, version: customer.version, shown: fingerprintsOf(current) },
  }
}

export const editSubmit = formEntry({
  id: 'customers.edit',
  needs: 'customer.edit',
  state: z.strictObject({ customerId: z.int32(), version: z.int32(), shown: z.record(z.string(), z.string()) }),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])),
  submit: (context, submitted, { customerId, shown }) =>
    withClicked(context, customerId, 'customer.edit', async customer => {
      const filled = { ...textsSubmitted(submitted), ...submittedTexts(await customFields(context.tx), submitted) }
      const { custom: lines, ...texts } = filled
      const { mine, conflicts } = mergeEdits<string>(shown, texts, await currentTexts(context, customer))
      const written = lines ? { ...mine, custom: lines } : mine
      const { values, errors } = await readTexts(context, written, words(context.locale).idTaken, {
        id: customer.id,
        custom: customOf(customer),
      })
      if (Object.keys(errors).length) return { kind: 'invalid', errors }
      if (conflicts.length) return { kind: 'next-form', form: await askAgain(context, customer, mine, conflicts) }
      return {
        kind: 'message',
        message: savedMessage(context, customer, await changeCustomer(authorOf(context), customer, values)),
      }
    }),
})

/** Shows what the other person saved beside what this one wrote, and asks: nothing of either is lost. */
async function askAgain(
  context: Context,
  customer: CustomerRecord,
  mine: InputTexts,
  conflicts: readonly string[],
): Promise<Form> {
  const current = await currentTexts(context, customer)
  const keys = new Map((await customFields(context.tx)).map(own => [inputOf(own), `custom.${own.key}`]))
  const field = { in: conflicts.map(name => keys.get(name) ?? name) }
  return editForm(context, customer, {
    texts: { ...current, ...mine },
    intro: await conflictIntro(context, { customerId: customer.id, field }),
    hints: Object.fromEntries(conflicts.map(name => [name, theirHint(context.locale, current[name] ?? '')])),
  })
}

/** What was saved, by the fields' names. */
export function savedMessage(context: Context, customer: CustomerRecord, changes: readonly FieldChange[]): Message {
  const { locale } = context
  const text = words(locale)
  const what = changes.map(change => fieldLabel(change.field, locale)).join(locale === 'en' ? ', ' : '、')
  const line: Inline[] = [customerInline(customer), changes.length ? text.saved(what) : text.unchanged]
  const message = say(locale, ...line)
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id)] })
  return message
}

export const editAction = action({
  id: 'customers.edit',
  needs: 'customer.edit',
  value: z.strictObject({ customerId: z.int32(), typed: z.string().max(longestTyped).optional() }),
  run: (context, { customerId, typed }) => editClicked(context, customerId, typed ?? ''),
})
