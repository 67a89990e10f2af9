import { z } from 'zod'
import type { Field, Form } from '../../../chat/form.ts'
import type { Json, Message } from '../../../chat/message.ts'
import type { Incoming, Place, PlatformState } from '../../../chat/platform.ts'
import { type Locale, locales } from '../../../chat/wording.ts'
import { formWords, wecomWords } from '../words.ts'
import { type Lines, linesOf } from './lines.ts'
import { cancelledMessage, formMessage, wrongMessage } from './message.ts'
import { type Held, heldAtFirst, heldOf, type Lookups } from './values.ts'

/** What somebody wrote, when a form is open: an answer of the form's own, or its submission. */
export type FormTurn =
  | { kind: 'message'; message: Message }
  | {
      kind: 'submit'
      submission: Submission
    }
  /** A repeat of what was taken in before. */
  | { kind: 'again' }

/** What is handed over. Its key is the same however often and on whatever way it is sent, until it was refused and shown again. */
export type Submission = Pick<
  Extract<Incoming, { kind: 'submit' }>,
  'key' | 'kind' | 'form' | 'state' | 'values' | 'people' | 'place'
>

/** Where a form stands, and who fills it in. */
export interface FormPlace {
  id: string
  person: string
}

/** A message to the robot. */
export interface Written {
  id: string
  text: string
  /** Names a command, which goes before the value of a field that was asked for. */
  isCommand: boolean
}

export interface FormTalk {
  /** Shows a form; it takes the place of one that is open there. */
  open(at: FormPlace, form: Form, from: FormOrigin, locale: Locale): Promise<Message>
  /** Opens it on a page alone; gives its id there. */
  openOnPage(at: FormPlace, form: Form, locale: Locale): Promise<string>
  /** The id of the form that is open there. */
  current(at: FormPlace): Promise<string | null>
  /** The form that is open there, if it is still this one. */
  opened(at: FormPlace, id: string): Promise<OpenForm | null>
  /** Keeps what was filled in on its page. */
  fill(at: FormPlace, open: OpenForm): Promise<void>
  /** What a message means to the open form; null when none is open, or it is about something else. */
  turn(at: FormPlace, written: Written): Promise<FormTurn | null>
  /** The submission was refused: it stays open with everything that was filled in. */
  invalid(at: FormPlace, errors: Record<string, string>): Promise<Message | null>
  close(at: FormPlace): Promise<void>
}

/** Where a form was asked for, and the way that its answer goes. */
export interface FormOrigin {
  about: Place | null
  way: Way
}

interface TalkParts {
  /** The page of an open form; null: there are no pages. */
  pageOf(at: FormPlace, id: string): string | null
  newId(): string
  state: PlatformState
  /** `about`: where the form was asked for. */
  lookups(at: FormPlace, about: Place | null): Lookups
  now(): Date
}

const ways = ['robot', 'app', 'page'] as const
export type Way = (typeof ways)[number]

const held = z.object({ value: z.union([z.string(), z.array(z.string())]).nullable(), shown: z.string() })
const kept = z.object({
  at: z.number(),
  id: z.string(),
  /** How often it was refused. */
  round: z.number(),
  way: z.enum(ways),
  /** When it was last shown, and the field that a plain text is then the value of. */
  asked: z.object({ name: z.string().nullable(), at: z.number() }),
  last: z.string(),
  locale: z.enum(locales),
  form: z.custom<Form>(value => typeof value === 'object' && value !== null),
  held: z.record(z.string(), held),
  about: z.custom<Place | null>(value => typeof value === 'object'),
})
type Kept = z.infer<typeof kept>
export type OpenForm = Readonly<Kept>

const keptForMs = 24 * 3_600_000
/** Afterwards a plain text is no answer to a question that scrolled away. */
const askedForMs = 10 * 60_000

/**
 * Forms without a screen: the bot shows the fields, people answer in `字段：值` lines, all at once or one by one, and it is submitted as soon
 * as nothing that is needed is missing. What is open is kept, so that a restart loses nothing.
 */
