import { describe, expect, it } from 'vitest'
import type { Form } from '../../src/chat/form.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { createPeopleFeature } from '../../src/people/feature.ts'
import { textOf, useBot } from '../harness/bot.ts'
import { main } from './parts.ts'

const bot = useBot([createPeopleFeature(main)])
const db = () => bot.store.db
const team = (id: number) => db().team.findUniqueOrThrow({ where: { id } })
const formOf = (reply: Reply): Form => {
  if (reply.kind !== 'form' && reply.kind !== 'next-form') throw new Error(`no form but ${JSON.stringify(reply)}`)
  return reply.form
}
/** What a form would send if nobody touched it, with some fields changed. */
const filled = (form: Form, changes: Record<string, string | string[]> = {}) =>
  Object.fromEntries(form.fields.map(field => [field.name, changes[field.name] ?? (field.value as string | string[])]))

describe('/rapport setup', () => {
  it('makes the team of a channel with zone, language and days from the administrator', async () => {
    const reply = await bot.say('olivia', '/rapport setup time=08:30 name=Partners', 'general')
    expect(textOf(reply)).toContain('“Partners”')
    expect(await team(3)).toMatchObject({
      name: 'Partners',
      zone: 'Europe/Berlin',
      locale: 'en',
      digestAt: '08:30',
      currency: 'EUR',
    })
    expect(await db().channel.findFirst({ where: { ref: 'general' } })).toMatchObject({ teamId: 3 })
    expect(await db().auditEntry.findFirst()).toMatchObject({ action: 'team.setup', outcome: 'granted' })
  })

  it('changes only what is named in the settings of a team that exists', async () => {
    const reply = await bot.say('marcus', '/rapport 设置 时间=9点半 风险=高危 金额=1万 条数=15 仅本人=是', 'east')
    expect(reply.kind).toBe('message')
    expect(await team(2)).toMatchObject({
      name: '华东客户部',
      zone: 'Asia/Shanghai',
      digestAt: '09:30',
      digestBand: 'critical',
      digestLength: 15,
      horizonDays: 90,
      ownOnly: true,
    })
    expect(String((await team(2)).digestMin)).toBe('10000')
  })

  it('saves nothing when anything is wrong, and says all of it', async () => {
    const before = await team(1)
    const text = textOf(await bot.say('marcus', '/rapport setup tine=08:00 zone=Europ/Berlin length=15', 'key-accounts'))
    expect(text).toContain('time=')
    expect(text).toContain('Europe/Berlin')
    expect(await team(1)).toEqual(before)
  })

  it('refuses in direct messages and shared channels, saying where to go', async () => {
    expect(textOf(await bot.say('olivia', '/rapport setup time=08:00'))).toContain('in that channel')
    expect(textOf(await bot.say('olivia', '/rapport setup time=08:00', 'shared'))).toContain('shared with another company')
    expect(await db().team.count()).toBe(2)
  })

  it('lets only administrators make a team, and writes the attempt down', async () => {
    const text = textOf(await bot.say('marcus', '/rapport setup time=08:00', 'general'))
    expect(text).toContain('only an administrator')
    expect(text).toContain('Key accounts')
    expect(await db().team.count()).toBe(2)
    expect(await db().auditEntry.findMany()).toMatchObject([{ action: 'team.setup', outcome: 'denied' }])
  })

  it('refuses managers of other teams', async () => {
    await db().teamRole.deleteMany({ where: { memberId: await bot.member('marcus'), teamId: 2 } })
    expect(textOf(await bot.say('marcus', '/rapport setup time=08:00', 'east'))).toContain('may not')
    expect(await team(2)).toMatchObject({ digestAt: '09:00' })
  })

  it('binds the first team as long as nobody gave it a channel, instead of making a second', async () => {
    await db().channel.updateMany({ data: { teamId: null } })
    await db().team.delete({ where: { id: 2 } })
    await bot.say('olivia', '/rapport setup time=07:45', 'general')
    expect(await db().team.findMany()).toMatchObject([{ id: 1, name: 'general', digestAt: '07:45' }])
    await bot.say('olivia', '/rapport setup', 'east')
    const form = formOf(await bot.say('olivia', '/rapport setup', 'east'))
    await bot.submit('olivia', form.id, form.state, filled(form), 'east')
    expect(await db().team.count()).toBe(2)
  })

  it('makes one team when two administrators set the same channel up at once', async () => {
    await db().member.updateMany({ where: { ref: 'marcus' }, data: { isPlatformAdmin: true } })
    await Promise.all([
      bot.say('olivia', '/rapport setup time=08:00', 'general'),
      bot.say('marcus', '/rapport setup time=08:30', 'general'),
    ])
    expect(await db().team.count()).toBe(3)
  })

  it('opens a form in the person’s language and saves it', async () => {
    await db().teamRole.updateMany({ where: { memberId: await bot.member('chen') }, data: { role: 'manager' } })
    const form = formOf(await bot.say('chen', '/rapport 设置', 'east'))
    expect(form.title).toBe('团队 华东客户部')
    expect(form.fields.map(field => field.label)).toContain('日报时间')
    await bot.submit('chen', form.id, form.state, filled(form, { time: '10:00', days: ['1', '2', '6'] }))
    expect(await team(2)).toMatchObject({ digestAt: '10:00', workdays: [1, 2, 6] })
  })

  it('marks the fields that are wrong and keeps the form open', async () => {
    const form = formOf(await bot.say('marcus', '/rapport setup', 'key-accounts'))
    const reply = await bot.submit('marcus', form.id, form.state, filled(form, { zone: 'Berln', days: [], name: '华东客户部' }))
    expect(reply).toMatchObject({
      kind: 'invalid',
      errors: { days: expect.anything(), name: expect.stringContaining('already') },
    })
    expect(textOf(reply)).toContain('Europe/Berlin')
  })

  it('merges what two people change, and asks when both changed the same', async () => {
    const first = formOf(await bot.say('marcus', '/rapport setup', 'key-accounts'))
    const second = formOf(await bot.say('olivia', '/rapport setup', 'key-accounts'))
    await bot.submit('marcus', first.id, first.state, filled(first, { time: '07:00', length: '5' }))
    const asked = await bot.submit('olivia', second.id, second.state, filled(second, { time: '08:00', min: '500' }))
    expect(formOf(asked).intro).toContain('07:00')
    expect(await team(1)).toMatchObject({ digestAt: '07:00', digestLength: 5 })
    const again = formOf(asked)
    await bot.submit('olivia', again.id, again.state, filled(again, { time: '08:00' }))
    expect(await team(1)).toMatchObject({ digestAt: '08:00', digestLength: 5 })
    expect(String((await team(1)).digestMin)).toBe('500')
  })

  it('does not trust a form about a channel that became shared, or about one that is not the person’s', async () => {
    const form = formOf(await bot.say('marcus', '/rapport setup', 'key-accounts'))
    await db().channel.updateMany({ where: { ref: 'key-accounts' }, data: { kind: 'shared' } })
    await bot.submit('marcus', form.id, form.state, filled(form, { time: '05:00' }))
    expect(await team(1)).toMatchObject({ digestAt: '09:00' })
    await db().teamRole.deleteMany({ where: { teamId: 2 } })
    const east = await db().channel.findFirstOrThrow({ where: { ref: 'east' } })
    const state = { ...(form.state as object), channelId: east.id }
    expect(textOf(await bot.submit('marcus', form.id, state, filled(form, { time: '05:00' })))).toContain('may not')
    expect(await team(2)).toMatchObject({ digestAt: '09:00' })
  })
})

