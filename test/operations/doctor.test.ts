import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { collect } from '../../src/chat/contributions.ts'
import type { Finding } from '../../src/chat/finding.ts'
import type { Terminal } from '../../src/command-line/terminal.ts'
import { readSettings } from '../../src/config/settings.ts'
import { fileRows } from '../../src/imports/file-rows.ts'
import { doctorCommand } from '../../src/operations/doctor/command.ts'
import { healthFindings, inspectionFindings } from '../../src/operations/doctor/database.ts'
import { fileFindings } from '../../src/operations/doctor/files.ts'
import type { Health } from '../../src/operations/doctor/health-task.ts'
import { machineFindings } from '../../src/operations/doctor/machine.ts'
import { portFinding } from '../../src/operations/doctor/port.ts'
import { inspectSlack } from '../../src/platforms/slack/doctor.ts'
import { neededScopes } from '../../src/platforms/slack/scopes.ts'
import { freshPath } from '../harness/run-folder.ts'

const states = (findings: readonly Finding[]): string[] => findings.map(({ check, state }) => `${check} ${state}`)

async function server(
  answer: (path: string) => { headers?: Record<string, string>; body: string },
): Promise<{ url: string; port: number }> {
  const made = createServer((request, response) => {
    const { headers = {}, body } = answer(request.url ?? '')
    response.writeHead(200, headers).end(body)
  })
  await new Promise<void>(resolve => made.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void made.close())
  const address = made.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}/`, port }
}

/** One that nobody listens on any more. */
async function freePort(): Promise<number> {
  const made = createServer().listen(0, '127.0.0.1')
  await once(made, 'listening')
  const address = made.address()
  made.close()
  await once(made, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

describe('doctor', () => {
  it('wants a Node.js that Rapport runs on', () => {
    expect(states(machineFindings('20.19.0'))).toEqual(['node ok', 'languages ok'])
    expect(states(machineFindings('20.18.9'))).toContain('node problem')
    expect(states(machineFindings('18.20.0'))).toContain('node problem')
  })

  it('finds what others may read, and says the command that mends it', async () => {
    const path = freshPath('live')
    const backups = join(path, 'backups')
    await mkdir(backups, { recursive: true, mode: 0o700 })
    await chmod(path, 0o700)
    const env = freshPath('.env')
    await writeFile(env, '', { mode: 0o600 })
    expect(states(await fileFindings({ path, backups }, env))).toContain('rights ok')
    await chmod(env, 0o644)
    await writeFile(join(backups, 'x.backup'), '', { mode: 0o640 })
    const found = (await fileFindings({ path, backups }, env)).find(({ check }) => check === 'rights')
    expect(found).toMatchObject({ state: 'problem', next: { en: `chmod go-rwx ${env} ${join(backups, 'x.backup')}` } })
  })

  it('tells our bot from another program on the port, and a free one', async () => {
    const at = async (body: string) => {
      const { port } = await server(() => ({ body }))
      return (await portFinding({ host: '127.0.0.1', port })).state
    }
    expect([await at('ready'), await at('starting'), await at('database'), await at('<html>')]).toEqual([
      ...['ok', 'warning', 'problem', 'problem'],
    ])
    expect((await portFinding({ host: '127.0.0.1', port: await freePort() })).said.en).toContain('free')
  })

  it('says what Slack says of the token: its scopes, the clock, a refusal, no answer; never the token', async () => {
    const token = 'xoxb-canary-token'
    const slack = async (headers: Record<string, string>, body: unknown) => {
      const { url } = await server(() => ({ headers, body: JSON.stringify(body) }))
      const findings = await inspectSlack({ botToken: token, connection: { by: 'http' }, apiUrl: url })
      expect(JSON.stringify(findings)).not.toContain('canary')
      return findings
    }
    const known = { ok: true, team: 'Lumen', user: 'rapport' }
    const scopes = { 'x-oauth-scopes': neededScopes.join(',') }
    expect(states(await slack(scopes, known))).toEqual(['slack ok', 'clock ok', 'scopes ok'])
    const fewer = await slack({ 'x-oauth-scopes': 'commands, chat:write' }, known)
    expect(fewer.find(({ check }) => check === 'scopes')).toMatchObject({
      state: 'problem',
      said: { en: expect.stringContaining('groups:history') },
    })
    const late = { ...scopes, date: new Date(Date.now() - 400_000).toUTCString() }
    expect(states(await slack(late, known))).toContain('clock problem')
    expect(states(await slack({}, { ok: false, error: 'token_revoked' }))).toContain('slack problem')
    const nobody = await inspectSlack({
      botToken: token,
      connection: { by: 'http' },
      apiUrl: `http://127.0.0.1:${await freePort()}/`,
    })
    expect(nobody).toMatchObject([{ check: 'slack', state: 'problem', said: { en: expect.stringContaining('ECONNREFUSED') } }])
  })

  it('names what the database lacks', () => {
    const fine = { version: '17.2', pending: [], encoding: 'UTF8', hasTrigrams: true, aheadMs: 5 }
    expect(states(inspectionFindings(fine))).toEqual(['database ok', 'migrations ok'])
    const bad = { ...fine, pending: ['20261122000000_first'], encoding: 'SQL_ASCII', hasTrigrams: false, aheadMs: -90_000 }
    expect(states(inspectionFindings(bad))).toEqual([
      ...['database ok', 'migrations warning', 'encoding problem', 'pg_trgm problem', 'clock warning'],
    ])
  })

  it('names what failed, what waits, and a backup that is old', () => {
    const now = new Date('2026-11-25T10:00:00Z')
    const fine: Omit<Health, 'lastBackup'> = {
      ...{ type: 'done', kind: 'embedded', stuck: [], failedJobs: [], waiting: 0, waitingSeconds: 0 },
    }
    expect(states(healthFindings({ ...fine, lastBackup: '2026-11-25T03:00:00.000Z' }, now, true))).toEqual([
      'delivery ok',
      'backup ok',
    ])
    const stuck = [{ what: 'message' as const, code: 'is_archived', count: 2 }]
    const bad = {
      ...fine,
      stuck,
      failedJobs: [{ job: 'digest', code: 'P2028' }],
      waiting: 3,
      waitingSeconds: 900,
      lastBackup: null,
    }
    expect(states(healthFindings(bad, now, true))).toEqual([
      'delivery warning',
      'delivery warning',
      'jobs warning',
      'backup warning',
    ])
    expect(states(healthFindings({ ...fine, kind: 'postgres', lastBackup: null }, now, true))).toEqual(['delivery ok'])
    expect(states(healthFindings({ ...fine, lastBackup: null }, now, false))).toEqual(['delivery ok'])
  })

  it('reports in both languages, as JSON, and by its exit code, also with wrong settings', async () => {
    const terminal = (env: Record<string, string>, locale: Terminal['locale'], written: string[]): Terminal => ({
      ...{ locale, output: { write: text => written.push(text) }, errors: { write: () => {} }, now: () => 0 },
      clock: () => new Date(),
      ...{ signal: new AbortController().signal, rooms: collect([]), settings: readSettings(env) },
      inspectPlatforms: async () => [],
      rows: fileRows,
      perform: () => {
        throw new Error('the database of nobody was opened')
      },
    })
    const wrong: string[] = []
    expect(await doctorCommand.run([], terminal({ PORT: 'x', DATABASE_URL: 'mysql://canary' }, 'en', wrong))).toBe(1)
    expect(wrong.join('')).toMatch(/problem {2}settings: PORT cannot be used/)
    expect(wrong.join('')).toContain('2 problems')
    expect(wrong.join('')).not.toContain('canary')
    const fresh = { DATA_DIR: freshPath('nothing'), PORT: '0' }
    const chinese: string[] = []
    await doctorCommand.run([], terminal(fresh, 'zh-CN', chinese))
    expect(chinese.join('')).toContain('正常  database: 数据库将在首次启动时创建。')
    const json: string[] = []
    await doctorCommand.run(['--json'], terminal(fresh, 'en', json))
    expect(JSON.parse(json.join(''))).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ check: 'disk' })]),
    })
  })
})
