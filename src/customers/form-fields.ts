import type { Context } from '../chat/context.ts'
import type { Field, FormValues } from '../chat/form.ts'
import { type Locale, wording } from '../chat/wording.ts'
import type { CustomField } from './custom/field.ts'
import { customInputs } from './custom/inputs.ts'
import { type FieldName, type FieldTexts, fields, limits } from './fields.ts'

const words = wording({
  en: {
    such: (known: string) => `Such as ${known}`,
    tagsHint: 'Separated by commas',
    customHint: 'One a line, as “plan: Gold”',
  },
  'zh-CN': {
    such: (known: string) => `例如：${known}`,
    tagsHint: '多个标签用逗号分隔',
    customHint: '每行一个，例如“套餐：黄金版”',
  },
})

/** In the order people fill them in. */
const formOrder: readonly FieldName[] = [
  'name',
  'phone',
  'email',
  'tier',
  'stage',
  'tags',
  'industry',
  'region',
  'source',
  'referrer',
  'birthday',
  'externalId',
  'custom',
]
/** A text input holds 3,000 characters. */
const longestCustom = 2_900

export interface KnownWords {
  tiers: string[]
  stages: string[]
}

/** Tiers and stages that the team's latest customers have, commonest first: they are free text, and this keeps them from drifting. */
export async function knownWords(context: Pick<Context, 'tx'>, teamId: number | null): Promise<KnownWords> {
  const rows = await context.tx.$queryRaw<{ tier: string | null; stage: string | null }[]>`
    SELECT "tier", "stage" FROM "Customer" WHERE ${teamId}::int IS NULL OR "teamId" = ${teamId}::int ORDER BY "id" DESC LIMIT 500`
  return { tiers: commonest(rows.map(row => row.tier)), stages: commonest(rows.map(row => row.stage)) }
}

function commonest(values: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([value]) => value)
}

/** The record's fields with these texts in them, by input; lines of own fields that have no input yet keep one of their own. */
export function recordFields(
  locale: Locale,
  texts: FieldTexts & Readonly<Record<string, string | undefined>>,
  known: KnownWords,
  hints: Readonly<Record<string, string | undefined>>,
  custom: readonly CustomField[],
): Field[] {
  const own = customInputs(locale, custom, texts, hints)
  return formOrder.flatMap((name): Field[] => {
    if (name === 'custom' && (!texts.custom || texts.custom.length > longestCustom)) return own
    const hint = hints[name] ?? hintOf(locale, name, known)
    const base = {
      name,
      label: fields[name].label[locale],
      ...(hint ? { hint } : {}),
      ...(name === 'name' ? {} : { optional: true }),
    }
    const value = texts[name] ? { value: texts[name] } : {}
    if (name === 'birthday') return [{ ...base, kind: 'date', ...value }]
    const multiline = name === 'custom' ? { multiline: true } : {}
    return [
      {
        ...base,
        kind: 'text',
        ...value,
        ...multiline,
        maxLength: name === 'tags' ? limits.tags * (limits.tag + 2) : fields[name].max,
      },
      ...(name === 'custom' ? own : []),
    ]
  })
}

function hintOf(locale: Locale, name: FieldName, { tiers, stages }: KnownWords): string | null {
  const text = words(locale)
  if (name === 'tags') return text.tagsHint
  if (name === 'custom') return text.customHint
  const known = name === 'tier' ? tiers : name === 'stage' ? stages : []
  return known.length
    ? text.such(
        known
          .toSorted()
          .join(locale === 'en' ? ', ' : '、')
          .slice(0, 120),
      )
    : null
}

/** What was filled in; a field the form did not have is not spoken of, one left empty is cleared. */
export function textsSubmitted(values: FormValues): FieldTexts {
  return Object.fromEntries(
    formOrder.flatMap(name => {
      const value = values[name]
      return value === undefined ? [] : [[name, typeof value === 'string' ? value : '']]
    }),
  )
}
