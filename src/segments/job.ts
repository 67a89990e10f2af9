import type { Job } from '../chat/job.ts'
import { follow } from './own/follow.ts'
import { runSegments } from './own/run.ts'
import { scoreRfm } from './rfm/score.ts'

/** Every night after the risk was worked out, and before rules and digest use it. */
export const nightlySegments: Job = {
  name: 'segments',
  title: { en: 'Segments', 'zh-CN': '客户分群' },
  scope: 'team',
  dueAt: team => (team.digestAt < '05:03' ? '00:33' : '05:03'),
  workdaysOnly: false,
  async run(context, team) {
    await scoreRfm(context.tx, team, context.date)
    await runSegments(context, team)
  },
}

/** Facts take effect within the minute. */
export const touchedSegments: Job = { name: 'segments-touched', scope: 'minute', run: follow }
