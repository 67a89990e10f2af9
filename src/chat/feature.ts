import type { z } from 'zod'
import type { Prisma } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import type { AccessAction } from './access.ts'
import type { Context, Team } from './context.ts'
import type { Contributions } from './contributions.ts'
import type { ContactBlock, CustomerText } from './customer-contact.ts'
import type { LocalDate } from './dates/zone.ts'
import type { DeliveryWatch } from './delivery-watch.ts'
import type { FilterField, FilterSource } from './filter-field.ts'
import type { ImportKind } from './import-kind.ts'
import type { Job } from './job.ts'
import type { Button, Inline, Part } from './message.ts'
import type { Reply, Said } from './platform.ts'
import type { RiskSignal } from './risk-signal.ts'
import type { Locale, Worded } from './wording.ts'

/** A chat command, `/customer` in Slack and `客户` in WeCom. */
export interface Command {
  /** Without slash. */
  name: string
  /** Other names, Chinese ones among them. */
  aliases: readonly string[]
  summary: Worded
  verbs: readonly Verb[]
  /** The verb when the first word is none (`/customer acme` is `show acme`), or when nothing follows the command. */
  otherwise: string
  empty: string
  /** A first word close to a verb is taken for a slip only when this is false: after `/customer` it is usually a name. */
  firstWordIsName: boolean
}

/** One thing a command does. */
export interface Verb {
  name: string
  /** What people type for it, both languages; the first of each language is shown in help. */
  words: readonly string[]
  usage: Worded
  needs: AccessAction
  /** Takes longer than a platform waits, always or with such a line: the person is told "working on it" before it begins. */
  slow?: boolean | ((rest: string) => boolean)
  run(context: Context, rest: string): Promise<Reply>
}

/** What a button or menu entry starts. */
export interface Action<Value = unknown> {
  id: string
  needs: AccessAction
  value: z.ZodType<Value>
  /** Takes longer than a platform waits, as a verb's. */
  slow?: boolean
  run(context: Context, value: Value): Promise<Reply>
}

/** A form's submission. Opening it is the business of whoever shows it. */
export interface FormEntry<State = unknown, Values = unknown> {
  id: string
  needs: AccessAction
  state: z.ZodType<State>
  /** Checks and shapes `FormValues`. */
  values: z.ZodType<Values>
  submit(context: Context, values: Values, state: State): Promise<Reply>
}

/** An entry of the menu at every message: something to do about what was said there. */
export interface Shortcut {
  name: string
  label: Worded
  needs: AccessAction
  run(context: Context, said: Said): Promise<Reply>
}

/** Keeps the value's (or the rows') type inside an entry and off the lists of entries. */
export const action = <Value>(entry: Action<Value>): Action => entry as unknown as Action
export const cardSection = <Row>(section: CardSection<Row>): CardSection => section as unknown as CardSection
export const formEntry = <State, Values>(entry: FormEntry<State, Values>): FormEntry => entry as unknown as FormEntry

/** The customer of a card, as far as its sections need it. */
export interface CardCustomer {
  id: number
  name: string
  teamId: number
  leftAt: Date | null
}

/** A block of the customer's card. What all sections show is read in one statement: cards are asked for all day long. */
export interface CardSection<Row = unknown> {
  name: string
  order: number
  /** A SELECT of what the section shows. Its rows arrive as JSON: instants as ISO text, days as YYYY-MM-DD; money must be cast to text. */
  rows(context: Context, customerId: number): Prisma.Sql
  show(context: Context, rows: readonly Row[], customer: CardCustomer): Part[]
}

/** A button at a customer: on the card, and in the digest's Act menu. Its value is `{ customerId }`. */
export interface CustomerAction {
  action: string
  label: Worded
  order: number
  on: readonly ('card' | 'digest')[]
}

/** A few words beside each customer of a list, such as the risk; read for all rows at once. */
export interface CustomerHint {
  name: string
  order: number
  read(context: Context, customerIds: readonly number[]): Promise<ReadonlyMap<number, Inline[]>>
}

