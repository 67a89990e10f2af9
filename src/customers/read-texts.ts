import type { Context } from '../chat/context.ts'
import { localDate } from '../chat/dates/zone.ts'
import { writtenOf } from './custom/inputs.ts'
import { settleCustom } from './custom/settle.ts'
import { customFields } from './custom/store.ts'
import { isExternalIdTaken } from './duplicates.ts'
import { type CustomerValues, customLines, type FieldTexts, fields, readFields } from './fields.ts'
import { problemText, problemTexts } from './problems.ts'

/** Texts by input: the record's own names, `custom.<id>` for the company's own fields, `custom` for lines of others. */
export type InputTexts = FieldTexts & Readonly<Record<string, string | undefined>>

export interface TextsRead {
  values: Partial<CustomerValues>
  /** What is wrong, by input. */
  errors: Record<string, string>
  /** The same with each field's name, for a message. */
  said: string[]
}

/** Checks and shapes what was typed for a customer; `current`: what it has of own fields, and its id when it is there already. */
export async function readTexts(
  context: Context,
  texts: InputTexts,
  idTaken: string,
  current: { id?: number; custom: Readonly<Record<string, string>> } = { custom: {} },
): Promise<TextsRead> {
  const { tx, locale, now, zone } = context
  const { custom: _lines, ...own } = texts
  const { values, problems } = readFields(own, localDate(now, zone))
  const errors = problemTexts(locale, problems)
  if (await isExternalIdTaken(context, values.externalId, current.id)) errors.externalId = idTaken
  if (texts.custom && customLines(texts.custom) === null) errors.custom = problemText(locale, 'custom', 'custom-line')
  const colon = locale === 'en' ? ': ' : '：'
  const said = Object.entries(errors).map(([name, text]) => `${fields[name as keyof typeof fields].label[locale]}${colon}${text}`)
  const known = await customFields(tx)
  const written = writtenOf(known, texts)
  if (written.length === 0) return { values, errors, said }
  const settled = settleCustom(locale, known, current.custom, written)
  return {
    values: { ...values, custom: settled.custom },
    errors: { ...errors, ...settled.errors },
    said: [...said, ...Object.values(settled.errors)],
  }
}
