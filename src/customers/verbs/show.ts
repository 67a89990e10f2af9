import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import { code, type Part } from '../../chat/message.ts'
import { chatWords } from '../../chat/messages.ts'
import type { Reply } from '../../chat/platform.ts'
import { nearest, splitFirst } from '../../chat/verbs.ts'
import { wording } from '../../chat/wording.ts'
import { namedText } from '../../people/named-text.ts'
import { withClicked } from '../about.ts'
import { buildCard } from '../card.ts'
import { resolveWho } from '../find.ts'
import { quoted, unresolvedMessage } from '../messages.ts'
import { customerQuery } from '../query.ts'
import { type CustomerRecord, customerById, customerResource } from '../store.ts'
import { customerChoice } from '../suggest.ts'

const words = wording({
  en: {
    title: 'Find a customer',
    submit: 'Open',
    customer: 'Customer',
    hint: 'Name, pinyin, phone, contact, external id or tag',
  },
  'zh-CN': {
    title: '查找客户',
    submit: '打开',
    customer: '客户',
    hint: '名称、拼音、电话、联系人、外部编号或标签',
  },
})

export const showVerb: Verb = {
  name: 'show',
  words: ['show', 'open', 'view', '查看', '打开', '看'],
  usage: { en: '/customer acme', 'zh-CN': '/customer 知客' },
  needs: 'customer.read',
  run: showCustomer,
}

export const searchVerb: Verb = {
  name: 'search',
  words: ['search', 'find', '搜索', '查找', '查询'],
  usage: { en: '/customer search', 'zh-CN': '/customer 搜索' },
  needs: 'customer.read',
  run: async (context, rest) => (rest ? showCustomer(context, rest) : searchForm(context)),
}

/** The card of whoever is meant; a list when several are; what is near, and Create, when nobody is. */
async function showCustomer(context: Context, who: string): Promise<Reply> {
  const glued = gluedVerb(context, who)
  const resolved = await resolveWho(context, who)
  if (resolved.kind === 'one') return card(context, resolved.customer)
  if (glued) return glued()
  // One slip away and alone: the card is worth more than a question.
  const [only, other] = resolved.kind === 'many' && resolved.slip ? resolved.customers : []
  if (only && !other) return card(context, only)
  const named = await namedText(context.tx, context.actor.platform, who.trim())
  const message = unresolvedMessage(context, named, resolved)
  if (resolved.kind === 'none' || (resolved.kind === 'many' && resolved.guess))
    message.parts.push(...(verbLast(context, named) ?? meantVerb(context, who)))
  return { kind: 'message', message }
}

/** `acme timeline`, 知客时间线: the verb stands before the name. Null when no verb is last. */
function verbLast({ rooms, locale }: Context, typed: string): Part[] | null {
  const words = rooms.commands.find(command => command.name === 'customer')?.verbs.flatMap(verb => [...verb.words]) ?? []
  const last = words
    .filter(word => new RegExp(/^\p{Script=Han}{2,}$/u.test(word) ? `.${word}$` : `\\s${word}$`, 'isu').test(typed))
    .toSorted((a, b) => b.length - a.length)[0]
  if (last === undefined) return null
  const line = `/customer ${last} ${quoted(typed.slice(0, -last.length))}`
  return [{ kind: 'note', text: [chatWords(locale).didYouMean, code(line), locale === 'en' ? '?' : '？'] }]
}

/** Nobody is called so: perhaps the first word was to be a verb. */
function meantVerb({ rooms, locale }: Context, typed: string): Part[] {
  const { first, rest } = splitFirst(typed)
  const verbs = rooms.commands.find(command => command.name === 'customer')?.verbs ?? []
  // Two Chinese characters differ from some verb in one soon enough; with more after them they are likelier to be one.
  const isLikely = rest !== '' || /^[a-z]{3,}$/i.test(first)
  const word = isLikely
    ? nearest(
        first,
        verbs.flatMap(verb => [...verb.words]),
      )
    : null
  const verb = verbs.find(({ words }) => word !== null && words.includes(word))
  if (!verb) return []
  return [{ kind: 'note', text: [chatWords(locale).didYouMean, code(verb.usage[locale]), locale === 'en' ? '?' : '？'] }]
}

async function card(context: Context, customer: CustomerRecord): Promise<Reply> {
  context.demand('customer.read', customerResource(customer))
  return { kind: 'message', message: await buildCard(context, customer) }
}

/** Chinese is often typed without a space: 新建知客科技. Taken for the verb only when no customer is called so. */
function gluedVerb(context: Context, typed: string): (() => Promise<Reply>) | null {
  if (customerQuery(typed).onlyTag) return null
  const verbs = context.rooms.commands.find(command => command.name === 'customer')?.verbs ?? []
  const glued = verbs
    .flatMap(verb => verb.words.map(word => ({ verb, word })))
    .filter(({ word }) => /^\p{Script=Han}{2,}$/u.test(word) && typed.startsWith(word))
    .toSorted((a, b) => b.word.length - a.word.length)[0]
  if (!glued) return null
  return () => {
    context.demand(glued.verb.needs)
    return glued.verb.run(context, typed.slice(glued.word.length).replace(/^[\s:：]+/u, ''))
  }
}

async function searchForm(context: Context): Promise<Reply> {
  const text = words(context.locale)
  const linked = context.channel?.customerId ? await customerById(context.tx, context.channel.customerId) : null
  const value = linked && context.may('customer.read', customerResource(linked)) ? { value: customerChoice(linked) } : {}
  return {
    kind: 'form',
    form: {
      id: 'customers.search',
      title: text.title,
      submit: text.submit,
      fields: [{ kind: 'customer', name: 'customer', label: text.customer, hint: text.hint, ...value }],
      state: {},
    },
  }
}

export const searchSubmit = formEntry({
  id: 'customers.search',
  needs: 'customer.read',
  state: z.strictObject({}),
  values: z.strictObject({ customer: z.string().regex(/^\d{1,9}$/) }),
  submit: (context, { customer }) => withClicked(context, Number(customer), 'customer.read', found => card(context, found)),
})

export const showAction = action({
  id: 'customers.show',
  needs: 'customer.read',
  value: z.strictObject({ customerId: z.int32() }),
  run: (context, { customerId }) => withClicked(context, customerId, 'customer.read', customer => card(context, customer)),
})