describe('/rapport me', () => {
  it('keeps what a person chose, in key=value and in the form', async () => {
    const said = textOf(await bot.say('chen', '/rapport 我 时间=8点半 语言=英文 工作日=周一至周六'))
    expect(said).toContain('Remind me at: 08:30')
    const form = formOf(await bot.click('chen', 'people.me', {}))
    await bot.submit('chen', form.id, form.state, filled(form, { zone: 'Tokyo' }))
    expect(await db().member.findFirst({ where: { ref: 'chen' } })).toMatchObject({
      remindAt: '08:30',
      locale: 'en',
      zone: 'Asia/Tokyo',
      workdays: [1, 2, 3, 4, 5, 6],
    })
  })

  it('is not undone when the platform’s profile is looked at again', async () => {
    await bot.say('chen', '/rapport me zone=Asia/Tokyo')
    bot.now = new Date('2026-09-20T10:00:00Z')
    await bot.say('chen', '/rapport help')
    expect(await db().member.findFirst({ where: { ref: 'chen' } })).toMatchObject({
      zone: 'Asia/Tokyo',
      locale: 'zh-CN',
      syncedAt: bot.now,
    })
  })

  it('says what is wrong and saves nothing', async () => {
    expect(textOf(await bot.say('chen', '/rapport 我 时间=25:00 时区=上海'))).toContain('25:00')
    expect(await db().member.findFirst({ where: { ref: 'chen' } })).toMatchObject({ remindAt: '09:00' })
  })
})
