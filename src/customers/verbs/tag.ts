import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { typedParts, withTyped } from '../../chat/typed-text.ts'
import { wording } from '../../chat/wording.ts'
import { namedText } from '../../people/named-text.ts'
import { aboutWhom, withClicked, withCustomer } from '../about.ts'
import { limits, readFields, uniqueTags } from '../fields.ts'
import { customerInline, openButton } from '../messages.ts'
import { problemText } from '../problems.ts'
import type { CustomerRecord } from '../store.ts'
import { readTagChange, tagsAfter } from '../tags.ts'
import { authorOf, changeCustomer } from '../write.ts'

const words = wording({
  en: {
    title: 'Tags',
    submit: 'Save',
    tags: 'Tags',
    hint: 'Separated by commas',
    now: (tags: string) => ` now has the tags ${tags}.`,
    none: ' has no tags now.',
    same: (tags: string) => ` already has the tags ${tags}.`,
    button: 'Tag',
  },
  'zh-CN': {
    title: '标签',
    submit: '保存',
    tags: '标签',
    hint: '多个标签用逗号分隔',
    now: (tags: string) => `现在的标签：${tags}。`,
    none: '的标签已清空。',
    same: (tags: string) => `的标签没有变化：${tags}。`,
    button: '打标签',
  },
})

export const tagVerb: Verb = {
  name: 'tag',
  words: ['tag', 'tags', '标签', '打标签', '标记'],
  usage: { en: '/customer tag acme +vip -trial', 'zh-CN': '/customer 标签 知客 +重点 -试用' },
  needs: 'customer.edit',
  async run(context, rest) {
    const typed = readTagChange(rest)
    const about = await aboutWhom(context, typed.who)
    const change = await namedText(context.tx, context.actor.platform, [typed.change, about.rest].filter(Boolean).join(' '))
    const value = change && change.length <= longestChange ? { change } : {}
    const act = (customer: CustomerRecord) => [
      { action: 'customers.tag', label: words(context.locale).button, value: { customerId: customer.id, ...value } },
    ]
    const reply = await withCustomer(context, about, act, found => tagClicked(context, found.id, change))
    // Too long for the buttons of a pick list: it comes back to be copied.
    if (change.length > longestChange && about.resolved.kind !== 'one' && reply.kind === 'message')
      reply.message.parts.push(...typedParts(change))
    return reply
  },
}

/** What a button can carry along. */
const longestChange = 400

const tagClicked = (context: Context, customerId: number, change: string): Promise<Reply> =>
  withClicked(context, customerId, 'customer.edit', customer => tag(context, customer, change))

async function tag(context: Context, customer: CustomerRecord, change: string): Promise<Reply> {
  if (!change.trim()) return { kind: 'form', form: tagForm(context, customer) }
  return save(context, customer, tagsAfter(customer.tags, change), change)
}

async function save(context: Context, customer: CustomerRecord, tags: string[], typed: string): Promise<Reply> {
  const { locale } = context
  const { problems } = readFields({ tags: tags.join(',') }, '')
  if (problems.tags) return { kind: 'message', message: withTyped(locale, problemText(locale, 'tags', problems.tags), typed) }
  const changes = await changeCustomer(authorOf(context), customer, { tags })
  const text = words(locale)
  const list = tags.join(locale === 'en' ? ', ' : '、')
  const said = tags.length === 0 ? text.none : changes.length ? text.now(list) : text.same(list)
  const message = say(locale, customerInline(customer), said)
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id)] })
  return { kind: 'message', message }
}

function tagForm({ locale }: Context, customer: CustomerRecord): Form {
  const text = words(locale)
  const shown = customer.tags.join(', ')
  return {
    id: 'customers.tag',
    title: text.title,
    submit: text.submit,
    intro: customer.name,
    fields: [
      {
        kind: 'text',
        name: 'tags',
        label: text.tags,
        hint: text.hint,
        optional: true,
        ...(shown ? { value: shown } : {}),
        maxLength: limits.tags * (limits.tag + 2),
      },
    ],
    state: { customerId: customer.id, shown: customer.tags },
  }
}

export const tagSubmit = formEntry({
  id: 'customers.tag',
  needs: 'customer.edit',
  state: z.strictObject({ customerId: z.int32(), shown: z.array(z.string()) }),
  values: z.strictObject({ tags: z.string().nullish() }),
  submit: (context, { tags }, { customerId, shown }) =>
    withClicked(context, customerId, 'customer.edit', async customer => {
      const read = readFields({ tags: tags ?? '' }, '')
      if (read.problems.tags)
        return { kind: 'invalid', errors: { tags: problemText(context.locale, 'tags', read.problems.tags) } }
      const wanted = read.values.tags ?? []
      // Tags are a set: what somebody else added or took away meanwhile stays so.
      const has = (list: readonly string[], tag: string) => list.some(other => other.toLowerCase() === tag.toLowerCase())
      const kept = customer.tags.filter(tag => has(wanted, tag) || !has(shown, tag))
      return save(context, customer, uniqueTags([...kept, ...wanted.filter(tag => !has(shown, tag))]), tags ?? '')
    }),
})

export const tagAction = action({
  id: 'customers.tag',
  needs: 'customer.edit',
  value: z.strictObject({ customerId: z.int32(), change: z.string().max(longestChange).optional() }),
  run: (context, { customerId, change }) => tagClicked(context, customerId, change ?? ''),
})
