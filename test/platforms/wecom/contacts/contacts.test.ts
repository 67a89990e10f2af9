import { describe, expect, it } from 'vitest'
import { useContacts } from './bench.ts'

const bench = useContacts()
const customers = () => bench.store.db.customer.findMany({ include: { owner: true }, orderBy: { id: 'asc' } })
const kinds = async (): Promise<string[]> => {
  const rows = await bench.store.db.activity.findMany({ where: { kind: { startsWith: 'external.' } }, orderBy: { id: 'asc' } })
  return rows.map(({ kind }) => kind)
}

describe('callbacks of customer contact', () => {
  it('make a customer of who adds a member, called as WeCom says, from where the mark says', async () => {
    await bench.outside.adds('wm1', 'lina', { name: '张三', state: '展会2026' })
    await bench.tick()
    expect(await customers()).toMatchObject([{ name: '张三', source: '展会2026', owner: { ref: 'lina' } }])
    expect(await kinds()).toEqual(['external.added'])
  })

  it('leave to others what is none of theirs', async () => {
    expect(await bench.contacts.take({ Event: 'enter_agent', FromUserName: 'lina' })).toBe(false)
    expect(await bench.contacts.take({ Event: 'change_external_contact', ChangeType: 'add_external_contact' })).toBe(true)
    expect(bench.logged).toContain('wecom.contact-event-unread')
  })

  it('tell at once that a customer deleted a member, whom WeCom goes on listing', async () => {
    await bench.outside.adds('wm1', 'lina', { name: '张三' })
    await bench.tick()
    await bench.outside.deletes('wm1', 'lina')
    expect(await bench.told()).toEqual(['lina: 张三 删除了 李娜，不再是好友', 'zhao: 张三 删除了 李娜，不再是好友'])
    bench.now = new Date(bench.now.getTime() + 86_400_000)
    await bench.tick()
    expect(bench.asked('externalcontact/batch/get_by_user')).toBe(2)
    expect(await kinds()).toEqual(['external.added', 'external.contact'])
    await bench.outside.adds('wm1', 'lina')
    await bench.tick()
    expect((await kinds()).at(-1)).toBe('external.added')
  })

  it('tell the manager that a member deleted a customer', async () => {
    await bench.outside.adds('wm1', 'lina', { name: '张三' })
    await bench.tick()
    await bench.outside.dropped('wm1', 'lina')
    expect(await bench.told()).toEqual(['zhao: 李娜 删除了客户 张三'])
  })

  it.each([false, true])('pass a customer on to a colleague without alarm (had them before: %s)', async before => {
    await bench.outside.adds('wm1', 'lina', { name: '张三' })
    if (before) await bench.outside.adds('wm1', 'wang')
    await bench.tick()
    await bench.outside.goesOver('wm1', 'lina', 'wang')
    await bench.tick()
    expect(await customers()).toMatchObject([{ owner: { ref: 'wang' } }])
    expect(await bench.told()).toEqual([])
  })

  it('take one who added a member that has not confirmed yet, once WeCom knows them', async () => {
    await bench.outside.adds('wm1', 'lina', { name: '张三', half: true, state: '官网' })
    await bench.tick()
    expect(await customers()).toEqual([])
    await bench.outside.adds('wm1', 'lina', { state: '官网' })
    await bench.tick()
    expect(await customers()).toMatchObject([{ name: '张三', source: '官网' }])
  })

  it('take no half-added member for one who was lost', async () => {
    await bench.outside.adds('wm1', 'lina', { name: '张三' })
    await bench.outside.adds('wm1', 'wang', { half: true })
    await bench.tick()
    bench.now = new Date(bench.now.getTime() + 86_400_000)
    await bench.tick()
    expect(await bench.told()).toEqual([])
    expect(await bench.store.db.externalFollow.count()).toBe(1)
  })

  it('leave alone for an hour who cannot be read', async () => {
    bench.local.api.script('externalcontact/get', 40_058)
    await bench.outside.adds('wm1', 'lina', { name: '张三' })
    await bench.tick()
    await bench.tick()
    expect(bench.asked('externalcontact/get')).toBe(1)
    bench.now = new Date(bench.now.getTime() + 3_600_000)
    await bench.tick()
    expect(await customers()).toMatchObject([{ name: '张三' }])
  })

  it('ask again for details that could not be read, without asking for others in vain', async () => {
    bench.local.api.script('externalcontact/get', 45_009, 'drop-before', 'drop-before')
    await bench.outside.adds('wm1', 'lina', { name: '张三' })
    await bench.outside.adds('wm2', 'lina', { name: '李四' })
    await bench.contacts.stop()
    const next = bench.another({ hold: async () => false, release: async () => undefined })
    await next.tick()
    await next.tick()
    expect((await customers()).map(({ name }) => name).sort()).toEqual(['张三', '李四'])
  })
})

