import type { CustomerData, PersonalFields } from '../chat/feature.ts'
import { Prisma } from '../database/generated/client.ts'

/** The tables of people and places, and those of chat and delivery, which are no rooms. `ref` and `resource` point at people without naming them. */
export const personalFields: PersonalFields = {
  Team: {
    id: 'impersonal',
    name: 'impersonal',
    zone: 'impersonal',
    locale: 'impersonal',
    currency: 'impersonal',
    workdays: 'impersonal',
    digestAt: 'impersonal',
    ownOnly: 'impersonal',
    digestBand: 'impersonal',
    digestMin: 'impersonal',
    digestLength: 'impersonal',
    horizonDays: 'impersonal',
    quietFrom: 'impersonal',
    quietUntil: 'impersonal',
    createdAt: 'impersonal',
  },
  Member: {
    id: 'impersonal',
    platform: 'impersonal',
    ref: 'personal',
    workspace: 'impersonal',
    name: 'personal',
    locale: 'personal',
    zone: 'personal',
    isExternal: 'impersonal',
    isGuest: 'impersonal',
    isPlatformAdmin: 'impersonal',
    remindAt: 'personal',
    workdays: 'personal',
    awayFrom: 'personal',
    awayUntil: 'personal',
    standInId: 'impersonal',
    deactivatedAt: 'impersonal',
    syncedAt: 'impersonal',
    createdAt: 'impersonal',
  },
  TeamRole: { memberId: 'impersonal', teamId: 'impersonal', role: 'impersonal' },
  Channel: {
    id: 'impersonal',
    platform: 'impersonal',
    ref: 'impersonal',
    // A channel shared with a customer is often called after them.
    name: 'personal',
    kind: 'impersonal',
    teamId: 'impersonal',
    customerId: 'impersonal',
    archivedAt: 'impersonal',
  },
  AuditEntry: {
    id: 'impersonal',
    at: 'impersonal',
    memberId: 'impersonal',
    action: 'impersonal',
    resource: 'impersonal',
    place: 'impersonal',
    outcome: 'impersonal',
  },
  // A draft of a log entry waits there until it is known whom it is about.
  StoredValue: { key: 'impersonal', value: 'personal' },
}

/** People of the customer's alone, whom a platform knows: contacts of it and of no other. */
const theirs = (customerId: number): Prisma.Sql => Prisma.sql`"isExternal" AND "id" IN (
  SELECT "memberId" FROM "Contact" WHERE "memberId" IN (SELECT "memberId" FROM "Contact" WHERE "customerId" = ${customerId})
  GROUP BY "memberId" HAVING bool_and("customerId" = ${customerId}))`

/**
 * The company's own people stay: leaving is told to the platform, which tells us (`deactivatedAt`). Of a customer's people nothing stays but that
 * there was somebody.
 */
export const customerData: Record<string, CustomerData> = {
  Member: { erase: 'let-go', rows: theirs, becomes: { locale: "'en'", zone: "'UTC'", deactivatedAt: 'now()' } },
  Channel: { erase: 'let-go' },
  StoredValue: { erase: 'mentions' },
}
