import { describe, expect, it } from 'vitest'
import { describeProblems, readSettings } from '../../src/config/settings.ts'

const problems = (env: Record<string, string>): string[] => {
  const read = readSettings(env)
  return read.ok ? [] : read.problems.map(problem => problem.setting)
}

describe('settings', () => {
  it('need nothing: the playground on the embedded database, on loopback only', () => {
    const read = readSettings({ PATH: '/bin' })
    expect(read).toMatchObject({
      ok: true,
      settings: { playground: true, dataDir: './data', host: '127.0.0.1', port: 3000, defaultLocale: 'en', admins: [] },
      secrets: { databaseUrl: null, slack: null },
    })
  })

  it('turn the playground off as soon as Slack is set, unless somebody says otherwise', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1-2', SLACK_SIGNING_SECRET: 'abcdef123456' }
    expect(readSettings(slack)).toMatchObject({
      ok: true,
      settings: { playground: false },
      secrets: { slack: { botToken: 'xoxb-1-2' } },
    })
    expect(readSettings({ ...slack, PLAYGROUND: 'on' })).toMatchObject({ ok: true, settings: { playground: true } })
  })

  it('list every problem at once, each with how to get it right', () => {
    const env = { PORT: '99999', LOG_LEVEL: 'loud', DEFAULT_TIMEZONE: 'Mars/Olympus', SLACK_BOT_TOKEN: 'token', ADMINS: 'olivia' }
    const read = readSettings(env)
    expect(read.ok).toBe(false)
    expect(problems(env).sort()).toEqual(['ADMINS', 'DEFAULT_TIMEZONE', 'LOG_LEVEL', 'PORT', 'SLACK_BOT_TOKEN'])
    if (read.ok) throw new Error('unreachable')
    for (const problem of read.problems) expect(problem.fix.length).toBeGreaterThan(20)
    expect(describeProblems(read.problems)).toContain('Bot User OAuth Token')
  })

  it('never quote a value: it may be a secret in the wrong place', () => {
    const read = readSettings({ SLACK_BOT_TOKEN: 'hunter2-secret', DATABASE_URL: 'mysql://u:topsecret@h/db' })
    expect(JSON.stringify(read)).not.toMatch(/hunter2|topsecret/)
  })

  it('choose how Slack is connected by which secrets are set; with all three it is Socket Mode', () => {
    const connection = (env: Record<string, string>) => {
      const read = readSettings({ SLACK_BOT_TOKEN: 'xoxb-1', ...env })
      return read.ok ? read.secrets.slack?.connection : null
    }
    const [signed, app] = [{ SLACK_SIGNING_SECRET: 'abcdef123456' }, { SLACK_APP_TOKEN: 'xapp-1' }]
    expect(connection(signed)).toEqual({ by: 'http', signingSecret: 'abcdef123456' })
    expect(connection(app)).toEqual({ by: 'socket', appToken: 'xapp-1' })
    expect(connection({ ...signed, ...app })).toEqual({ by: 'socket', appToken: 'xapp-1' })
  })

  it('name the half that is missing', () => {
    expect(problems({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual(['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'])
    expect(problems({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual(['SLACK_BOT_TOKEN'])
    expect(problems({ SLACK_SIGNING_SECRET: 'abcdef123456' })).toEqual(['SLACK_BOT_TOKEN'])
    expect(problems({ PLAYGROUND: 'off' })).toEqual(['PLAYGROUND'])
  })

  it('take empty values as not set', () => {
    expect(readSettings({ SLACK_BOT_TOKEN: '', DATABASE_URL: '  ' }).ok).toBe(true)
  })
})
