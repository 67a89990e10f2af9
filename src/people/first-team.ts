import type { Locale } from '../chat/wording.ts'
import type { Store, Tx } from '../database/store.ts'

/** What a team starts with, from the settings. */
export interface TeamDefaults {
  zone: string
  locale: Locale
  currency: string
}

/** Any constant of our own: two processes that start together queue here, so that only one makes the first team. */
const firstTeamLock = 7_270_001

/** Makes the first team unless there is one. Main may call it at the start; the directory does when somebody speaks. */
export async function ensureFirstTeam(store: Store, defaults: TeamDefaults): Promise<void> {
  await store.tx(async tx => {
    await lockFirstTeam(tx)
    if ((await tx.team.count()) > 0) return
    await tx.team.create({ data: { name: defaults.locale === 'zh-CN' ? '客户部' : 'Customer team', ...defaults } })
  })
}

/** Whoever makes or binds the first team does so alone, until the transaction ends. */
export async function lockFirstTeam(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${firstTeamLock}::bigint)::text`
}
