import { z } from 'zod'
import { localDate } from '../../chat/dates/zone.ts'
import type { Task } from '../../command-line/task.ts'
import { allTeams } from '../../people/store.ts'
import { ownBacktest, ownOrderDays } from '../backtest/own.ts'
import type { BacktestSetting } from '../model/backtest.ts'
import { riskMethods } from '../model/risk-model.ts'

const order = z.strictObject({
  /** Null: the first team. */
  team: z.string().nullable(),
  /** Days since 1970-01-01; null: the last three quarters. */
  cutoffs: z.array(z.int()).min(1).nullable(),
  /** Null: the team's own. */
  horizonDays: z.int().min(1).nullable(),
})
export type BacktestOrder = z.infer<typeof order>

const check = {
  ...{ customers: z.int(), base: z.number(), auc: z.number(), aucRecency: z.number(), brier: z.number(), ece: z.number() },
  bins: z.array(z.strictObject({ count: z.int(), said: z.number(), happened: z.number() })),
  fifths: z.array(z.strictObject({ count: z.int(), happened: z.number() })),
}
const setting: z.ZodType<BacktestSetting> = z.strictObject({
  ...{ cutoff: z.int(), horizonDays: z.int(), ...check, brierBase: z.number(), slope: z.number(), aucRfm: z.number() },
  ...{ precision: z.number(), lift: z.number(), maxLift: z.number() },
  method: z.enum(riskMethods),
  remaining: z.strictObject(check).nullable(),
})

const event = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('done'), team: z.string(), others: z.int(), lastDay: z.int(), settings: z.array(setting) }),
  z.strictObject({
    type: z.literal('refused'),
    why: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('no-team'), teams: z.array(z.string()) }),
      z.strictObject({
        ...{ kind: z.literal('too-little'), team: z.string(), horizonDays: z.int() },
        ...{ cutoff: z.int(), customers: z.int(), from: z.int().nullable() },
      }),
    ]),
  }),
])
export type BacktestEvent = z.infer<typeof event>

/** How the risk would have done on one team's own orders. The arithmetic is done after the orders were read: nobody waits for it. */
export const backtestTask: Task<BacktestOrder, BacktestEvent> = {
  name: 'backtest',
  order,
  event,
  async *run({ store, now }, asked) {
    const teams = await store.tx(allTeams)
    const name = asked.team?.trim().toLowerCase()
    const team = name === undefined ? teams[0] : teams.find(one => one.name.toLowerCase() === name)
    if (!team) return yield { type: 'refused', why: { kind: 'no-team', teams: teams.map(one => one.name) } }
    const today = localDate(now(), team.zone)
    const horizonDays = asked.horizonDays ?? team.horizonDays
    const customers = await store.tx(tx => ownOrderDays(tx, team, today))
    const found = await ownBacktest(customers, today, horizonDays, asked.cutoffs)
    if (found.kind === 'too-little') yield { type: 'refused', why: { ...found, team: team.name, horizonDays } }
    else {
      const { lastDay, settings } = found
      yield { type: 'done', team: team.name, others: name === undefined ? teams.length - 1 : 0, lastDay, settings }
    }
  },
}
