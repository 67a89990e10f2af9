import type { Team } from '../../chat/context.ts'
import { formatDate } from '../../chat/dates/format.ts'
import { code, type Inline, type Message, type Part, type Row } from '../../chat/message.ts'
import { type Locale, type Worded, wording } from '../../chat/wording.ts'
import { nextStep } from './next-steps.ts'
import type { LastRun, NextRun, RiskFreshness, StatusLine, Stuck } from './read.ts'

const words = wording({
  en: {
    title: 'Status',
    healthy: 'Everything works.',
    trouble: (count: number) => (count === 1 ? 'One thing needs attention.' : `${count} things need attention.`),
    connections: 'Connections',
    none: 'No platform is connected.',
    since: (moment: string) => `, since ${moment}`,
    database: 'Database',
    embedded: 'embedded, in the data folder',
    postgres: 'Postgres',
    queue: 'Waiting to be sent',
    queueSince: (count: number, since: string) => `${count}, the oldest since ${since}`,
    risk: 'Risk estimates',
    scored: (count: number, day: string) => `${count} customers, as of ${day}`,
    unscored: 'none yet; they are worked out every night',
    jobs: 'Scheduled work',
    last: 'last ',
    next: 'next ',
    never: 'has not run yet',
    failed: 'failed ',
    skipped: (days: number) => `, ${days} missed before`,
    people: (count: number) => `${count} people`,
    stuck: 'Not delivered or not handled in the last 7 days',
    clean: 'Nothing failed in the last 7 days.',
    message: (count: number) => (count === 1 ? '1 message' : `${count} messages`),
    event: (count: number) => (count === 1 ? '1 event' : `${count} events`),
    failedState: 'failed',
    unknown: 'may have arrived',
    more: (count: number) => `and ${count} more reasons`,
    version: (kind: string, version: string) => `${kind} (${version})`,
    backup: 'Last backup',
    noBackup: 'none yet; made every night, or by npm run rapport -- backup',
  },
  'zh-CN': {
    title: '运行状态',
    healthy: '一切正常。',
    trouble: (count: number) => `有 ${count} 处需要处理。`,
    connections: '连接',
    none: '尚未连接任何平台。',
    since: (moment: string) => `（自${moment}起）`,
    database: '数据库',
    embedded: '内置数据库（数据目录）',
    postgres: 'Postgres',
    queue: '待发送',
    queueSince: (count: number, since: string) => `${count} 条，最早的从${since}开始等待`,
    risk: '风险估算',
    scored: (count: number, day: string) => `${count} 位客户，截至${day}`,
    unscored: '暂无，每晚计算',
    jobs: '定时任务',
    last: '上次 ',
    next: '下次 ',
    never: '尚未运行',
    failed: '失败 ',
    skipped: (days: number) => `，此前错过 ${days} 天`,
    people: (count: number) => `${count} 人`,
    stuck: '最近 7 天未送达或未处理',
    clean: '最近 7 天没有失败。',
    message: (count: number) => `${count} 条消息`,
    event: (count: number) => `${count} 个事件`,
    failedState: '失败',
    unknown: '可能已送达',
    more: (count: number) => `另有 ${count} 类原因`,
    version: (kind: string, version: string) => `${kind}（${version}）`,
    backup: '最近备份',
    noBackup: '暂无；每晚自动备份，也可运行 npm run rapport -- backup',
  },
})

/** All that `/rapport status` knows, ready to be said. */
export interface StatusReport {
  lines: readonly StatusLine[]
  database: { embedded: boolean; version: string }
  waiting: { count: number; since: Date | null }
  risk: readonly RiskFreshness[]
  last: readonly LastRun[]
  next: readonly NextRun[]
  stuck: readonly Stuck[]
  /** Undefined where others make them. */
  backup?: Date | null | undefined
  teams: readonly Team[]
  /** Names of the jobs that have one for people. */
  titles: ReadonlyMap<string, Worded>
}

interface Reader {
  locale: Locale
  zone: string
  now: Date
}

const stuckShown = 8

/** What is wrong comes first: in the headline, then in its place. */
export function statusMessage(reader: Reader, report: StatusReport): Message {
  const text = words(reader.locale)
  const troubles = report.lines.filter(line => !line.ok).length + report.stuck.length + report.last.filter(isFailed).length
  const verdict = troubles === 0 ? text.healthy : text.trouble(troubles)
  return {
    locale: reader.locale,
    summary: `${text.title}${reader.locale === 'en' ? ': ' : '：'}${verdict}`,
    parts: [
      { kind: 'heading', text: text.title },
      { kind: 'text', text: [verdict], priority: 9 },
      { kind: 'list', title: text.connections, rows: connectionRows(reader, report.lines), priority: 8 },
      stuckPart(reader, report.stuck),
      jobsPart(reader, report),
      { kind: 'facts', facts: facts(reader, report) },
    ],
  }
}

