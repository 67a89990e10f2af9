import type { Json } from './message.ts'

/** One flat screen of fields. Longer flows are sequences of forms. */
export interface Form {
  /** The form entry that takes the submission (`log.new`). */
  id: string
  title: string
  submit: string
  /** A line above the fields. */
  intro?: string
  fields: Field[]
  /** Comes back with the submission; small JSON, never trusted without its schema and an access check. */
  state: Json
}

interface FieldBase {
  /** Key of the value in the submission. */
  name: string
  label: string
  hint?: string
  optional?: boolean
}

export type Field = FieldBase &
  (
    | { kind: 'text'; value?: string; multiline?: boolean; maxLength?: number }
    /** A decimal number, submitted as the text typed. */
    | { kind: 'number'; value?: string; min?: string; decimal?: boolean }
    /** YYYY-MM-DD */
    | { kind: 'date'; value?: string }
    | { kind: 'choice'; options: Choice[]; value?: string | string[]; multiple?: boolean }
    /** A person of the workspace; the value is the platform's id. */
    | { kind: 'person'; value?: string }
    /** A customer, by type-ahead; the value is the customer's id as text. */
    | { kind: 'customer'; value?: Choice }
  )

export interface Choice {
  value: string
  label: string
}

/** What was filled in: text, number and date fields as text, choices as their values; null where left empty. */
export type FormValues = Record<string, string | string[] | null>
