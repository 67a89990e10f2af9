import type { Chart } from './chart.ts'
import type { Locale } from './wording.ts'

/**
 * What Rapport says, without any platform's markup. Everything is plain JSON: the outbox keeps it until it is rendered.
 * Only a platform's renderer turns it into blocks or cards, and only there is text escaped.
 */
export interface Message {
  locale: Locale
  /** One line for notifications and screen readers. */
  summary: string
  parts: Part[]
  /**
   * Goes to this customer's people: it says nothing internal, so it may stand in a channel shared with them. Every other message is refused
   * there.
   */
  customerId?: number
  /** Go with a message that is put into the outbox; answers carry none. */
  files?: MessageFile[]
}

/** A file as it is sent: small, for the outbox keeps it until then. */
export interface MessageFile {
  /** With its extension. */
  name: string
  base64: string
}

export type Inline =
  | string
  | { kind: 'bold'; text: string }
  /** A member, as their platform mentions them; `name` where it cannot. */
  | { kind: 'person'; platform: string; ref: string; name: string }
  | { kind: 'link'; url: string; text: string }
  /** An instant, shown in the reader's zone where the platform can; `text` elsewhere. Local days are plain text. */
  | { kind: 'instant'; at: string; text: string }
  | { kind: 'money'; amount: string; currency: string }
  /** What people type, shown as code. */
  | { kind: 'code'; text: string }

/** Higher stays longer when a platform must cut; 5 when unset. Ties: what comes later goes first. */
interface Cuttable {
  priority?: number
}

export type Part = Cuttable &
  (
    | { kind: 'heading'; text: string }
    | { kind: 'text'; text: Inline[] }
    | { kind: 'facts'; facts: Fact[] }
    | ListPart
    | { kind: 'table'; columns: string[]; rows: string[][] }
    /** With its summary, and its numbers where no picture can be shown. */
    | { kind: 'chart'; chart: Chart }
    | { kind: 'actions'; actions: Button[] }
    | { kind: 'note'; text: Inline[] }
    | { kind: 'divider' }
  )

export interface Fact {
  label: string
  value: Inline[]
}

export interface ListPart {
  kind: 'list'
  title?: string
  /** Number of the first row; unset: a plain list without numbers. */
  start?: number
  rows: Row[]
  /** What was left out and where to see it, said under the list. */
  more?: Inline[]
}

export interface Row {
  text: Inline[]
  /** Second line, quieter. */
  detail?: Inline[]
  /** One "Act" menu (or a lone button) at the row. */
  act?: Button[]
  /** What the row's number means in a later command. */
  ref?: RowRef
}

export type RowRef = { kind: 'customer'; id: number } | { kind: 'task'; id: number }

/** A button or menu entry: which action it starts, with what. `value` is small JSON (2,000 bytes as text). */
export interface Button {
  action: string
  label: string
  value: Json
  style?: 'primary' | 'danger'
  /** Where the same can be done in a browser, for platforms without buttons (e-mail). */
  url?: string
  /** It opens a form: platforms without forms lead to `url` instead. */
  form?: true
  /** Asked before it is done. */
  confirm?: string
  /** By it somebody asks never to be written to again; what else a platform has for that does the same. */
  unsubscribes?: true
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** The text of inlines without markup: for summaries, logs of tests and platforms without formatting. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map(inline => (typeof inline === 'string' ? inline : inlineText(inline))).join('')
}

function inlineText(inline: Exclude<Inline, string>): string {
  if (inline.kind === 'person') return inline.name
  if (inline.kind === 'money') return `${inline.amount} ${inline.currency}`
  return inline.text
}

export const bold = (text: string): Inline => ({ kind: 'bold', text })
export const code = (text: string): Inline => ({ kind: 'code', text })

/** A message of one paragraph. */
export function say(locale: Locale, ...text: Inline[]): Message {
  return { locale, summary: plainText(text), parts: [{ kind: 'text', text }] }
}
