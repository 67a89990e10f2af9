import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, formEntry, type Verb } from '../../chat/feature.ts'
import type { Form } from '../../chat/form.ts'
import { type Button, bold, type Message, type Row, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { splitFirst } from '../../chat/verbs.ts'
import type { Tx } from '../../database/store.ts'
import { changeField } from '../custom/change.ts'
import {
  type CustomField,
  type CustomType,
  comparable,
  customTypes,
  fieldNamed,
  mostCustomFields,
  typeName,
} from '../custom/field.ts'
import { addField, customFields } from '../custom/store.ts'
import { cleanText, fieldNames, fields, limits } from '../fields.ts'
import { fieldWords as words } from './field-words.ts'

const addWords = ['add', 'new', '新增', '添加', '新建']

/** The company's own fields: what there is, and with `add` a new one. */
export const fieldsVerb: Verb = {
  name: 'fields',
  words: ['fields', 'field', '字段', '自定义字段'],
  usage: { en: '/rapport fields [add Seats]', 'zh-CN': '/rapport 字段 [新增 席位]' },
  needs: 'team.setup',
  async run(context, rest) {
    const { first, rest: label } = splitFirst(rest.trim())
    if (addWords.includes(first.toLowerCase())) return { kind: 'form', form: fieldForm(context, null, cleanText(label)) }
    return { kind: 'message', message: await fieldsMessage(context) }
  },
}

async function fieldsMessage({ tx, locale }: Context): Promise<Message> {
  const text = words(locale)
  const all = await customFields(tx)
  const counts = await tx.$queryRaw<{ key: string; customers: number }[]>`
    SELECT k."key", count(*)::int AS customers FROM "Customer" c, jsonb_object_keys(c."custom") AS k("key") GROUP BY 1`
  const used = new Map(counts.map(({ key, customers }) => [key, customers]))
  const rows = all.map((field): Row => {
    const detail = [typeName(field.type, locale), field.options.slice(0, 6).join(' / '), text.used(used.get(field.key) ?? 0)]
    return {
      text: [bold(field.label), ...(field.archived ? [` (${text.archived})`] : [])],
      detail: [detail.filter(Boolean).join(' · ')],
      act: actsOf(field, locale),
    }
  })
  const add: Button = { action: 'customers.field', label: text.add, value: { fieldId: null } }
  return {
    locale,
    summary: text.title,
    parts: [
      { kind: 'heading', text: text.title },
      rows.length ? { kind: 'list', rows } : { kind: 'text', text: [text.none] },
      { kind: 'actions', actions: [add], priority: 9 },
    ],
  }
}

function actsOf({ id, archived }: CustomField, locale: Context['locale']): Button[] {
  const text = words(locale)
  return [
    { action: 'customers.field', label: text.edit, value: { fieldId: id } },
    {
      action: 'customers.field-archive',
      label: archived ? text.restore : text.archive,
      value: { fieldId: id, archive: !archived },
    },
  ]
}

function fieldForm({ locale }: Context, field: CustomField | null, label = field?.label ?? ''): Form {
  const text = words(locale)
  return {
    id: 'customers.field',
    title: field ? text.editTitle : text.newTitle,
    submit: text.save,
    fields: [
      {
        kind: 'text',
        name: 'label',
        label: text.label,
        maxLength: limits.customKey,
        ...(label ? { value: label.slice(0, limits.customKey) } : {}),
      },
      {
        kind: 'choice',
        name: 'type',
        label: text.type,
        options: customTypes.map(type => ({ value: type, label: typeName(type, locale) })),
        value: field?.type ?? 'text',
      },
      {
        kind: 'text',
        name: 'options',
        label: text.options,
        hint: text.optionsHint,
        optional: true,
        multiline: true,
        maxLength: 3_000,
        ...(field?.options.length ? { value: field.options.join('\n').slice(0, 3_000) } : {}),
      },
    ],
    state: { fieldId: field?.id ?? null },
  }
}

/** The field of a button or form, kept from others until this is done. */
async function lockedField({ tx }: Context, id: number): Promise<CustomField | null> {
  await tx.$queryRaw`SELECT 1 AS locked FROM "CustomField" WHERE "id" = ${id} FOR UPDATE`
  return (await customFields(tx)).find(field => field.id === id) ?? null
}

const gone = ({ locale }: Context): Reply => ({ kind: 'message', message: say(locale, words(locale).gone) })

export const fieldAction = action({
  id: 'customers.field',
  needs: 'team.setup',
  value: z.strictObject({ fieldId: z.int32().nullable() }),
  async run(context, { fieldId }): Promise<Reply> {
    const field = fieldId === null ? null : await lockedField(context, fieldId)
    return fieldId !== null && !field ? gone(context) : { kind: 'form', form: fieldForm(context, field) }
  },
})

export const fieldArchiveAction = action({
  id: 'customers.field-archive',
  needs: 'team.setup',
  value: z.strictObject({ fieldId: z.int32(), archive: z.boolean() }),
  async run(context, { fieldId, archive }): Promise<Reply> {
    const { tx, locale, now } = context
    const field = await lockedField(context, fieldId)
    if (!field) return gone(context)
    const text = words(locale)
    if (!archive && (await isFull(tx))) return { kind: 'message', message: say(locale, text.many) }
    await tx.customField.update({ where: { id: fieldId }, data: { archivedAt: archive ? now : null } })
    return { kind: 'message', message: say(locale, bold(field.label), archive ? text.isArchived : text.isBack) }
  },
})

export const fieldSubmit = formEntry({
  id: 'customers.field',
  needs: 'team.setup',
  state: z.strictObject({ fieldId: z.int32().nullable() }),
  values: z.object({ label: z.string().nullish(), type: z.enum(customTypes).nullish(), options: z.string().nullish() }),
  async submit(context, values, { fieldId }): Promise<Reply> {
    const { tx, locale, now } = context
    const field = fieldId === null ? null : await lockedField(context, fieldId)
    if (fieldId !== null && !field) return gone(context)
    const known = await customFields(tx)
    const read = readForm(
      context,
      values,
      known.filter(({ id }) => id !== fieldId),
    )
    if ('errors' in read) return { kind: 'invalid', errors: read.errors }
    const text = words(locale)
    if (field) {
      const changed = await changeField(tx, field, read)
      if (changed.kind === 'misfits')
        return { kind: 'invalid', errors: { type: text.misfits(changed.customers, changed.example.slice(0, 60)) } }
      if (changed.kind === 'too-many') return { kind: 'invalid', errors: { type: text.tooMany } }
    } else if (known.filter(each => !each.archived).length >= mostCustomFields)
      return { kind: 'invalid', errors: { label: text.many } }
    else await addField(tx, read, now)
    return { kind: 'message', message: say(locale, bold(read.label), text.saved(read.label, typeName(read.type, locale))) }
  },
})

const isFull = async (tx: Tx): Promise<boolean> =>
  (await customFields(tx)).filter(({ archived }) => !archived).length >= mostCustomFields

interface Filled {
  label?: string | null | undefined
  type?: CustomType | null | undefined
  options?: string | null | undefined
}

const builtIn = new Set(fieldNames.flatMap(name => fields[name].words.map(comparable)))

/** A field's form, checked; its name must not be another field's or one of the record's own. */
function readForm(
  { locale }: Context,
  filled: Filled,
  others: readonly CustomField[],
): Pick<CustomField, 'label' | 'type' | 'options'> | { errors: Record<string, string> } {
  const text = words(locale)
  const label = cleanText(filled.label ?? '')
  const type = filled.type ?? 'text'
  const lines = (filled.options ?? '').split('\n').map(cleanText).filter(Boolean)
  const options = type === 'choice' ? [...new Map(lines.map(line => [comparable(line), line])).values()] : []
  if (!comparable(label) || [...label].length > limits.customKey || /[=＝:：]/.test(label))
    return { errors: { label: text.labelMissing } }
  if (fieldNamed(others, label) || builtIn.has(comparable(label))) return { errors: { label: text.taken } }
  if (type === 'choice' && (options.length === 0 || options.length > 100)) return { errors: { options: text.choices } }
  return { label, type, options }
}
