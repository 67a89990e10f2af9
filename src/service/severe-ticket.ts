import type { ContactBlock } from '../chat/customer-contact.ts'
import { Prisma } from '../database/generated/client.ts'

/** Whose serious trouble is not solved yet hears from a person, not from a survey. */
export const severeTicket: ContactBlock = {
  name: 'severe-ticket',
  why: { en: 'has a serious ticket open', 'zh-CN': '有严重的工单尚未解决' },
  where: () => Prisma.sql`EXISTS (SELECT 1 FROM "Ticket" t WHERE t."customerId" = c."id" AND t."closedAt" IS NULL
    AND t."severity" IN ('high', 'urgent'))`,
}
