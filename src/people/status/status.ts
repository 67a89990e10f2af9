import { setTimeout as wait } from 'node:timers/promises'
import { errorCode } from '../../chat/errors.ts'
import type { Verb } from '../../chat/feature.ts'
import type { Tx } from '../../database/store.ts'
import { allTeams } from '../store.ts'
import { statusMessage } from './messages.ts'
import { databaseVersion, lastRuns, type NextRun, riskFreshness, type StatusLine, stuckSince, waiting } from './read.ts'

/** What only main knows. */
export interface StatusParts {
  /** Asks each platform whether it is connected. Slow answers are cut off: status must answer when a platform does not. */
  checks(): Promise<StatusLine[]>
  /** When each scheduled job runs next. */
  nextRuns(tx: Tx, now: Date): Promise<NextRun[]>
  /** When the last backup was made, null if never; left out, or undefined, where others make them. */
  lastBackup?(): Promise<Date | null | undefined>
}

const patienceMs = 2_000
const weekMs = 7 * 24 * 60 * 60 * 1000

/** What is connected, what ran and runs next, what failed and what to do about it. Managers see their own teams' work. */
export function statusVerb(parts: StatusParts): Verb {
  return {
    name: 'status',
    words: ['status', '状态', '运行状态'],
    usage: { en: '/rapport status', 'zh-CN': '/rapport 状态' },
    needs: 'status.read',
    async run(context) {
      const { tx, now } = context
      const lines = await impatient(parts.checks)
      const teams = (await allTeams(tx)).filter(team => context.may('status.read', { teamId: team.id }))
      const mine = new Set(teams.map(team => `team:${team.id}`))
      const visible = ({ scope }: { scope: string }): boolean => !scope.startsWith('team:') || mine.has(scope)
      const risk = (await riskFreshness(tx)).filter(({ teamId }) => mine.has(`team:${teamId}`))
      const titles = new Map(
        context.rooms.jobs.flatMap(job => (job.scope !== 'minute' && job.title ? [[job.name, job.title]] : [])),
      )
      const message = statusMessage(context, {
        titles,
        lines,
        teams,
        risk,
        database: await databaseVersion(tx),
        waiting: await waiting(tx, now),
        last: (await lastRuns(tx)).filter(visible),
        next: (await parts.nextRuns(tx, now)).filter(visible),
        backup: await parts.lastBackup?.().catch(() => undefined),
        stuck: await stuckSince(tx, new Date(now.getTime() - weekMs)),
      })
      return { kind: 'message', message }
    },
  }
}

async function impatient(checks: () => Promise<StatusLine[]>): Promise<StatusLine[]> {
  const failed = (code: string): StatusLine[] => [{ name: 'Rapport', ok: false, detail: { en: '—', 'zh-CN': '—' }, code }]
  const patience = new AbortController()
  const late = wait(patienceMs, failed('no_answer'), { signal: patience.signal, ref: false })
  late.catch(() => undefined)
  try {
    return await Promise.race([checks(), late])
  } catch (error) {
    return failed(errorCode(error))
  } finally {
    patience.abort()
  }
}