export function createFormTalk(parts: TalkParts): FormTalk {
  const { state } = parts
  const keyOf = ({ id, person }: FormPlace): string => `form.${id}|${person}`
  const read = async (at: FormPlace): Promise<Kept | null> => {
    const { data } = kept.safeParse(await state.get(keyOf(at)))
    return data && parts.now().getTime() - data.at < keptForMs ? data : null
  }
  const write = (at: FormPlace, open: Kept): Promise<void> => state.set(keyOf(at), open as unknown as Json)
  const close = (at: FormPlace): Promise<void> => state.set(keyOf(at), null)

  const show = async (at: FormPlace, open: Kept): Promise<Message> => {
    const asked = askedOf(open)
    await write(at, { ...open, asked: { name: asked?.name ?? null, at: parts.now().getTime() } })
    return formMessage(open.form, open.held, asked, open.locale, parts.pageOf(at, open.id))
  }
  const wrong = async (at: FormPlace, open: Kept, problems: Record<string, string>): Promise<Message> => {
    const first = open.form.fields.find(({ name }) => name in problems)
    await write(at, { ...open, asked: { name: first?.name ?? null, at: parts.now().getTime() } })
    return wrongMessage(open.form, problems, open.locale)
  }
  const fill = async (at: FormPlace, open: Kept, { typed, strays }: Lines): Promise<FormTurn> => {
    const lookups = parts.lookups(at, open.about)
    const now: Record<string, Held> = { ...open.held }
    const problems = Object.fromEntries(strays.map(line => [line, wecomWords(open.locale).noField]))
    for (const field of open.form.fields) {
      const text = typed.get(field.name)
      if (text === undefined) continue
      const result = await heldOf(field, text, lookups, open.locale)
      if ('wrong' in result) problems[field.name] = result.wrong
      else now[field.name] = result
    }
    const filled = { ...open, held: now }
    if (Object.keys(problems).length > 0) return { kind: 'message', message: await wrong(at, filled, problems) }
    if (missing(filled)) return { kind: 'message', message: await show(at, filled) }
    return submit(at, filled)
  }
  const meant = async (at: FormPlace, open: Kept, { text, isCommand }: Written): Promise<FormTurn | null> => {
    const word = text.trim().toLowerCase()
    if (formWords.cancel.has(word)) {
      await close(at)
      return { kind: 'message', message: cancelledMessage(open.locale) }
    }
    if (formWords.submit.has(word) || word === open.form.submit.toLowerCase())
      return fill(at, open, { typed: new Map(), strays: [] })
    const lines = linesOf(text, open.form.fields)
    if (lines) return fill(at, open, lines)
    if (isCommand || parts.now().getTime() - open.asked.at > askedForMs) return null
    const name = open.asked.name ?? fieldWithOption(open.form.fields, text)
    return name === null ? null : fill(at, open, { typed: new Map([[name, text]]), strays: [] })
  }
  const submit = async (at: FormPlace, open: Kept): Promise<FormTurn> => {
    await write(at, open)
    return { kind: 'submit', submission: submissionOf(open) }
  }

  const fresh = (form: Form, from: FormOrigin, locale: Locale): Kept => {
    const first = Object.fromEntries(form.fields.map(field => [field.name, heldAtFirst(field)]))
    const at = parts.now().getTime()
    return { at, id: parts.newId(), round: 0, ...from, asked: { name: null, at }, last: '', locale, form, held: first }
  }

  return {
    open: (at, form, from, locale) => show(at, fresh(form, from, locale)),
    async openOnPage(at, form, locale) {
      const open = fresh(form, { about: null, way: 'page' }, locale)
      await write(at, open)
      return open.id
    },
    current: async at => (await read(at))?.id ?? null,
    async opened(at, id) {
      const open = await read(at)
      return open?.id === id ? open : null
    },
    async fill(at, open) {
      // What was answered meanwhile stays closed.
      if ((await read(at))?.id === open.id) await write(at, open)
    },
    async turn(at, written) {
      const open = await read(at)
      if (!open) return null
      const turn = await meant(at, { ...open, last: written.id }, written)
      // A repeated submission goes on: the inbox knows whether it was handled.
      return open.last === written.id && turn?.kind === 'message' ? { kind: 'again' } : turn
    },
    async invalid(at, errors) {
      const open = await read(at)
      return open ? wrong(at, { ...open, round: open.round + 1 }, errors) : null
    },
    close,
  }
}

/** The one field that offers this answer. */
function fieldWithOption(fields: readonly Field[], text: string): string | null {
  const wanted = text.trim().toLowerCase()
  const offering = fields.filter(
    field => field.kind === 'choice' && field.options.some(({ label }) => label.toLowerCase() === wanted),
  )
  return offering.length === 1 ? (offering[0]?.name ?? null) : null
}

const isEmpty = (value: Held['value'] | undefined): boolean => value == null || value.length === 0

/** The first field that must be filled in and is not. */
const missing = (open: Kept): Field | undefined =>
  open.form.fields.find(({ name, optional }) => !optional && isEmpty(open.held[name]?.value))

/** The field that a plain text would be about: what is missing, or the only one there is. */
const askedOf = (open: Kept): Field | undefined =>
  missing(open) ?? (open.form.fields.length === 1 ? open.form.fields[0] : undefined)

export function submissionOf({ id, round, form, held: all, about }: OpenForm): Submission {
  const values = Object.fromEntries(form.fields.map(({ name }) => [name, all[name]?.value ?? null]))
  const people = form.fields.flatMap(({ kind, name }) => (kind === 'person' ? (all[name]?.value ?? []) : []))
  const key = `wecom:form:${id}:${round}`
  return { key, kind: 'submit', form: form.id, state: form.state, values, place: about, ...(people.length > 0 && { people }) }
}