describe('what an administrator sees of it', () => {
  it('is why WeCom refuses, until it works again, and one line of the log', async () => {
    expect(bench.contacts.check()).toMatchObject({ ok: true })
    bench.local.api.script('externalcontact/get_follow_user_list', 48_002)
    bench.local.api.script('externalcontact/get_corp_tag_list', 48_002, 48_002)
    await bench.tick()
    await bench.tick()
    expect(bench.contacts.check()).toMatchObject({
      ok: false,
      code: 'contacts_not_allowed',
      since: new Date('2026-11-30T04:01:00Z'),
    })
    expect(bench.logged.filter(event => event === 'wecom.contacts-failed')).toHaveLength(2)
    bench.now = new Date(bench.now.getTime() + 600_000)
    await bench.tick()
    expect(bench.contacts.check()).toMatchObject({ ok: true })
  })
})

describe('comparing all lists', () => {
  it('takes everybody in page by page at the start, and again a day later', async () => {
    bench.local.company.contactsAPage = 3
    bench.local.api.script('externalcontact/batch/get_by_user', 'drop-before')
    for (let index = 0; index < 5; index++)
      await bench.outside.adds(`wm${index}`, index % 2 ? 'lina' : 'wang', { name: `客户${index}`, silent: true })
    await bench.tick()
    expect(await bench.store.db.customer.count()).toBe(5)
    expect(bench.asked('externalcontact/batch/get_by_user')).toBe(3)
    await bench.tick()
    expect(bench.asked('externalcontact/batch/get_by_user')).toBe(3)
    bench.now = new Date(bench.now.getTime() + 86_400_000)
    await bench.tick()
    expect(bench.asked('externalcontact/batch/get_by_user')).toBe(5)
    expect(await kinds()).toHaveLength(5)
  })

  it('finds a deletion that no callback told, and not with who has no licence', async () => {
    await bench.outside.adds('wm1', 'lina', { name: '张三' })
    await bench.outside.adds('wm2', 'wang', { name: '李四' })
    await bench.tick()
    await bench.outside.dropped('wm1', 'lina', { silent: true })
    await bench.outside.dropped('wm2', 'wang', { silent: true })
    bench.local.company.unlicensed.add('wang')
    bench.now = new Date(bench.now.getTime() + 86_400_000)
    await bench.tick()
    expect(await bench.told()).toEqual(['lina: 已不在客户列表中（1）', 'zhao: 已不在客户列表中（1）'])
    expect(bench.logged).toContain('wecom.contacts-unlicensed')
  })

  it('takes nobody for lost when not all could be read, nor while another process compares', async () => {
    await bench.outside.adds('wm1', 'lina', { name: '张三' })
    await bench.tick()
    await bench.outside.dropped('wm1', 'lina', { silent: true })
    bench.now = new Date(bench.now.getTime() + 86_400_000)
    const waits = bench.another({ hold: async () => false, release: async () => undefined })
    await waits.tick()
    bench.local.api.script('externalcontact/batch/get_by_user', 'drop-after', 'drop-after')
    await bench.tick()
    expect(bench.logged).toContain('wecom.contacts-failed')
    expect(await kinds()).toEqual(['external.added'])
    bench.local.company.unlicensed = new Set(['lina', 'wang'])
    bench.now = new Date(bench.now.getTime() + 700_000)
    await bench.tick()
    expect(await kinds()).toEqual(['external.added'])
    expect(await bench.told()).toEqual([])
  })
})
