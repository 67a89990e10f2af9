import type { Command } from '../../chat/feature.ts'
import { type Button, type Json, type Message, say } from '../../chat/message.ts'
import type { Incoming, PersonRef, Place } from '../../chat/platform.ts'
import { commandSaid } from '../../chat/route.ts'
import type { Locale } from '../../chat/wording.ts'
import type { FormPlace, FormTalk } from './form/talk.ts'
import { type Action, codesAt, confirmAction, confirmed, type Offers } from './offers.ts'
import { doneKey } from './render/card.ts'
import { gap } from './render/markdown.ts'
import { readAppReplyTo } from './reply-to.ts'
import { wecomWords } from './words.ts'

/** What came, as everything else understands it; `say`: the robot's own answer to it, without anybody else. */
export type Heard = { kind: 'hand'; incoming: Incoming } | { kind: 'say'; incoming: Incoming; message: Message } | null

export interface HeardParts {
  offers: Offers
  forms: FormTalk
  commands: readonly Command[]
  /** The language last spoken with this person. */
  localeOf(person: string): Locale
  /** Where answers are seen: the group itself, or the direct chat of who asks in a group that is no team's. */
  shownAt(incoming: Pick<Incoming, 'place' | 'person'>): Promise<FormPlace>
  now(): Date
}

/** A message, however it came. */
export interface Written {
  /** The platform's id of it. */
  id: string
  person: string
  place: Place
  /** Null: a picture or a file alone. */
  words: string | null
  replyTo: Incoming['replyTo']
}

/** Somebody wrote: a command, the code of an action, or an answer to a form. */
export async function messageHeard(parts: HeardParts, written: Written): Promise<Heard> {
  const { id, person, place, replyTo } = written
  const base = { key: `wecom:${id}`, platform: 'wecom', place, person: { platform: 'wecom', id: person }, replyTo }
  // What people copy from an answer of ours comes with its gaps.
  const words = written.words?.replaceAll(gap, '') ?? null
  const said = place.kind === 'dm' ? (words ?? '').trim() : withoutMention(words ?? '', parts)
  const incoming: Incoming = { ...base, kind: 'text', text: said }
  if (words === null) {
    const locale = parts.localeOf(person)
    return { kind: 'say', incoming, message: say(locale, wecomWords(locale).onlyText) }
  }
  const shown = await parts.shownAt(incoming)
  const turn = await parts.forms.turn(shown, { id, text: said, isCommand: isCommand(parts, said) })
  if (turn?.kind === 'again') return null
  if (turn?.kind === 'message') return { kind: 'say', incoming, message: turn.message }
  if (turn?.kind === 'submit') return { kind: 'hand', incoming: { ...base, ...turn.submission } }
  const where = codesAt(shown.id, readAppReplyTo({ replyTo }) !== null)
  const action = await parts.offers.meant({ id: where }, person, said, parts.now().getTime())
  return action ? taken(parts, { ...base, kind: 'action', ...action }) : { kind: 'hand', incoming }
}

/** A card's button, however it came. */
export interface Pressed {
  id: string
  person: PersonRef
  place: Place | null
  /** Of the button. */
  key: string
  replyTo: Incoming['replyTo']
}

/** A card's button was pressed. Null for those that start nothing. */
export function cardPressed(parts: Pick<HeardParts, 'localeOf'>, { id, person, place, key, replyTo }: Pressed): Heard {
  if (key === doneKey) return null
  const { action, value } = actionIn(key)
  return taken(parts, { kind: 'action', key: `wecom:${id}`, platform: 'wecom', place, action, value, person, replyTo })
}

/** Of another version, or none of ours: an action that nobody has, whose answer is that the button is out of date. */
function actionIn(key: string): Action {
  try {
    const { action, value } = JSON.parse(key) as { action?: unknown; value?: Json }
    if (typeof action === 'string' && value !== undefined) return { action, value }
  } catch {}
  return { action: '', value: null }
}

function taken(parts: Pick<HeardParts, 'localeOf'>, incoming: Extract<Incoming, { kind: 'action' }>): Heard {
  if (incoming.action !== confirmAction) return { kind: 'hand', incoming }
  const asked = confirmed.safeParse(incoming.value).data
  if (!asked) return { kind: 'hand', incoming }
  const locale = parts.localeOf(incoming.person.id)
  const button: Button = { action: asked.a, value: asked.v, label: asked.label }
  const message = say(locale, asked.question)
  message.parts.push({ kind: 'actions', actions: [button] })
  return { kind: 'say', incoming, message }
}

const isCommand = ({ commands }: Pick<HeardParts, 'commands'>, text: string): boolean => commandSaid({ commands }, text) !== null

/** A robot's name may have spaces in it. */
const mostWords = 4

/** `@机器人 客户 知客` without the mention that it begins with: as many words of it as stand before a command, else the first. */
function withoutMention(text: string, parts: Pick<HeardParts, 'commands'>): string {
  const said = text.trim()
  if (!/^[@＠]/.test(said)) return said
  const rests: string[] = []
  for (let rest = said; rests.length < mostWords && /\s/.test(rest); rests.push(rest)) rest = rest.replace(/^\S+\s+/u, '')
  return rests.find(rest => isCommand(parts, rest)) ?? rests[0] ?? ''
}
