import type { Team } from '../../chat/context.ts'
import { addDays, type LocalDate, localDate } from '../../chat/dates/zone.ts'
import { Prisma, type SurveyTrigger } from '../../database/generated/client.ts'
import type { Tx } from '../../database/store.ts'
import type { TriggerCause } from '../asking/ask.ts'
import { firstDay, quarterOf } from '../results/quarter.ts'

/** Who is due to be asked, and the key by which this cause asks them once for ever. */
export interface Candidate {
  customerId: number
  causeKey: string
}

/**
 * A day missed while the bot was down, or that was no working day, is made up for, and who may not be asked on the day may be some days
 * later; what is older asks nobody.
 */
const lookBackDays = 7

/**
 * Customers of the team for whom a trigger is due on this local day and who were not asked by it. Nothing that happened before the trigger was
 * set counts. Cost: tickets and contracts are looked up for each customer of the team, by index; of orders, the index that scoring reads is
 * read once, and nothing is sorted.
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

/** SQL: an instant's local day lies in the window that is due: `days` ago, or a little longer. */
function due(instant: Prisma.Sql, { team, trigger, today }: Asked): Prisma.Sql {
  const last = addDays(today, -trigger.days)
  const day = localDay(instant, team.zone)
  return Prisma.sql`${day} <= ${last}::date AND ${day} > ${addDays(last, -lookBackDays)}::date AND ${instant} >= ${trigger.since}`
}

const localDay = (instant: Prisma.Sql, zone: string): Prisma.Sql => Prisma.sql`(${instant} AT TIME ZONE ${zone}::text)::date`

/** What happens on a day, at no time of it, counts from the day the trigger was set. */
const sinceDay = ({ team, trigger }: Asked): LocalDate => localDate(trigger.since, team.zone)

/** Facts by cause: a customer and the key of the fact. */
const sources: Record<TriggerCause, (asked: Asked) => Prisma.Sql> = {
  ticket: asked => Prisma.sql`
    SELECT c."id" AS "customerId", 'ticket:' || t."id" AS "causeKey" FROM "Customer" c JOIN "Ticket" t ON t."customerId" = c."id"
    WHERE ${present(asked.team.id)} AND ${due(Prisma.sql`t."closedAt"`, asked)}`,
  // The latest order decides: who has ordered again since is asked about that one.
  order: asked => Prisma.sql`
    SELECT o."customerId", 'order:' || o."id" AS "causeKey" FROM "Order" o JOIN "Customer" c ON c."id" = o."customerId"
    WHERE ${daysAround(asked)} AND o."amount" > 0 AND ${due(Prisma.sql`o."orderedAt"`, asked)} AND ${present(asked.team.id)}
      AND NOT EXISTS (SELECT 1 FROM "Order" n WHERE n."customerId" = o."customerId" AND n."amount" > 0
        AND n."orderedAt" < ${addDays(asked.today, 2)}::date AND (n."orderedAt", n."id") > (o."orderedAt", o."id"))`,
  renewal: asked => Prisma.sql`
    SELECT c."id" AS "customerId", 'renewal:' || k."id" || ':' || k."endsAt"::text AS "causeKey"
    FROM "Customer" c JOIN "Contract" k ON k."customerId" = c."id"
    WHERE ${present(asked.team.id)} AND k."status" = 'active' AND k."endsAt" <= ${addDays(asked.today, asked.trigger.days)}::date
      AND k."endsAt" > ${addDays(asked.today, asked.trigger.days - lookBackDays)}::date
      AND k."endsAt" - ${asked.trigger.days}::int >= ${sinceDay(asked)}::date`,
  quarterly,
  lost: asked => Prisma.sql`
    SELECT c."id" AS "customerId", 'lost:' || c."id" || ':' || ${localDay(Prisma.sql`c."leftAt"`, asked.team.zone)}::text AS "causeKey"
    FROM "Customer" c WHERE ${here(asked.team.id)} AND ${due(Prisma.sql`c."leftAt"`, asked)}`,
}

/** SQL: roughly the days looked at, as the index knows them; zones are up to 14 hours off. */
function daysAround({ trigger, today }: Asked): Prisma.Sql {
  const last = addDays(today, -trigger.days)
  return Prisma.sql`o."orderedAt" >= ${addDays(last, -lookBackDays)}::date AND o."orderedAt" < ${addDays(last, 2)}::date`
}

/** Days of a quarter over which customers are spread: all quarters are longer. */
const spreadDays = 84

/** Each customer has a day of its own in the quarter, by its id: nobody's whole list is asked on one morning. */
function quarterly(asked: Asked): Prisma.Sql {
  const { team, today } = asked
  const quarter = quarterOf(today)
  const day = Prisma.sql`(${firstDay(quarter)}::date + (c."id" % ${spreadDays}::int * 7919) % ${spreadDays}::int)`
  return Prisma.sql`
    SELECT c."id" AS "customerId", ${`quarterly:${quarter}:`} || c."id" AS "causeKey" FROM "Customer" c
    WHERE ${present(team.id)} AND ${day} <= ${today}::date AND ${day} > ${addDays(today, -lookBackDays)}::date
      AND ${day} >= ${sinceDay(asked)}::date`
}
