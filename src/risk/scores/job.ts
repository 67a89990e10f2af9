import { weekday } from '../../chat/dates/zone.ts'
import type { Job } from '../../chat/job.ts'
import { makeForecasts, settleForecasts } from '../backtest/forecast.ts'
import { followActivities } from './follow.ts'
import { ageScores, buildScores } from './scoring.ts'

/** Scores grow older every night; once a week they are worked out anew from what is on record, so that nothing overlooked stays so. */
const rebuiltOn = 1

/** Every night before the morning's digest: a new model, all of a team's scores, who left, and how earlier forecasts did. */
export const nightlyRisk: Job = {
  name: 'risk',
  title: { en: 'Churn risk', 'zh-CN': '流失风险' },
  scope: 'team',
  // Before any digest, but not so early that yesterday's late imports are missed.
  dueAt: team => (team.digestAt < '05:00' ? '00:30' : '05:00'),
  workdaysOnly: false,
  async run({ tx, rooms, date }, team) {
    const scoring = { tx, signals: rooms.riskSignals }
    const known = await tx.riskModel.count({ where: { teamId: team.id } })
    if (known === 0 || weekday(date) === rebuiltOn) await buildScores(scoring, team, date)
    else await ageScores(scoring, team, date)
    await settleForecasts(tx, team, date)
    await makeForecasts(tx, team, date)
  },
}

/** Facts that change a score take effect within the minute. */
export const touchedRisk: Job = {
  name: 'risk-touched',
  scope: 'minute',
  run: ({ tx, rooms, now }) => followActivities({ tx, signals: rooms.riskSignals }, now),
}
