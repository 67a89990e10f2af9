import { features } from '../../src/features.ts'
import type { SurveyParts } from '../../src/surveys/parts.ts'
import type { useBot } from '../harness/bot.ts'
import { main } from '../people/parts.ts'

/** Everything asked goes to the test's own platform, or by e-mail. */
export const parts: SurveyParts = {
  connected: () => ['test', 'email'],
  pageUrl: id => `https://rapport.example/s/${id}`,
}

export const allFeatures = features({ ...main, ...parts })
export type SurveyBot = ReturnType<typeof useBot>

/** A customer of team 1, owned by Sofia, who shares the channel `shared` with us: Anna is there. */
export async function givenAcme(bot: SurveyBot, over: { name?: string; email?: string; ownerId?: number | null } = {}) {
  const { db } = bot.store
  const name = over.name ?? 'Acme Retail'
  const customer = await db.customer.create({
    data: {
      name,
      searchText: ` ${name.toLowerCase()}`,
      teamId: 1,
      ownerId: over.ownerId === undefined ? await bot.member('sofia') : over.ownerId,
      email: over.email ?? null,
    },
  })
  if (!over.email) await db.channel.updateMany({ where: { ref: 'shared' }, data: { customerId: customer.id } })
  return customer
}