const isFailed = (run: LastRun): boolean => run.state === 'failed'

function connectionRows(reader: Reader, lines: readonly StatusLine[]): Row[] {
  const { locale } = reader
  const text = words(locale)
  if (lines.length === 0) return [{ text: [text.none] }]
  return lines.map(line => {
    const since = line.since ? text.since(moment(reader, line.since)) : ''
    const said = `${line.name}: ${line.detail[locale]}${since}`
    if (line.ok) return { text: ['✅ ', said] }
    return { text: ['⚠️ ', said, ' ', code(line.code)], detail: [nextStep(line.code, 'failed', locale)] }
  })
}

function stuckPart(reader: Reader, stuck: readonly Stuck[]): Part {
  const { locale } = reader
  const text = words(locale)
  if (stuck.length === 0) return { kind: 'text', text: [text.clean] }
  const rows = stuck.slice(0, stuckShown).map((one): Row => {
    const what = one.what === 'message' ? text.message(one.count) : text.event(one.count)
    const state = one.state === 'unknown' ? text.unknown : text.failedState
    const reason: Inline[] = one.errorCode ? [' ', code(one.errorCode)] : []
    return {
      text: ['⚠️ ', `${one.platform}: ${what}, ${state}`, ...reason, ` · ${moment(reader, one.latest)}`],
      detail: [nextStep(one.errorCode, one.state, locale)],
    }
  })
  const left = stuck.length - rows.length
  return { kind: 'list', title: text.stuck, rows, priority: 8, ...(left > 0 ? { more: [text.more(left)] } : {}) }
}

/** One row for each job of a team; jobs of single people are one row together. */
function jobsPart(reader: Reader, report: StatusReport): Part {
  const text = words(reader.locale)
  const keys = new Map<string, { job: string; scope: string }>()
  for (const { job, scope } of [...report.last, ...report.next]) {
    const group = scope.startsWith('member:') ? 'members' : scope
    keys.set(`${job} ${group}`, { job, scope: group })
  }
  const rows = [...keys.values()].map(({ job, scope }): Row => {
    const inGroup = (run: { job: string; scope: string }): boolean =>
      run.job === job && (scope === 'members' ? run.scope.startsWith('member:') : run.scope === scope)
    const last = report.last.filter(inGroup).toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
    const next = report.next.filter(inGroup).toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]
    const people = new Set([...last, ...report.next.filter(inGroup)].map(run => run.scope)).size
    const whose =
      scope === 'members' ? text.people(people) : (report.teams.find(team => `team:${team.id}` === scope)?.name ?? scope)
    const failed = last.find(isFailed)
    return {
      text: [failed ? '⚠️ ' : '', report.titles.get(job)?.[reader.locale] ?? code(job), ` · ${whose}`],
      detail: [lastText(reader, failed ?? last[0]), ...(next ? [` · ${text.next}${moment(reader, next.at)}`] : [])],
    }
  })
  return { kind: 'list', title: text.jobs, rows: rows.length > 0 ? rows : [{ text: [text.never] }] }
}

function lastText(reader: Reader, run: LastRun | undefined): string {
  const text = words(reader.locale)
  if (!run) return text.never
  const failure = isFailed(run) ? `${text.failed}${run.errorCode ?? ''} · ` : ''
  return `${failure}${text.last}${moment(reader, run.startedAt)}${run.skipped > 0 ? text.skipped(run.skipped) : ''}`
}

function facts(reader: Reader, { database, waiting, risk, teams, backup }: StatusReport) {
  const text = words(reader.locale)
  const kind = database.embedded ? text.embedded : text.postgres
  const scored = risk.map(({ teamId, scored: count, asOf }) => {
    const day = asOf?.toISOString().slice(0, 10)
    const name = teams.find(team => team.id === teamId)?.name
    const fresh = day ? text.scored(count, formatDate(day, reader.locale, reader.zone, 'short', reader.now)) : text.unscored
    return { label: `${text.risk} · ${name}`, value: [fresh] }
  })
  return [
    { label: text.database, value: [text.version(kind, database.version)] },
    ...(backup === undefined ? [] : [{ label: text.backup, value: [backup ? moment(reader, backup) : text.noBackup] }]),
    ...(waiting.since ? [{ label: text.queue, value: [text.queueSince(waiting.count, moment(reader, waiting.since))] }] : []),
    ...scored,
  ]
}

const moment = ({ locale, zone, now }: Reader, at: Date): string => formatDate(at, locale, zone, 'datetime', now)
