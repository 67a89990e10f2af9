import { describe, expect, it } from 'vitest'
import { describeProblems, kfInUse, mailInUse, readSettings, wecomInUse } from '../../src/config/settings.ts'

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

  it('put a WeCom into the playground where somebody asks for it, and never a real robot', () => {
    const robot = { WECOM_BOT_ID: 'aib1', WECOM_BOT_SECRET: 'robot-secret' }
    expect(readSettings({ PLAYGROUND: 'on' })).toMatchObject({ settings: { playground: true, playgroundWecom: false } })
    const asked = readSettings({ ...robot, PLAYGROUND: 'wecom' })
    expect(asked).toMatchObject({ settings: { playground: true, playgroundWecom: true } })
    expect(wecomInUse(asked)).toBeNull()
  })

  it('take WeCom’s smart robot, and a company on WeCom alone for a Chinese one', () => {
    const robot = { WECOM_BOT_ID: 'aib1', WECOM_BOT_SECRET: 'robot-secret', WECOM_ADMINS: 'zhangsan, lisi', ADMINS: 'slack:U1' }
    expect(readSettings(robot)).toMatchObject({
      ok: true,
      settings: {
        ...{ playground: false, admins: ['slack:U1', 'wecom:zhangsan', 'wecom:lisi'] },
        ...{ defaultZone: 'Asia/Shanghai', defaultLocale: 'zh-CN', defaultCurrency: 'CNY' },
      },
      secrets: { slack: null, wecom: { robot: { botId: 'aib1', secret: 'robot-secret' }, app: null, zone: 'Asia/Shanghai' } },
    })
    expect(readSettings({ ...robot, DEFAULT_LOCALE: 'en', DEFAULT_TIMEZONE: 'Asia/Singapore', PLAYGROUND: 'off' })).toMatchObject(
      {
        settings: { defaultZone: 'Asia/Singapore', defaultLocale: 'en' },
        secrets: { wecom: { zone: 'Asia/Singapore' } },
      },
    )
    const both = { ...robot, SLACK_BOT_TOKEN: 'xoxb-1-2', SLACK_SIGNING_SECRET: 'abcdef123456' }
    expect(readSettings(both)).toMatchObject({ settings: { defaultZone: 'UTC', defaultLocale: 'en', defaultCurrency: 'EUR' } })
    expect(wecomInUse(readSettings({ ...robot, PLAYGROUND: 'on' }))).toBeNull()
    expect(problems({ WECOM_CONTACT_SECRET: 'contact-secret' })).toEqual(['WECOM_CORP_ID', 'WECOM_AGENT_ID'])
    expect(readSettings({ ...robot, WECOM_CORP_ID: 'ww1', WECOM_CONTACT_SECRET: 'contact-secret' })).toMatchObject({
      secrets: { wecom: { contacts: { corpId: 'ww1', secret: 'contact-secret' } } },
    })
    expect(problems({ WECOM_BOT_ID: 'aib1' })).toEqual(['WECOM_BOT_SECRET'])
    expect(problems({ WECOM_BOT_SECRET: 'x', PLAYGROUND: 'off' })).toEqual(['WECOM_BOT_ID'])
    expect(problems({ WECOM_ADMINS: 'wecom:zhangsan', WECOM_BOT_WS_URL: 'http://x' })).toEqual([
      'WECOM_BOT_WS_URL',
      'WECOM_ADMINS',
    ])
  })

  it('take WeCom’s self-built app whole or not at all, and a webhook only beside something that hears', () => {
    const app = {
      ...{ WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1000002', WECOM_SECRET: 's', WECOM_CALLBACK_TOKEN: 'token1' },
      WECOM_ENCODING_AES_KEY: 'a'.repeat(43),
    }
    expect(readSettings({ ...app, WECOM_DIGEST_WEBHOOK_KEY: 'key-1' })).toMatchObject({
      settings: { playground: false, defaultLocale: 'zh-CN' },
      secrets: { wecom: { robot: null, app: { corpId: 'ww1', agentId: 1_000_002 }, webhookKey: 'key-1' } },
    })
    expect(readSettings({ WECOM_CORP_ID: 'ww1' })).toMatchObject({ ok: true, secrets: { wecom: null } })
    expect(problems({ WECOM_SECRET: 's' })).toEqual([
      ...['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_CALLBACK_TOKEN', 'WECOM_ENCODING_AES_KEY'],
    ])
    expect(problems({ WECOM_DIGEST_WEBHOOK_KEY: 'key-1' })).toEqual(['WECOM_BOT_ID'])
    expect(problems({ ...app, WECOM_ENCODING_AES_KEY: 'short' })).toEqual(['WECOM_ENCODING_AES_KEY'])
  })

  it('take 微信客服 with its company and account, and name what is missing', () => {
    const kf = { WECOM_CORP_ID: 'ww1', WECOM_KF_SECRET: 'kf-secret', WECOM_KF_OPEN_ID: 'wkA-1' }
    expect(readSettings({ ...kf, WECOM_CONTACT_SECRET: 'c' })).toMatchObject({
      secrets: { kf: { corpId: 'ww1', secret: 'kf-secret', openKfId: 'wkA-1', contactSecret: 'c', zone: 'Asia/Shanghai' } },
      settings: { playground: true },
    })
    expect(kfInUse(readSettings(kf))).toBeNull()
    expect(kfInUse(readSettings({ ...kf, WECOM_BOT_ID: 'aib1', WECOM_BOT_SECRET: 's' }))).not.toBeNull()
    expect(problems({ WECOM_KF_SECRET: 'x' })).toEqual(['WECOM_CORP_ID', 'WECOM_KF_OPEN_ID'])
    expect(problems({ WECOM_KF_OPEN_ID: 'wk1' })).toEqual(['WECOM_CORP_ID', 'WECOM_KF_SECRET'])
    expect(problems({ ...kf, WECOM_KF_OPEN_ID: 'anna', WECOM_API_URL: 'qyapi' })).toEqual(['WECOM_API_URL', 'WECOM_KF_OPEN_ID'])
    expect(readSettings({ WECOM_CORP_ID: 'ww1' }).ok).toBe(true)
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

  it('take a mail server with its sender, and say so when one of the two is missing or wrong', () => {
    const both = { SMTP_URL: 'smtp://bot%40lumen:p%40ss@mail.example:587', MAIL_FROM: 'Lumen <surveys@lumen.example>' }
    expect(readSettings(both)).toMatchObject({
      secrets: { mail: { smtpUrl: both.SMTP_URL, from: both.MAIL_FROM } },
      settings: { playground: true },
    })
    expect(problems({ SMTP_URL: both.SMTP_URL })).toEqual(['MAIL_FROM'])
    expect(problems({ MAIL_FROM: both.MAIL_FROM })).toEqual(['SMTP_URL'])
    for (const url of [
      'mail.example',
      'http://mail.example',
      'smtp://',
      'smtp://bot@mail.example',
      'smtp://m/?logger=true',
      'smtp://a:%E0@m',
      'smtp://m/x',
    ])
      expect(problems({ ...both, SMTP_URL: url }), url).toEqual(['SMTP_URL'])
    for (const from of ['surveys', 'a@b.example, c@d.example', 'Lumen <surveys>', 'Lumen\nBcc: x <a@b.example>'])
      expect(problems({ ...both, MAIL_FROM: from }), from).toEqual(['MAIL_FROM'])
  })

  it('send no real mail from the playground, whose people are invented', () => {
    const mail = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'surveys@lumen.example' }
    expect(mailInUse(readSettings(mail))).toBeNull()
    expect(mailInUse(readSettings({ ...mail, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }))).not.toBeNull()
  })

  it('take the public address without a slash at its end, and nothing that is none', () => {
    const read = readSettings({ PUBLIC_URL: 'https://rapport.example.com/bot/' })
    expect(read).toMatchObject({ settings: { publicUrl: 'https://rapport.example.com/bot' } })
    for (const url of ['rapport.example.com', 'ftp://x.example', 'https://u:p@x.example', 'https://x.example/?a=1'])
      expect(problems({ PUBLIC_URL: url }), url).toEqual(['PUBLIC_URL'])
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