export interface DigestContext {
  tx: Tx
  team: Team
  locale: Locale
  /** The local day the digest is for, and the instant it is as of. */
  date: LocalDate
  asOf: Date
  /** The day is not today: what it says of lists and buttons is of another day. */
  past: boolean
  /** The team's previous working day: "since yesterday" starts there. */
  previous: LocalDate
  rooms: Contributions
}

export interface DigestSection {
  name: string
  order: number
  /** No parts: nothing to say. */
  build(context: DigestContext): Promise<Part[]>
}

/** A block of a person's own page (Slack's Home): what they have to do, watch or set. Read with their own access, in their own language. */
export interface HomeSection {
  name: string
  order: number
  /** No parts: nothing to say. */
  build(context: Context): Promise<Part[]>
}

/** What a kind of activity reads like on the timeline. */
export interface ActivityKind {
  kind: string
  icon: string
  /** On no timeline: only jobs that follow facts see it. */
  hidden?: true
  describe(data: Record<string, unknown>, locale: Locale): Inline[]
}

/** Something that goes with customers who were handed over from one member to another, but is for somebody to decide: a button. */
export interface HandoverOffer {
  name: string
  /** Null: there is nothing to offer. */
  read(
    context: Context,
    handover: { id: string; customers: readonly number[]; leaverId: number; successorId: number },
  ): Promise<Button | null>
}

/** What a room saves from a log when a person says so: it goes with the log when that is undone. */
export interface LogRecords {
  name: string
  /** Whether what a Save button offers is saved already, just so. */
  isSaved(context: Context, action: string, value: unknown): Promise<boolean>
  /** Takes back what was saved from the log and says so; null: nothing was. */
  undo(context: Context, interactionId: number): Promise<Inline[] | null>
}

/** Whether each column of a room's tables holds something about a person, by Prisma's names. */
export type PersonalFields = Record<string, Record<string, 'personal' | 'impersonal'>>

/**
 * How rows of a table belong to a customer, and what becomes of them when the customer is erased. `keep`: the row stays for the figures,
 * without its personal columns, with the anonymous customer who takes the erased one's place. `let-go`: the row is not the customer's own;
 * it stays, tied to nobody, without its personal columns.
 */
export type CustomerData =
  | {
      erase: 'keep' | 'delete' | 'let-go'
      /** SQL condition on the table: the customer's rows. Unset: those whose `customerId` it is. */
      rows?(customerId: number): Prisma.Sql
      /** Columns that become something else than empty, as SQL. */
      becomes?: Record<string, string>
    }
  /** Copies on their way, of what anybody said: rows that mention the customer go. `waiting` (SQL): those that are left to be answered. */
  | { erase: 'mentions'; waiting?(now: Date): Prisma.Sql }
  /** Nothing in it is about customers. */
  | { erase: 'nothing' }

/** Everything a room adds. Only `main` collects features. */
export interface Feature {
  name: string
  commands?: readonly Command[]
  /** Verbs for a command of another room (`/rapport digest` comes from the digest). */
  verbs?: readonly { command: string; verb: Verb }[]
  actions?: readonly Action[]
  forms?: readonly FormEntry[]
  shortcuts?: readonly Shortcut[]
  jobs?: readonly Job[]
  cardSections?: readonly CardSection[]
  customerActions?: readonly CustomerAction[]
  customerHints?: readonly CustomerHint[]
  homeSections?: readonly HomeSection[]
  digestSections?: readonly DigestSection[]
  activityKinds?: readonly ActivityKind[]
  filterFields?: readonly FilterField[]
  filterSources?: readonly FilterSource[]
  riskSignals?: readonly RiskSignal[]
  importKinds?: readonly ImportKind[]
  logRecords?: readonly LogRecords[]
  handoverOffers?: readonly HandoverOffer[]
  customerTexts?: readonly CustomerText[]
  contactBlocks?: readonly ContactBlock[]
  deliveryWatches?: readonly DeliveryWatch[]
  personalFields?: PersonalFields
  /** By table. A table without a word here belongs to customers, and keeps its rows, if it has a `customerId`. */
  customerData?: Record<string, CustomerData>
}
