import { type Column, importKind } from '../../chat/import-kind.ts'
import { type CustomerValues, type FieldName, fields, limits, readField } from '../fields.ts'
import { problemWorded } from '../problems.ts'
import { clearable, idColumn, textColumn } from './columns.ts'
import { landCustomers } from './customers-land.ts'

/** One row of a customers file, read; null clears. */
export interface CustomerRow
  extends Partial<Pick<CustomerValues, 'phone' | 'email' | 'tier' | 'stage' | 'industry' | 'region' | 'source' | 'birthday'>> {
  external_id: string
  name?: string
  owner?: string | null
  team?: string
  referrer?: string | null
  tags?: string[] | null
}

/** A file's birthday may lie in somebody's tomorrow; `land` knows what day it is. */
const anyDay = '9999-12-31'

/** A cell by the rules of the customer's field. One of which nothing can be seen says nothing. */
function field<Name extends FieldName>(name: Name, description: string) {
  type Value = NonNullable<CustomerValues[Name]>
  const read: Column<Value>['read'] = text => {
    const found = readField(name, text, anyDay)
    if ('value' in found) return { value: (found.value ?? undefined) as Value }
    return { problem: problemWorded(name, found.problem) }
  }
  return { type: 'text' as const, maxLength: fields[name].max, description, read }
}

/** Customers from a file or the API, by their external id; a blank cell or absent column leaves what is there. */
export const customersImport = importKind<CustomerRow>({
  kind: 'customers',
  title: { en: 'customers', 'zh-CN': '客户' },
  fields: {
    external_id: { ...idColumn, description: 'Your number of the customer; one that is known changes that customer' },
    name: field('name', 'Needed when the customer is new'),
    phone: { ...field('phone', 'A number somebody can call, in any formatting'), ...clearable },
    email: { ...field('email', 'E-mail address'), ...clearable },
    tier: { ...field('tier', 'Such as A, B or Gold'), ...clearable },
    stage: { ...field('stage', 'Such as lead or negotiation'), ...clearable },
    owner: { ...textColumn(limits.text, 'Whose customer it is: slack:U123, or the name of one colleague'), ...clearable },
    team: textColumn(limits.text, "The team's name; the first team when left out"),
    industry: { ...field('industry', 'Industry'), ...clearable },
    region: { ...field('region', 'Region'), ...clearable },
    source: { ...field('source', 'Where the customer came from'), ...clearable },
    birthday: { ...field('birthday', 'A day that is past'), type: 'date', ...clearable },
    referrer: { ...field('referrer', 'Who brought the customer'), ...clearable },
    tags: { ...field('tags', 'Replaces all tags; separated by commas in a cell'), type: 'list', ...clearable },
  },
  keepsExtra: true,
  land: landCustomers,
})
