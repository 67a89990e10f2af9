import type { Job } from '../../chat/job.ts'
import { learnPurchases } from './learn.ts'

/** Every night: when a team's customers buy again, and what goes with what. */
export const nightlyPurchases: Job = {
  name: 'purchases',
  title: { en: 'Purchase cycles and related products', 'zh-CN': '复购周期与关联商品' },
  scope: 'team',
  // Not at the time of the risk, so that chat waits for neither long; and before any digest.
  dueAt: team => (team.digestAt < '05:00' ? '00:15' : '04:30'),
  workdaysOnly: false,
  run: ({ tx, date }, team) => learnPurchases(tx, team, date),
}
