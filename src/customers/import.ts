import { z } from 'zod'
import { cell, type ImportKind, importKind } from '../chat/import-kind.ts'
import { locales, type Worded } from '../chat/wording.ts'
import { type CustomerValues, type FieldName, readField } from './fields.ts'
import { landCustomers } from './import-land.ts'
import { problemText } from './problems.ts'

/** A file's birthday may lie in somebody's tomorrow; `land` knows what day it is. */
const anyDay = '9999-12-31'

const field = <Name extends FieldName>(name: Name) =>
  cell<CustomerValues[Name]>(text => {
    const read = readField(name, text, anyDay)
    if ('value' in read) return { value: read.value as CustomerValues[Name] }
    const reason = Object.fromEntries(locales.map(locale => [locale, problemText(locale, name, read.problem)])) as Worded
    return { problem: reason }
  }).optional()

const named = z.string().max(200).optional()

const row = z.strictObject({
  external_id: z.string().max(200),
  name: field('name'),
  phone: field('phone'),
  email: field('email'),
  tier: field('tier'),
  stage: field('stage'),
  owner: named,
  team: named,
  industry: field('industry'),
  region: field('region'),
  source: field('source'),
  birthday: field('birthday'),
  referrer: field('referrer'),
  tags: field('tags'),
})
export type CustomerRow = z.output<typeof row>

/** Customers from a file or the API, by their external id; a blank cell or absent column leaves what is there. */
export const customersImport: ImportKind = importKind<CustomerRow>({
  kind: 'customers',
  columns: Object.keys(row.shape),
  required: ['external_id'],
  keepsExtra: true,
  row,
  land: landCustomers,
})
