import type { FilterField } from '../chat/feature.ts'
import { takePerson } from '../chat/mention.ts'
import { Prisma } from '../database/generated/client.ts'
import { likeText, tagSpellings } from './query.ts'

/** A word alone; with an argument it is something else. */
const alone = (name: string, words: readonly string[], condition: (memberId: number | null) => Prisma.Sql): FilterField => ({
  name,
  words,
  where: ({ actor }, argument) => (argument === null ? condition(actor.memberId) : null),
})

/** A column with free text, in its usual spellings, so that its index serves. */
const column = (name: string, words: readonly string[], sql: Prisma.Sql): FilterField => ({
  name,
  words,
  where: (_context, argument) => (argument ? Prisma.sql`${sql} = ANY(${tagSpellings(argument)}::text[])` : null),
})

/** This room's words of `/customer list`. */
export const customerFilters: readonly FilterField[] = [
  alone('mine', ['mine', 'my', '我的'], memberId => Prisma.sql`c."ownerId" = ${memberId}::int`),
  {
    name: 'tag',
    words: ['tag', '标签'],
    where: (_context, argument) => (argument ? Prisma.sql`c."tags" && ${tagSpellings(argument)}::text[]` : null),
  },
  column('stage', ['stage', '阶段'], Prisma.sql`c."stage"`),
  column('tier', ['tier', '等级', '级别'], Prisma.sql`c."tier"`),
  {
    name: 'owner',
    words: ['owner', '负责人'],
    where: ({ actor }, argument) => (argument ? ownedBy(actor, argument) : null),
  },
  alone('left', ['left', 'lost', '流失', '已流失'], () => Prisma.sql`c."leftAt" IS NOT NULL`),
  alone('unassigned', ['unassigned', 'unowned', '未分配', '无负责人'], () => Prisma.sql`c."ownerId" IS NULL`),
  alone('all', ['all', 'everyone', '全部', '所有'], () => Prisma.sql`TRUE`),
]

function ownedBy(actor: { memberId: number | null; platform: string }, named: string): Prisma.Sql {
  const { ref } = takePerson(named)
  if (ref !== null)
    return Prisma.sql`c."ownerId" IN (SELECT "id" FROM "Member" WHERE "platform" = ${actor.platform} AND "ref" = ${ref})`
  if (['me', 'myself', '我', '自己'].includes(named.toLowerCase())) return Prisma.sql`c."ownerId" = ${actor.memberId}::int`
  const name = `%${likeText(named.replace(/^[@＠]/, '').toLowerCase())}%`
  return Prisma.sql`c."ownerId" IN (SELECT "id" FROM "Member" WHERE lower("name") LIKE ${name})`
}
