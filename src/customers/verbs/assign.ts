import { z } from 'zod'
import { audit } from '../../chat/audit.ts'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { takePerson } from '../../chat/mention.ts'
import { type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import { memberById, personInline, teamMembers } from '../../people/store.ts'
import { type About, aboutWhom, withCustomer } from '../about.ts'
import { handOver } from '../handover.ts'
import { customerInline, goneMessage, openButton } from '../messages.ts'
import { assignButtons, type Owner, ownerNamed } from '../responsible.ts'
import { type CustomerRecord, customerResource } from '../store.ts'
import { lockCustomer } from '../write.ts'

const words = wording({
  en: {
    title: 'Assign customer',
    submit: 'Assign',
    owner: 'New owner',
    hint: 'Leave empty for nobody',
    now: ' now belongs to ',
    noOne: ' has no owner now.',
    already: ' already belongs to ',
    end: '.',
    refused: (team: string, managers: string, isOwned: boolean) =>
      `You may not do that: ${isOwned ? 'its owner, ' : ''}a manager of the team “${team}”${managers ? ` (${managers})` : ''} or an administrator can assign this customer.`,
  },
  'zh-CN': {
    title: '分配客户',
    submit: '分配',
    owner: '新负责人',
    hint: '留空表示暂不分配',
    now: '的负责人现在是：',
    noOne: '现在未分配负责人。',
    already: '的负责人已经是：',
    end: '。',
    refused: (team: string, managers: string, isOwned: boolean) =>
      `您没有权限做这个操作：这位客户只能由${isOwned ? '负责人、' : ''}“${team}”团队的经理${managers ? `（${managers}）` : ''}或管理员分配。`,
  },
})

export const assignVerb: Verb = {
  name: 'assign',
  words: ['assign', 'give', '分配', '指派', '转给'],
  usage: { en: '/customer assign acme @Sofia', 'zh-CN': '/customer 分配 知客 @陈晓雯' },
  needs: 'customer.assign',
  async run(context, rest) {
    const { about, person } = await aboutAndPerson(context, rest)
    const act = (customer: CustomerRecord) => [assignTo(context, customer, person)]
    return withCustomer(context, about, act, found => assignFound(context, found, person))
  },
}

/** `acme @Sofia`, `acme to Sofia`, `知客 给 陈晓雯`, `acme Sofia`: whom it is about and who gets it. */
async function aboutAndPerson(context: Context, line: string): Promise<{ about: About; person: string }> {
  const { ref, rest } = takePerson(line)
  if (ref !== null) return { about: await aboutWhom(context, rest.replace(/\s*(?:\bto|给|至)\s*$/iu, '')), person: `@[${ref}]` }
  const parted = /^(.+?)(?:\s+to\s+|\s*[给]\s*|\s+@)(.+)$/isu.exec(line)
  if (parted) {
    const about = await aboutWhom(context, parted[1] ?? '')
    if (about.resolved.kind === 'one' && !about.rest) return { about, person: parted[2] ?? '' }
  }
  const about = await aboutWhom(context, line)
  return { about, person: about.rest }
}

const assignTo = (context: Context, customer: CustomerRecord, person: string) => ({
  action: 'customers.assign',
  label: words(context.locale).submit,
  value: { customerId: customer.id, ...(person ? { person: [...person].slice(0, 80).join('') } : {}) },
})

/** Goes on with a customer this person may assign; who sees it but may not hears who may. */
async function withAssignable(context: Context, id: number, go: (customer: CustomerRecord) => Promise<Reply>): Promise<Reply> {
  const customer = await lockCustomer(context.tx, id)
  if (!customer) return { kind: 'message', message: goneMessage(context.locale) }
  const resource = customerResource(customer)
  if (context.may('customer.read', resource) && !context.may('customer.assign', resource)) return refused(context, customer)
  context.demand('customer.assign', resource)
  return go(customer)
}

/** Refused like everything else, on record, but with the people to turn to. */
async function refused(context: Context, customer: CustomerRecord): Promise<Reply> {
  const { tx, locale, place, now } = context
  const resource = JSON.stringify({ place: place?.kind ?? null, ...customerResource(customer) })
  await audit(tx, context, 'customer.assign', resource, 'denied', now)
  const managers = await teamMembers(tx, customer.teamId, ['manager'])
  const names = managers.slice(0, 3).map(({ name }) => name)
  const text = words(locale).refused(customer.team.name, names.join(locale === 'en' ? ', ' : '、'), customer.ownerId !== null)
  return { kind: 'message', message: say(locale, text) }
}

const assignFound = (context: Context, { id }: { id: number }, person: string): Promise<Reply> =>
  withAssignable(context, id, customer => assignLocked(context, customer, person))

async function assignLocked(context: Context, customer: CustomerRecord, person: string): Promise<Reply> {
  if (!person) return { kind: 'form', form: assignForm(context, customer) }
  return assign(context, customer, await ownerNamed(context, person, customer.team))
}

async function assign(context: Context, customer: CustomerRecord, owner: Owner): Promise<Reply> {
  const { locale } = context
  if (owner.kind === 'problem') {
    const message = say(locale, owner.text)
    if (owner.choices.length) message.parts.push({ kind: 'actions', actions: assignButtons(customer, owner.choices) })
    return { kind: 'message', message }
  }
  const changes = await handOver(context, customer, owner.member)
  return { kind: 'message', message: assignedMessage(context, customer, owner.member, changes.length > 0) }
}

function assignedMessage(
  { locale }: Context,
  customer: CustomerRecord,
  member: Parameters<typeof personInline>[0] | null,
  changed: boolean,
): Message {
  const text = words(locale)
  const message = member
    ? say(locale, customerInline(customer), changed ? text.now : text.already, personInline(member), text.end)
    : say(locale, customerInline(customer), text.noOne)
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id)] })
  return message
}

function assignForm({ locale, actor }: Context, customer: CustomerRecord): Form {
  const text = words(locale)
  const value = customer.owner?.platform === actor.platform ? { value: customer.owner.ref } : {}
  return {
    id: 'customers.assign',
    title: text.title,
    submit: text.submit,
    intro: customer.name,
    fields: [{ kind: 'person', name: 'owner', label: text.owner, hint: text.hint, optional: true, ...value }],
    state: { customerId: customer.id },
  }
}

export const assignSubmit = formEntry({
  id: 'customers.assign',
  needs: 'customer.assign',
  state: z.strictObject({ customerId: z.int32() }),
  values: z.strictObject({ owner: z.string().max(200).nullish() }),
  submit: (context, { owner }, { customerId }) =>
    withAssignable(context, customerId, async customer => {
      const named = await ownerNamed(context, owner ? `@[${owner}]` : '-', customer.team)
      return named.kind === 'problem' ? { kind: 'invalid', errors: { owner: named.text } } : assign(context, customer, named)
    }),
})

/** From the card and the digest (asks who), from a pick list (`person` as typed), from a choice of namesakes (`memberId`). */
export const assignAction = action({
  id: 'customers.assign',
  needs: 'customer.assign',
  value: z.strictObject({ customerId: z.int32(), person: z.string().max(200).optional(), memberId: z.int32().optional() }),
  run: (context, { customerId, person, memberId }) =>
    withAssignable(context, customerId, async customer => {
      const chosen = memberId === undefined ? null : await memberById(context.tx, memberId)
      return assignLocked(context, customer, chosen ? `@[${chosen.ref}]` : (person ?? ''))
    }),
})
