import { z } from 'zod'
import type { LocalDate } from '../chat/dates/calendar.ts'
import type { Customer } from '../database/generated/client.ts'
import { type CustomerValues, customText, type FieldName, type FieldTexts, fieldNames } from './fields.ts'

export const customFields = z.record(z.string(), z.string())

/** Own fields as text; whatever else the column holds is left out. */
export function customOf(customer: Pick<Customer, 'custom'>): Record<string, string> {
  return customFields.safeParse(customer.custom).data ?? {}
}

/** A date column's day. */
export const dayOf = (date: Date | null): LocalDate | null => date?.toISOString().slice(0, 10) ?? null

/** What people may write about the customer, as it is now. */
export function valuesOf(customer: Customer): CustomerValues {
  const { name, phone, email, tier, stage, industry, region, source, referrer, externalId, tags } = customer
  const birthday = dayOf(customer.birthday)
  return {
    name,
    phone,
    email,
    tier,
    stage,
    industry,
    region,
    source,
    birthday,
    referrer,
    externalId,
    tags,
    custom: customOf(customer),
  }
}

/** One value as people type it and as history shows it; empty when there is none. */
export function valueText<Name extends FieldName>(value: CustomerValues[Name]): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.join(', ') : customText(value as Record<string, string>)
}

/** The customer's values as a form shows them. */
export function textsOf(customer: Customer): Required<FieldTexts> {
  const values = valuesOf(customer)
  return Object.fromEntries(fieldNames.map(name => [name, valueText(values[name])])) as Required<FieldTexts>
}
