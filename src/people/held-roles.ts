import { Prisma } from '../database/generated/client.ts'

/**
 * The one place that says who has which role: a row set of `memberId`, `teamId`, `role`, to be read as a subquery.
 * Full members of the company are reps of the first team until `/rapport role` says anything about them ('none' too).
 * Guests, people of other companies and people who left have none.
 */
export const heldRoles = Prisma.sql`
  (SELECT m.id AS "memberId", held."teamId", held.role
   FROM "Member" m CROSS JOIN LATERAL (
     SELECT given."teamId", given.role FROM "TeamRole" given WHERE given."memberId" = m.id AND given.role <> 'none'
     UNION ALL
     SELECT first.id, 'rep' FROM (SELECT min(id) AS id FROM "Team") first
     WHERE first.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "TeamRole" said WHERE said."memberId" = m.id)
   ) held
   WHERE NOT m."isGuest" AND NOT m."isExternal" AND m."deactivatedAt" IS NULL)`
