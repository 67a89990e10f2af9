import type { CustomerData, PersonalFields } from '../../chat/feature.ts'
import { Prisma } from '../../database/generated/client.ts'
import { erasedRefSql } from './store.ts'

/** Who has whom as a contact. */
export const externalPersonalFields: PersonalFields = {
  ExternalContact: {
    id: 'impersonal',
    platform: 'impersonal',
    ref: 'personal',
    customerId: 'impersonal',
    createdAt: 'impersonal',
  },
  ContactTransfer: {
    id: 'impersonal',
    contactId: 'impersonal',
    fromId: 'impersonal',
    toId: 'impersonal',
    askedById: 'impersonal',
    askedAt: 'impersonal',
    state: 'impersonal',
    code: 'impersonal',
  },
  ContactWay: {
    id: 'impersonal',
    platform: 'impersonal',
    state: 'impersonal',
    members: 'impersonal',
    askedById: 'impersonal',
    askedAt: 'impersonal',
    ref: 'impersonal',
    url: 'impersonal',
    failedCode: 'impersonal',
  },
  ExternalFollow: {
    id: 'impersonal',
    contactId: 'impersonal',
    memberId: 'impersonal',
    addedAt: 'impersonal',
    endedAt: 'impersonal',
    endedBy: 'impersonal',
    state: 'impersonal',
    given: 'impersonal',
    seenAt: 'impersonal',
    tags: 'personal',
    called: 'personal',
    description: 'personal',
    sameName: 'impersonal',
    written: 'personal',
    toWrite: 'impersonal',
  },
}

const ofContacts = (customerId: number): Prisma.Sql =>
  Prisma.sql`"contactId" IN (SELECT "id" FROM "ExternalContact" WHERE "customerId" = ${customerId})`

/** The platform goes on listing an erased person for as long as a member has them: they must be known as erased, not taken in again. */
export const externalData: Record<string, CustomerData> = {
  ExternalContact: { erase: 'let-go', becomes: { ref: erasedRefSql } },
  ExternalFollow: { erase: 'delete', rows: ofContacts },
  ContactTransfer: { erase: 'delete', rows: ofContacts },
}
