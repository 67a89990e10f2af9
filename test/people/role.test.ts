import { describe, expect, it } from 'vitest'
import { createPeopleFeature } from '../../src/people/feature.ts'
import { readGrant } from '../../src/people/roles/grant-text.ts'
import { scheduledMembers } from '../../src/people/schedule.ts'
import { type PersonName, textOf, useBot } from '../harness/bot.ts'
import { main } from './parts.ts'

const bot = useBot([createPeopleFeature(main)])
const rolesOf = async (person: PersonName) => {
  const rows = await bot.store.db.teamRole.findMany({ where: { memberId: await bot.member(person) }, orderBy: { teamId: 'asc' } })
  return rows.map(row => `${row.teamId}:${row.role}`).join(' ')
}

describe('what follows /rapport role', () => {
  it.each([
    ['@[U1] manager', '@[U1]', 'manager', ''],
    ['@[U1] rep East China', '@[U1]', 'rep', 'East China'],
    ['Chen Xiaowen viewer', 'Chen Xiaowen', 'viewer', ''],
    ['@陈晓雯 客户经理 华东客户部', '@陈晓雯', 'rep', '华东客户部'],
    ['陈晓雯 无', '陈晓雯', 'none', ''],
    ['"Manager Smith" manager', 'Manager Smith', 'manager', ''],
    ['@[U1]', '@[U1]', null, ''],
    ['', null, null, ''],
  ])('%s', (typed, person, grant, team) => expect(readGrant(typed)).toMatchObject({ person, grant, team }))
})

describe('/rapport role', () => {
  it('appoints a person by mention, name part or pinyin, and writes it down', async () => {
    expect(textOf(await bot.say('olivia', '/rapport role @[tom] manager Key accounts'))).toContain(
      'Tom Baker is now manager in “Key accounts”',
    )
    await bot.say('olivia', '/rapport 角色 陈晓雯 经理 华东')
    await bot.say('marcus', '/rapport role vera rep', 'key-accounts')
    expect([await rolesOf('tom'), await rolesOf('chen'), await rolesOf('vera')]).toEqual(['1:manager', '2:manager', '1:rep'])
    await bot.say('olivia', '/rapport role chenxiaowen viewer 华东')
    expect(await rolesOf('chen')).toBe('2:viewer')
    const audit = await bot.store.db.auditEntry.findMany()
    expect(audit.map(entry => `${entry.action} ${entry.outcome}`)).toEqual(Array(4).fill('role.grant granted'))
  })

  it('takes effect with the person’s next command', async () => {
    expect(textOf(await bot.say('tom', '/rapport status'))).toContain('may not')
    await bot.say('olivia', '/rapport role @[tom] manager Key accounts')
    expect(textOf(await bot.say('tom', '/rapport status'))).toContain('Status')
    await bot.say('olivia', '/rapport role @[tom] none Key accounts')
    expect(textOf(await bot.say('tom', '/rapport help'))).toContain('may not')
  })

  it('says when the role by default ends with a new one', async () => {
    await bot.store.db.teamRole.deleteMany({ where: { memberId: await bot.member('sofia') } })
    const text = textOf(await bot.say('olivia', '/rapport role @[sofia] rep 华东客户部'))
    expect(text).toContain('Roles now: 华东客户部 rep')
    expect(text).toContain('The role by default in “Key accounts” ended')
  })

  it('leaves a role elsewhere alone when there is nothing to take away', async () => {
    await bot.store.db.teamRole.deleteMany({ where: { memberId: await bot.member('sofia') } })
    expect(textOf(await bot.say('olivia', '/rapport role @[sofia] none 华东客户部'))).toContain('nothing to take away')
    expect(await rolesOf('sofia')).toBe('')
  })

  it('asks which team when nobody can know, with a button for each', async () => {
    const reply = await bot.say('marcus', '/rapport role @[tom] viewer')
    expect(textOf(reply)).toContain('[Key accounts] [华东客户部]')
    await bot.click('marcus', 'people.grant', { memberId: await bot.member('tom'), teamId: 2, role: 'viewer' })
    expect(await rolesOf('tom')).toBe('1:rep 2:viewer')
  })

  it('needs no team to take away the only role there is', async () => {
    await bot.say('marcus', '/rapport role @[tom] none')
    expect(await rolesOf('tom')).toBe('1:none')
  })

  it('lets managers appoint in their own teams only, by text and by button', async () => {
    await bot.store.db.teamRole.deleteMany({ where: { memberId: await bot.member('marcus'), teamId: 2 } })
    expect(textOf(await bot.say('marcus', '/rapport role @[tom] rep 华东客户部'))).toContain('no team')
    expect(textOf(await bot.say('marcus', '/rapport role @[tom] rep', 'east'))).toContain('may not')
    const value = { memberId: await bot.member('tom'), teamId: 2, role: 'manager' }
    expect(textOf(await bot.click('marcus', 'people.grant', value))).toContain('may not')
    expect(await rolesOf('tom')).toBe('1:rep')
  })

  it('gives guests, people of another company and people who left nothing, and says why', async () => {
    await bot.store.db.member.updateMany({ where: { ref: 'vera' }, data: { deactivatedAt: bot.now } })
    expect(textOf(await bot.say('olivia', '/rapport role @[gus] rep Key'))).toContain('guest')
    expect(textOf(await bot.say('olivia', '/rapport role @[anna] rep Key'))).toContain('another company')
    expect(textOf(await bot.say('olivia', '/rapport role @[vera] rep Key'))).toContain('deactivated')
    expect(textOf(await bot.say('olivia', '/rapport role @[nobody] rep Key'))).toContain('I know nobody')
    expect(await rolesOf('gus')).toBe('')
  })

  it('helps with slips: several people, no role, a wrong role', async () => {
    await bot.store.db.member.updateMany({ where: { ref: 'tom' }, data: { name: 'Tom Reed' } })
    expect(textOf(await bot.say('olivia', '/rapport role Reed rep Key'))).toContain('Several people')
    expect(textOf(await bot.say('olivia', '/rapport role @[tom]'))).toContain('Which role')
    expect(textOf(await bot.say('olivia', '/rapport role @[tom] manger'))).toContain('→ manager')
  })

  it('lists who has which role in the teams one manages', async () => {
    const text = textOf(await bot.say('olivia', '/rapport role'))
    expect(text).toContain('Key accounts\n- Marcus Reed manager')
    expect(text).toContain('陈晓雯 rep')
    expect(text).not.toContain('Gus')
    await bot.store.db.teamRole.updateMany({ where: { memberId: await bot.member('chen') }, data: { role: 'manager' } })
    const chinese = textOf(await bot.say('chen', '/rapport 角色'))
    expect(chinese).toContain('陈晓雯 经理')
    expect(chinese).not.toContain('Key accounts')
  })
})

describe('who gets reminders', () => {
  it('people of the company with a role, and administrators', async () => {
    const members = await bot.store.tx(tx => scheduledMembers(tx))
    expect(members.map(member => member.ref).sort()).toEqual(['chen', 'marcus', 'olivia', 'sofia', 'tom', 'vera'])
    expect(members[0]?.since).toBeInstanceOf(Date)
  })
})
