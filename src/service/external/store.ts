import { createHash } from 'node:crypto'
import type { ContactFollow, ContactProfile } from '../../chat/contact-sync.ts'
import type { Outbox } from '../../chat/outbox.ts'
import { cleanText, limits, uniqueTags } from '../../customers/fields.ts'
import type { ExternalContact, ExternalFollow } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import { firstTeam, type Member, memberByRef } from '../../people/store.ts'
import type { FollowEnd, FollowState } from './follow.ts'

/** What taking in what a platform says works with. */
export interface ExternalRun {
  tx: Tx
  outbox: Outbox
  platform: string
  now: Date
}

/** What the member calls them, or else they themselves; empty when that is nothing. */
export const calledBy = ({ remark }: Pick<ContactFollow, 'remark'>, name: string): string =>
  clean(remark ?? '', limits.name) || clean(name, limits.name)

/** One line of at most so many characters. */
export const clean = (text: string, most: number): string => [...cleanText(text)].slice(0, most).join('')

/** What stands for an erased person's id: enough to know them again, not to find them. The same as SQL, for erasing. */
export const erasedRef = (ref: string): string => `erased:${createHash('sha256').update(ref, 'utf8').digest('hex')}`
export const erasedRefSql = `'erased:' || encode(sha256(convert_to("ref", 'UTF8')), 'hex')`

/** The contact, made if there is none, and nobody else's until this transaction ends; null: was erased. */
export async function takeContact({ tx, platform, now }: ExternalRun, ref: string): Promise<ExternalContact | null> {
  const erased = await tx.externalContact.findUnique({ where: { platform_ref: { platform, ref: erasedRef(ref) } } })
  if (erased) return null
  await tx.externalContact.createMany({ data: [{ platform, ref, createdAt: now }], skipDuplicates: true })
  const [contact] = await tx.$queryRaw<ExternalContact[]>`
    SELECT * FROM "ExternalContact" WHERE "platform" = ${platform} AND "ref" = ${ref} FOR UPDATE`
  if (!contact) throw new Error('a contact was neither made nor found')
  return contact
}

/** They came back by their own will: an erased person is a stranger like any other. */
export async function forgetErased({ tx, platform }: ExternalRun, ref: string): Promise<void> {
  await tx.externalContact.deleteMany({ where: { platform, ref: erasedRef(ref) } })
}

/** The member of that id; one whom nobody met yet is made, called by the id until the platform tells the name. */
export async function memberOf({ tx, platform }: ExternalRun, ref: string): Promise<Member> {
  const known = await memberByRef(tx, platform, ref)
  if (known) return known
  const { zone, locale } = await firstTeam(tx)
  const data = { platform, ref, workspace: '', name: ref, zone, locale, syncedAt: new Date(0) }
  await tx.member.createMany({ data: [data], skipDuplicates: true })
  return tx.member.findUniqueOrThrow({ where: { platform_ref: { platform, ref } } })
}

export const followOf = (tx: Tx, contactId: number, memberId: number): Promise<ExternalFollow | null> =>
  tx.externalFollow.findUnique({ where: { contactId_memberId: { contactId, memberId } } })

export const stateOf = (follow: ExternalFollow | null): FollowState | null =>
  follow && { ...follow, endedBy: follow.endedBy as FollowEnd | null }

/** Writes what a follow is now; the contact is locked. */
export function saveFollow(
  { tx, now }: ExternalRun,
  key: { contactId: number; memberId: number },
  state: FollowState,
  said: Partial<Pick<ContactFollow, 'state' | 'given'>> = {},
): Promise<ExternalFollow> {
  const data = { ...state, ...said, seenAt: now }
  return tx.externalFollow.upsert({ where: { contactId_memberId: key }, create: { ...key, ...data }, update: data })
}

/** Notes that these are still so, in one statement; gives the profiles that say anything more than that. */
export async function newsAmong(run: ExternalRun, profiles: readonly ContactProfile[]): Promise<ContactProfile[]> {
  const given = profiles.flatMap(({ contact, name, follows }) =>
    follows.map(({ member, remark, description, tags }) => {
      return { contact, member, called: calledBy({ remark }, name), description, tags: uniqueTags(tags) }
    }),
  )
  const seen = await run.tx.$queryRaw<{ contact: string; member: string }[]>`
    UPDATE "ExternalFollow" f SET "seenAt" = ${run.now}
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS g(contact text, member text, called text, description text, tags jsonb)
      JOIN "ExternalContact" c ON c."platform" = ${run.platform} AND c."ref" = g.contact AND c."customerId" IS NOT NULL
      JOIN "Member" m ON m."platform" = ${run.platform} AND m."ref" = g.member
    WHERE f."contactId" = c."id" AND f."memberId" = m."id" AND f."endedAt" IS NULL
      AND f."called" = g.called AND f."description" = g.description AND to_jsonb(f."tags") = g.tags
    RETURNING g.contact, g.member`
  const known = new Set(seen.map(({ contact, member }) => JSON.stringify([contact, member])))
  return profiles.filter(({ contact, follows }) => follows.some(({ member }) => !known.has(JSON.stringify([contact, member]))))
}

/** Follows of these members that nobody listed since. */
export function unseen({ tx, platform }: ExternalRun, members: readonly string[], since: Date): Promise<Unseen[]> {
  return tx.$queryRaw<Unseen[]>`
    SELECT c."id" AS "contactId", c."customerId", f."memberId", EXISTS (
      SELECT 1 FROM "ExternalFollow" other WHERE other."contactId" = c."id" AND other."endedAt" IS NULL AND other."given"
        AND other."addedAt" > f."addedAt") AS given
    FROM "ExternalFollow" f JOIN "ExternalContact" c ON c."id" = f."contactId" JOIN "Member" m ON m."id" = f."memberId"
    WHERE c."platform" = ${platform} AND m."ref" = ANY(${[...members]}::text[]) AND f."endedAt" IS NULL AND f."seenAt" < ${since}
    ORDER BY c."id", f."id" FOR UPDATE OF c`
}

export interface Unseen {
  contactId: number
  customerId: number | null
  memberId: number
  /** Another member got them meanwhile. */
  given: boolean
}
