import type { Team } from '../../chat/context.ts'
import { addDays, type LocalDate } from '../../chat/dates/zone.ts'
import { Prisma, type SurveyTrigger } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import type { TriggerCause } from './trigger.ts'

/** Who is due to be asked, and the key by which this cause asks them once for ever. */
export interface Candidate {
  customerId: number
  causeKey: string
}

/** A day missed while the bot was down, or that was no working day, is made up for; what is older asks nobody. */
const lookBackDays = 7

/**
 * Customers of the team for whom a trigger is due on this local day and who were not asked by it. Cost: one pass over the team's tickets,
 * orders or contracts of the few days looked at, by the customers' index; nothing that happened before the trigger was set counts.
 */
export async function candidates(
  tx: Tx,
  team: Pick<Team, 'id' | 'zone'>,
  trigger: SurveyTrigger,
  today: LocalDate,
): Promise<Candidate[]> {
  const facts = sources[trigger.cause as TriggerCause]({ team, trigger, today })
  return tx.$queryRaw<Candidate[]>`
    SELECT DISTINCT ON (f."customerId") f."customerId", f."causeKey" FROM (${facts}) f
    WHERE NOT EXISTS (SELECT 1 FROM "Survey" s WHERE s."causeKey" = f."causeKey") ORDER BY f."customerId", f."causeKey" DESC`
}

interface Asked {
  team: Pick<Team, 'id' | 'zone'>
  trigger: SurveyTrigger
  today: LocalDate
}

const here = (teamId: number): Prisma.Sql => Prisma.sql`c."teamId" = ${teamId} AND c."erasedAt" IS NULL`
const present = (teamId: number): Prisma.Sql => Prisma.sql`${here(teamId)} AND c."leftAt" IS NULL`

/** SQL: a local day lies in the window that is due: `days` ago, or a little longer. */
function due(day: Prisma.Sql, { trigger, today }: Asked): Prisma.Sql {
  const last = addDays(today, -trigger.days)
  return Prisma.sql`${day} <= ${last}::date AND ${day} > ${addDays(last, -lookBackDays)}::date AND ${day} >= ${trigger.since}::date`
}

const localDay = (instant: Prisma.Sql, zone: string): Prisma.Sql => Prisma.sql`(${instant} AT TIME ZONE ${zone}::text)::date`

/** Facts by cause: a customer and the key of the fact. */
const sources: Record<TriggerCause, (asked: Asked) => Prisma.Sql> = {
  ticket: asked => Prisma.sql`
    SELECT c."id" AS "customerId", 'ticket:' || t."id" AS "causeKey" FROM "Customer" c JOIN "Ticket" t ON t."customerId" = c."id"
    WHERE ${present(asked.team.id)} AND ${due(localDay(Prisma.sql`t."closedAt"`, asked.team.zone), asked)}`,
  // The latest order decides: who has ordered again since is asked about that one.
  order: asked => Prisma.sql`
    SELECT o."customerId", 'order:' || o."id" AS "causeKey" FROM (
      SELECT DISTINCT ON (o."customerId") o."customerId", o."id", o."orderedAt" FROM "Customer" c JOIN "Order" o ON o."customerId" = c."id"
      WHERE ${present(asked.team.id)} AND o."amount" > 0 AND o."orderedAt" < ${addDays(asked.today, 2)}::date
      ORDER BY o."customerId", o."orderedAt" DESC, o."id" DESC) o
    WHERE ${due(localDay(Prisma.sql`o."orderedAt"`, asked.team.zone), asked)}`,
  renewal: ({ team, trigger, today }) => Prisma.sql`
    SELECT c."id" AS "customerId", 'renewal:' || k."id" || ':' || k."endsAt"::text AS "causeKey"
    FROM "Customer" c JOIN "Contract" k ON k."customerId" = c."id"
    WHERE ${present(team.id)} AND k."status" = 'active'
      AND k."endsAt" <= ${addDays(today, trigger.days)}::date AND k."endsAt" > ${addDays(today, trigger.days - lookBackDays)}::date
      AND k."endsAt" - ${trigger.days}::int >= ${trigger.since}::date`,
  quarterly: ({ team, trigger, today }) => quarterly(team.id, trigger, today),
  lost: asked => Prisma.sql`
    SELECT c."id" AS "customerId", 'lost:' || c."id" || ':' || ${localDay(Prisma.sql`c."leftAt"`, asked.team.zone)}::text AS "causeKey"
    FROM "Customer" c WHERE ${here(asked.team.id)} AND ${due(localDay(Prisma.sql`c."leftAt"`, asked.team.zone), asked)}`,
}

/** Days of a quarter over which customers are spread: all quarters are longer. */
const spreadDays = 84

/** Each customer has a day of its own in the quarter, by its id: nobody's whole list is asked on one morning. */
function quarterly(teamId: number, trigger: SurveyTrigger, today: LocalDate): Prisma.Sql {
  const [year = '', month = ''] = today.split('-')
  const quarter = Math.ceil(Number(month) / 3)
  const first = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`
  const day = Prisma.sql`(${first}::date + (c."id" * 7919) % ${spreadDays}::int)`
  return Prisma.sql`
    SELECT c."id" AS "customerId", ${`quarterly:${year}-Q${quarter}:`} || c."id" AS "causeKey" FROM "Customer" c
    WHERE ${present(teamId)} AND ${day} <= ${today}::date AND ${day} > ${addDays(today, -lookBackDays)}::date
      AND ${day} >= ${trigger.since}::date`
}
