import { beforeEach, describe, expect, it } from 'vitest'
import { createPeopleFeature } from '../../src/people/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { main } from './parts.ts'

const bot = useBot([createPeopleFeature(main)])

describe('/rapport help', () => {
  it('shows what this person may do, in their language', async () => {
    const rep = textOf(await bot.say('sofia', '/rapport'))
    expect(rep).toContain('/rapport me')
    expect(rep).not.toContain('/rapport role')
    const manager = textOf(await bot.say('marcus', '/rapport help'))
    expect(manager).toContain('/rapport role')
    expect(textOf(await bot.say('chen', '/rapport 帮助'))).toContain('可以用的命令')
  })

  it('answers the bare word in a direct message, in both languages', async () => {
    expect(textOf(await bot.dm('sofia', 'help'))).toContain('What you can do')
    expect(textOf(await bot.dm('chen', '帮助'))).toContain('可以用的命令')
  })

  it('offers the nearest verb for a slip', async () => {
    expect(textOf(await bot.say('marcus', '/rapport stauts'))).toContain('/rapport status')
  })
})

describe('/rapport status', () => {
  beforeEach(() => {
    main.lines = [{ name: 'Slack', ok: true, detail: { en: 'connected as Rapport', 'zh-CN': '已连接' } }]
    main.next = []
  })

  const failedMessage = (key: string, state: string, errorCode: string, createdAt = bot.now) =>
    bot.store.db.outboxItem.create({
      data: {
        key,
        platform: 'test',
        place: 'C1',
        target: {},
        message: { secret: 'Acme wants to leave' },
        state,
        errorCode,
        notBefore: createdAt,
        createdAt,
      },
    })

  it('says that all is well when it is, with the database and the estimates', async () => {
    const text = textOf(await bot.say('olivia', '/rapport status'))
    expect(text).toContain('Everything works.')
    expect(text).toContain('Slack: connected as Rapport')
    expect(text).toMatch(/Database: (embedded|Postgres)/)
    expect(text).toContain('Risk estimates · Key accounts: none yet')
  })

  it('says since when a platform is connected or not, with what to do', async () => {
    const detail = { en: 'Socket Mode is not connected; trying again', 'zh-CN': 'Socket Mode 未连接，正在重试' }
    main.lines = [{ name: 'Slack', ok: false, code: 'app_token_refused', detail, since: bot.now }]
    const english = textOf(await bot.say('olivia', '/rapport status'))
    expect(english).toMatch(/Slack: Socket Mode is not connected; trying again, since \d/)
    expect(english).toContain('SLACK_APP_TOKEN')
    expect(english).toContain('connections:write')
  })

  it('names every failure with its code and the next step, never with what was in it', async () => {
    main.lines = [{ name: 'Slack', ok: false, detail: { en: 'refused', 'zh-CN': '被拒绝' }, code: 'token_revoked' }]
    await failedMessage('a', 'failed', 'is_archived')
    await failedMessage('b', 'failed', 'is_archived')
    await failedMessage('c', 'unknown', 'timeout')
    await failedMessage('old', 'failed', 'restricted_action', new Date('2026-08-01T00:00:00Z'))
    await bot.store.db.inboxItem.create({
      data: { key: 'x', platform: 'test', payload: {}, state: 'failed', errorCode: 'P2002', receivedAt: bot.now },
    })
    const text = textOf(await bot.say('olivia', '/rapport 状态'))
    expect(text).toContain('4 things need attention')
    expect(text).toContain('SLACK_BOT_TOKEN')
    expect(text).toContain('2 messages, failed is_archived')
    expect(text).toContain('Unarchive it')
    expect(text).toContain('1 message, may have arrived timeout')
    expect(text).toContain('1 event, failed P2002')
    expect(text).not.toContain('restricted_action')
    expect(text).not.toContain('Acme')
  })

  it('shows last and next runs of each job, of a manager’s own teams only', async () => {
    await bot.store.db.teamRole.deleteMany({ where: { memberId: await bot.member('marcus'), teamId: 2 } })
    const run = (scope: string, state: string, skipped = 0) =>
      bot.store.db.jobRun.create({
        data: { job: 'digest', scope, localDate: '2026-09-16', startedAt: new Date('2026-09-16T07:00:00Z'), state, skipped },
      })
    await run('team:1', 'done', 2)
    await run('team:2', 'failed')
    await run('member:1', 'done')
    main.next = [{ job: 'digest', scope: 'team:1', at: new Date('2026-09-17T07:00:00Z') }]
    const manager = textOf(await bot.say('marcus', '/rapport status'))
    expect(manager).toContain('digest · Key accounts / last 16 Sep, 08:00, 2 missed before · next 17 Sep, 08:00')
    expect(manager).toContain('1 people')
    expect(manager).not.toContain('华东')
    expect(textOf(await bot.say('olivia', '/rapport status'))).toContain('华东客户部 / failed')
  })

  it('answers although a platform does not', async () => {
    const checks = main.checks
    main.checks = () => new Promise(() => {})
    const text = textOf(await bot.say('olivia', '/rapport status'))
    main.checks = checks
    expect(text).toContain('no_answer')
  })
})
