import type { Job } from '../chat/job.ts'
import { scoreRfm } from './rfm/score.ts'

/** Every night after the risk was worked out, and before rules and digest use it. */
export const nightlySegments: Job = {
  name: 'segments',
  title: { en: 'Segments', 'zh-CN': '客户分群' },
  scope: 'team',
  dueAt: team => (team.digestAt < '05:03' ? '00:33' : '05:03'),
  workdaysOnly: false,
  run: ({ tx, date }, team) => scoreRfm(tx, team, date),
}
