import type { Choice, Form, FormValues } from './form.ts'
import type { Json, Message } from './message.ts'
import type { Worded } from './wording.ts'

/** A person as the platform names them. */
export interface PersonRef {
  platform: string
  id: string
  /** Workspace or corp the person belongs to, when the event says so. */
  workspace?: string
}

export type PlaceKind = 'dm' | 'internal' | 'shared'

/** Where something was said: a DM with the bot, an internal channel, or one shared with another company. */
export interface Place {
  platform: string
  id: string
  kind: PlaceKind
  name?: string
  /** The platform did not say in time what it is: shared, to be safe, for this once. */
  assumed?: boolean
}

/** What a platform knows of a person. */
export interface PersonProfile {
  ref: PersonRef
  name: string
  locale: string | null
  zone: string | null
  /** Of another workspace. */
  external: boolean
  guest: boolean
  admin: boolean
  /** No longer there. */
  deactivated: boolean
}

/** Something a person did, normalised. It is kept as JSON in the inbox until it is handled. */
export type Incoming = IncomingBase &
  (
    | { kind: 'command'; name: string; text: string }
    /** A direct message or a mention: a command without its slash. */
    | { kind: 'text'; text: string }
    | { kind: 'action'; action: string; value: Json }
    | { kind: 'submit'; form: string; state: Json; values: FormValues }
    /** Something is to be done about what somebody said: an entry of that message's menu. */
    | { kind: 'shortcut'; shortcut: string; said: Said }
    /** Type-ahead of a customer field. */
    | { kind: 'suggest'; query: string }
    /** They look at their own page at the bot (Slack's Home): the message answered is that page. */
    | { kind: 'home' }
    /** The place itself changed: shared outside, renamed (a new id), archived. */
    | { kind: 'place-changed'; change: 'shared' | 'unshared' | 'archived' | 'unarchived' | 'moved'; newId?: string }
    /** A person's profile changed, or they joined. */
    | { kind: 'person-changed' }
    /** What was sent to the person, by the `ref` it was sent under, did not arrive after all. */
    | { kind: 'undelivered'; ref: string; code: string }
  )

interface IncomingBase {
  /** The platform's id of the event: the same event again has the same key. */
  key: string
  platform: string
  person: PersonRef
  place: Place | null
  /** It is about something said in `place`, but what is answered is seen by the asker alone: a form, a direct message, never that place. */
  aside?: boolean
  /** How the platform reaches the asker again (response_url, message ts...): its own business, plain JSON. */
  replyTo: Json
  /** Platform ids of the people chosen in a form's person fields: the directory gets to know them before the form is handled. */
  people?: string[]
}

/** What somebody said, as the platform keeps it. */
export interface SaidMessage {
  /** The platform's own, for ever. */
  id: string
  /** By name. */
  author: string
  text: string
  /** ISO instant. */
  at: string
  /** Leads back to it; null where the platform does not say. */
  link: string | null
}

export interface Said {
  message: SaidMessage
  /** The thread it is part of, its first messages (`more`: there are others); null: none. */
  thread: { id: string; messages: SaidMessage[]; more: boolean } | 'unreadable' | null
}

/** What a handler answers. The platform shows it to the one who asked, and to nobody else. */
export type Reply =
  /** `refused`: what they said is for nobody here; where people of ours help customers, it may be for them. */
  | { kind: 'message'; message: Message; refused?: true }
  /** Takes the place of the message whose button was pressed (a private one; a shared message stays and the asker gets a new one). */
  | { kind: 'replace'; message: Message }
  | { kind: 'form'; form: Form }
  /** A submission's errors by field; the form stays open with what was typed. */
  | { kind: 'invalid'; errors: Record<string, string> }
  /** Instead of closing, the form shows another one. */
  | { kind: 'next-form'; form: Form }
  | { kind: 'options'; options: Choice[] }
  | { kind: 'none' }

/** What `main` gives a platform: everything people do goes through it, once each. */
export type Receive = (incoming: Incoming, progress?: Progress) => Promise<Reply>

/** How the handling tells the platform what it needs to know before the reply. */
export interface Progress {
  /** It is written down and will not be lost: from now on it may be acknowledged. */
  received(): void
  /** This takes long: acknowledge now, "working on it". Resolves when that is out, so that heavy work cannot hold it up. */
  slow(): Promise<void>
}

export type Target =
  | { platform: string; kind: 'channel'; id: string }
  /** A private message to a person. */
  | { platform: string; kind: 'person'; id: string }

/** `rejected` so: this person can be written to only for a while after they wrote, and that is over. Nobody is to blame, and another way may do. */
export const windowClosed = 'window_closed'

export type SendResult =
  | { kind: 'sent'; ref: string }
  /** Will not work by trying again (revoked token, archived channel, shared outside...). */
  | { kind: 'rejected'; code: string }
  /** `underway`: it is begun and goes on elsewhere, and the platform says itself when that is over: it is not given up for its age. */
  | { kind: 'retry-after'; seconds: number; code: string; underway?: true }
  /** Nobody knows whether it was stored: look with `find` before sending again. */
  | { kind: 'unknown'; code: string }

export type FindResult =
  | { kind: 'found'; ref: string }
  | { kind: 'absent' }
  /** It may be there; the platform would show it once all the same if it were sent again now. */
  | { kind: 'repeatable' }
  /** This platform or these scopes do not let us look: a person must. */
  | { kind: 'cannot-look' }
  /** Looking failed this time (429, 5xx, time-out): look again later, not before `seconds` when the platform says so. */
  | { kind: 'failed'; code: string; seconds?: number }

/** The port. Everything a chat platform is to Rapport. */
export interface Platform {
  readonly name: string
  start(receive: Receive): Promise<void>
  stop(): Promise<void>
  /** False: another process has the platform's only connection (or nobody has it now), so what is to be sent waits. Unset: always from here. */
  isHere?(): boolean
  /** Posts once; `key` travels with the message so that `find` can see whether it arrived. In a place shared outside: only what is for its customer. */
  send(target: Target, message: Message, key: string): Promise<SendResult>
  find?(target: Target, key: string, since: Date): Promise<FindResult>
  /** What was tried under this key is not to go out any more: ends what is underway for it. Rejects when that must be tried again. */
  takeBack?(target: Target, key: string): Promise<void>
  /** Answers something received earlier whose live request is gone (after a crash, or when handling took long). */
  answer(incoming: Incoming, reply: Reply): Promise<void>
  whoIs(ref: PersonRef): Promise<PersonProfile | null>
  /** Everybody of the company, for those who have not spoken yet. Rejects when the platform cannot be asked. */
  colleagues?(): AsyncIterable<PersonProfile>
  /** What a place is right now; null when the bot cannot see it. */
  whatIs(placeId: string): Promise<Place | null>
  /** Healthy or what is wrong, for `/rapport status`. */
  check(): Promise<Health>
}

/** How a platform is connected. `code` is stable: what to do is looked up by it. `since`: when it came up or went down, where that is known. */
export type Health = { detail: Worded; since?: Date } & ({ ok: true } | { ok: false; code: string })

/** A few small values a platform keeps (cursors, bot ids). */
export interface PlatformState {
  get(key: string): Promise<Json | undefined>
  set(key: string, value: Json): Promise<void>
}
