import { RapportError } from '../../chat/errors.ts'
import { type Finding, said } from '../../chat/finding.ts'
import type { Inspection } from '../../database/inspect.ts'
import type { Health } from './health-task.ts'

/** What opening the database showed; null: the embedded one is made at the first start. */
export function inspectionFindings(found: Inspection | null): Finding[] {
  if (!found)
    return [
      { check: 'database', state: 'ok', said: said('The database is made at the first start.', '数据库将在首次启动时创建。') },
    ]
  const { version, pending, encoding, hasTrigrams, aheadMs } = found
  const findings: Finding[] = [
    { check: 'database', state: 'ok', said: said(`Postgres ${version} opens.`, `Postgres ${version} 可以打开。`) },
  ]
  if (pending.length > 0)
    findings.push({
      ...{ check: 'migrations', state: 'warning' },
      said: said(
        `${pending.length} migrations are to come, the first ${pending[0]}.`,
        `有 ${pending.length} 个迁移待执行，首个为 ${pending[0]}。`,
      ),
      next: said('The next start applies them. Make a backup first.', '下次启动时会执行，请先备份。'),
    })
  else findings.push({ check: 'migrations', state: 'ok', said: said('All migrations are applied.', '迁移均已执行。') })
  if (encoding !== 'UTF8')
    findings.push({
      ...{
        check: 'encoding',
        state: 'problem',
        said: said(`The database stores text as ${encoding}.`, `数据库编码为 ${encoding}。`),
      },
      next: said("Create it again with ENCODING 'UTF8'.", "请用 ENCODING 'UTF8' 重新创建。"),
    })
  if (!hasTrigrams)
    findings.push({
      ...{ check: 'pg_trgm', state: 'problem', said: said('The extension pg_trgm is not available.', '缺少扩展 pg_trgm。') },
      next: said('Install the package postgresql-contrib on the server.', '请在服务器上安装 postgresql-contrib。'),
    })
  if (Math.abs(aheadMs) > 60_000)
    findings.push({
      ...{
        check: 'clock',
        state: 'warning',
        said: said(
          `The database's clock differs by ${Math.round(aheadMs / 1_000)} s.`,
          `数据库时钟相差 ${Math.round(aheadMs / 1_000)} 秒。`,
        ),
      },
      next: said('Set both clocks by NTP.', '请用 NTP 校准两边时钟。'),
    })
  return findings
}

/** Why the database could not be opened. */
export function unopenedFinding(error: unknown): Finding {
  if (!(error instanceof RapportError)) throw error
  const { message, nextStep, code } = error
  return {
    ...{ check: 'database', state: 'problem', said: said(`${message} (${code})`, `数据库无法打开（${code}）：${message}`) },
    next: said(nextStep, nextStep),
  }
}

const days = 24 * 60 * 60 * 1000

/** What waits, what failed, and how old the last backup is where one is made each night (not of a local workspace's shop). */
export function healthFindings(health: Health, now: Date, nightly: boolean): Finding[] {
  const look = said('`/rapport status` says why and what to do.', '`/rapport 状态` 会说明原因和处理办法。')
  const findings: Finding[] = []
  for (const { what, code, count } of health.stuck)
    findings.push({
      ...{ check: 'delivery', state: 'warning', next: look },
      said: said(
        `${count} ${what === 'message' ? 'messages were not delivered' : 'events were not handled'} in the last 7 days (${code}).`,
        `最近 7 天有 ${count} ${what === 'message' ? '条消息未送达' : '个事件未处理'}（${code}）。`,
      ),
    })
  if (health.waitingSeconds > 600)
    findings.push({
      ...{ check: 'delivery', state: 'warning', next: look },
      said: said(
        `${health.waiting} messages wait, the oldest for ${minutes(health)} minutes.`,
        `有 ${health.waiting} 条消息在等待，最久 ${minutes(health)} 分钟。`,
      ),
    })
  if (findings.length === 0)
    findings.push({ check: 'delivery', state: 'ok', said: said('Nothing waits long, nothing failed.', '没有积压，也没有失败。') })
  for (const { job, code } of health.failedJobs)
    findings.push({
      ...{ check: 'jobs', state: 'warning', next: look },
      said: said(`The scheduled work ${job} failed last time (${code}).`, `定时任务 ${job} 上次失败（${code}）。`),
    })
  return [...findings, ...(nightly && health.kind === 'embedded' ? [backupFinding(health.lastBackup, now)] : [])]
}

const minutes = ({ waitingSeconds }: Health): number => Math.round(waitingSeconds / 60)

function backupFinding(last: string | null, now: Date): Finding {
  const check = 'backup'
  if (last && now.getTime() - new Date(last).getTime() < 2 * days)
    return { check, state: 'ok', said: said(`Last backup: ${last}`, `最近备份：${last}`) }
  return {
    ...{ check, state: 'warning' },
    said: last
      ? said(`The last backup is of ${last}.`, `最近一次备份是 ${last}。`)
      : said('There is no backup yet.', '还没有备份。'),
    next: said(
      'npm run rapport -- backup; a bot that runs makes one every night.',
      '请运行 npm run rapport -- backup；运行中的机器人每晚会自动备份。',
    ),
  }
}
