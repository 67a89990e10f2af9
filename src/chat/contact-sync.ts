/**
 * What happened between a member and somebody outside whom they have as a contact on the platform (WeCom: 外部联系人), by the platform's ids.
 * `at` is the platform's own time of it.
 */
export type ContactEvent = { contact: string; member: string; at: Date } & (
  | { kind: 'added'; state: string | null }
  | { kind: 'ended'; by: ContactEnd }
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
  /** A colleague or an administrator gave them to this member. */
  given: boolean
}

/**
 * Takes in who has whom as a contact: the room of outside contacts implements it, for platforms that know. All of it may come several times,
 * late, or in any order, and counts once; what is older than what is known changes nothing.
 */
export interface ContactSync {
  /** Takes in what happened, at once. `unknown`: nobody described this contact yet; do it with `described`, for only then people hear of it. */
  happened(event: ContactEvent): Promise<'known' | 'unknown'>
  /** Takes in what the platform knows; who was not known becomes a customer. */
  described(profiles: readonly ContactProfile[]): Promise<void>
  /** Contacts whom nobody described yet, the oldest first, not all. */
  undescribed(): Promise<string[]>
  /** The platform knows no such contact (any more): if nobody described it, it never was. */
  vanished(contact: string): Promise<void>
  /** Everybody whom these members have was described since that instant: whom they had and who was not among them is lost, nobody said how. */
  compared(members: readonly string[], since: Date): Promise<number>
}
