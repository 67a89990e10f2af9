/**
 * What happened between a member and somebody outside whom they have as a contact on the platform (WeCom: 外部联系人), by the platform's ids.
 * `at` is the platform's own time of it.
 */
export type ContactEvent = { contact: string; member: string; at: Date } & (
  | { kind: 'added'; state: string | null }
  | { kind: 'ended'; by: ContactEnd }
  /** The contact did not go over to this member after all. */
  | { kind: 'not-transferred'; code: string }
)

/** Who ended it: the contact deleted the member, the member deleted the contact, or the contact went over to another member. */
export type ContactEnd = 'contact' | 'member' | 'transfer'

/** What the platform knows of somebody whom members have as a contact. */
export interface ContactProfile {
  contact: string
  /** Their own name for themselves. */
  name: string
  phones: readonly string[]
  /** Members who have them now, all or some. */
  follows: readonly ContactFollow[]
}

export interface ContactFollow {
  member: string
  addedAt: Date
  /** What the way by which they came was marked with. */
  state: string | null
  /** What this member calls them. */
  remark: string | null
  /** The member's own note. */
  description: string
  /** Those of the company's tags that this member gave them. */
  tags: readonly string[]
  /** A colleague or an administrator gave them to this member. */
  given: boolean
}

/** What is to be written to the platform about one member's contact, for it is so here. Texts are within the limits that were given. */
export interface ContactWish {
  contact: string
  member: string
  addTags: readonly string[]
  removeTags: readonly string[]
  remark: string | null
  description: string | null
}

/** What can be written: tags that the company has there, and how many characters the texts may have. */
export interface ContactLimits {
  tags: readonly string[]
  remark: number
  description: number
}

/** A QR code to be made there: who adds one of these members by it comes with the mark. */
export interface ContactWayWish {
  id: number
  state: string
  members: readonly string[]
}

/** Contacts who are to go over from one member to another. */
export interface ContactTransferWish {
  from: string
  to: string
  transfers: readonly { id: number; contact: string }[]
}

/**
 * Takes in who has whom as a contact: the room of outside contacts implements it, for platforms that know. All of it may come several times,
 * late, or in any order, and counts once; what is older than what is known changes nothing.
 */
export interface ContactSync {
  /** Takes in what happened, at once. `unknown`: nobody described this contact yet; do it with `described`, for only then people hear of it. */
  happened(event: ContactEvent): Promise<'known' | 'unknown'>
  /**
   * Takes in what the platform knows; who was not known becomes a customer. `part`: others may have them too, so that it cannot be said yet
   * whose customer somebody unknown is; gives the contacts left for that.
   */
  described(profiles: readonly ContactProfile[], how?: 'whole' | 'part'): Promise<string[]>
  /** Contacts whom nobody described yet, but for these, the oldest first, not all. */
  undescribed(except: readonly string[]): Promise<string[]>
  /** The platform knows no such contact (any more): if nobody described it, it never was. */
  vanished(contact: string): Promise<void>
  /** Everybody whom these members have was described since that instant: whom they had and who was not among them is lost, nobody said how. */
  compared(members: readonly string[], since: Date): Promise<number>
  /** What changed here and is not written there yet: not all at once, none when all is. */
  wanted(limits: ContactLimits): Promise<ContactWish[]>
  /** It is written there now; or (false) the platform refuses it, and it is not asked for again before the customer changes. */
  settled(wish: ContactWish, isWritten: boolean): Promise<void>
  /** Who is to go over to whom. */
  transfersWanted(): Promise<ContactTransferWish[]>
  /** The platform began (null) or refused each of these, by its code: who asked is told of those refused. */
  transfersAsked(results: readonly { id: number; code: string | null }[]): Promise<void>
  /** QR codes that somebody asked for. */
  waysWanted(): Promise<ContactWayWish[]>
  /** It is there (`ref`: the platform's id of it, `url`: its picture), or will not be, and why: who asked is told. */
  wayMade(id: number, made: { ref: string; url: string } | { code: string }): Promise<void>
}
