import { beforeEach, describe, expect, it } from 'vitest'
import { type Author, changeCustomer, lockCustomer } from '../../../../src/customers/write.ts'
import type { LocalFollow } from '../../../../src/playground/wecom/rest/company.ts'
import { useContacts } from './bench.ts'

const bench = useContacts()
const customer = () => bench.store.db.customer.findFirstOrThrow()
const there = (member = 'lina'): LocalFollow => {
  const follow = bench.local.company.contacts.get('wm1')?.follows.find(each => each.member === member)
  if (!follow) throw new Error(`${member} does not have them`)
  return follow
}
const tagsThere = (member = 'lina') => there(member).tags.map(id => bench.local.company.tags.get(id))
const writes = () => bench.asked('externalcontact/mark_tag') + bench.asked('externalcontact/remark')

/** Somebody changes the customer here. */
async function change(patch: Parameters<typeof changeCustomer>[2]): Promise<void> {
  bench.now = new Date(bench.now.getTime() + 1_000)
  const { id } = await customer()
  await bench.store.tx(async tx => {
    const author: Author = { tx, now: bench.now, memberId: null, source: 'chat' }
    const locked = await lockCustomer(tx, id)
    if (locked) await changeCustomer(author, locked, patch)
  })
  await bench.tick()
}
const edit = async (words: Partial<LocalFollow>, member = 'lina'): Promise<void> => {
  await bench.outside.edits('wm1', member, words)
  await bench.tick()
}

beforeEach(async () => {
  bench.local.company.tags = new Map([['t1', 'VIP'], ['t2', '老客户'], ['t3', '展会']]) // biome-ignore format: one line
  await bench.outside.adds('wm1', 'lina', { name: '张三' })
  await bench.tick()
})

describe('tags', () => {
  it('given in WeCom are the customer’s, and taken away there are taken away here', async () => {
    await edit({ tags: ['t1', 't2'] })
    expect((await customer()).tags).toEqual(['VIP', '老客户'])
    await edit({ tags: ['t2'] })
    expect((await customer()).tags).toEqual(['老客户'])
  })

  it('given here are marked in WeCom, in its own writing; what WeCom does not have stays here', async () => {
    await change({ tags: ['vip', '大客户'] })
    expect(tagsThere()).toEqual(['VIP'])
    await change({ tags: ['大客户'] })
    expect(tagsThere()).toEqual([])
    expect((await customer()).tags).toEqual(['大客户'])
  })

  it('come back as no news: nothing is written twice, and nothing of one’s own is taken away', async () => {
    await change({ tags: ['VIP', '大客户'] })
    const before = writes()
    await edit({ mobiles: ['13800000001'] })
    bench.now = new Date(bench.now.getTime() + 86_400_000)
    await bench.tick()
    await bench.tick()
    expect(writes()).toBe(before)
    expect((await customer()).tags).toEqual(['VIP', '大客户'])
  })

  it('of one name in two groups are both taken away', async () => {
    bench.local.company.tags.set('t9', 'VIP')
    bench.now = new Date(bench.now.getTime() + 600_000)
    await edit({ tags: ['t9'] })
    expect((await customer()).tags).toEqual(['VIP'])
    await change({ tags: [] })
    expect(tagsThere()).toEqual([])
    await edit({ mobiles: ['13800000001'] })
    expect((await customer()).tags).toEqual([])
  })

  it('for which there is no room here stay there', async () => {
    const many = Array.from({ length: 32 }, (_, index) => `标签${index}`)
    bench.local.company.tags = new Map(many.map((name, index) => [`m${index}`, name]))
    bench.now = new Date(bench.now.getTime() + 600_000)
    await edit({ tags: many.map((_, index) => `m${index}`) })
    await change({ tier: 'B' })
    expect((await customer()).tags).toHaveLength(30)
    expect(tagsThere()).toHaveLength(32)
  })

  it('changed on both sides at once come together', async () => {
    await change({ tags: ['VIP'] })
    bench.local.api.script('externalcontact/mark_tag', 45_009)
    await change({ tags: ['VIP', '老客户'] })
    expect(tagsThere()).toEqual(['VIP'])
    await edit({ tags: ['t1', 't3'] })
    await bench.tick()
    expect((await customer()).tags.toSorted()).toEqual(['VIP', '展会', '老客户'].toSorted())
    expect(tagsThere().toSorted()).toEqual(['VIP', '展会', '老客户'].toSorted())
  })

  it('of two members stay here while one of them still gives them, and are given by the owner', async () => {
    await bench.outside.adds('wm1', 'wang')
    await bench.tick()
    await edit({ tags: ['t1'] })
    await edit({ tags: ['t1'] }, 'wang')
    await edit({ tags: [] })
    expect((await customer()).tags).toEqual(['VIP'])
    await change({ tags: ['VIP', '老客户'] })
    expect([tagsThere(), tagsThere('wang')]).toEqual([['老客户'], ['VIP']])
    await change({ tags: [] })
    expect([tagsThere(), tagsThere('wang')]).toEqual([[], []])
  })

  it('that are refused for good are not asked for again until the customer changes', async () => {
    bench.local.api.script('externalcontact/mark_tag', 84_061)
    await change({ tags: ['VIP'] })
    await bench.tick()
    expect(bench.asked('externalcontact/mark_tag')).toBe(1)
    expect(bench.logged).toContain('wecom.contact-not-written')
    await change({ tier: 'A' })
    expect(tagsThere()).toEqual(['VIP'])
  })
})

describe('names and notes', () => {
  it('follow each other: a remark renames the customer, and a new name is the remark, within WeCom’s 20 characters', async () => {
    await edit({ remark: '华润 张总' })
    expect((await customer()).name).toBe('华润 张总')
    await change({ name: '华润万家有限公司上海采购中心第二事业部张总' })
    expect(there().remark).toBe('华润万家有限公司上海采购中心第二事业部张')
    await edit({ description: '喜欢喝茶' })
    expect((await customer()).name).toBe('华润万家有限公司上海采购中心第二事业部张总')
  })

  it('of a member who does not own the customer are that member’s own', async () => {
    await bench.outside.adds('wm1', 'wang')
    await bench.tick()
    await edit({ remark: '老张' }, 'wang')
    expect((await customer()).name).toBe('张三')
    await edit({ remark: '张总' })
    expect((await customer()).name).toBe('张总')
    await change({ name: '华润' })
    expect([there().remark, there('wang').remark]).toEqual(['华润', '老张'])
  })

  it('say the stage and tier in the description, unless the member has written one', async () => {
    await change({ stage: '报价', tier: 'A' })
    expect(there().description).toBe('阶段：报价；等级：A')
    await change({ stage: '签约' })
    expect(there().description).toBe('阶段：签约；等级：A')
    await edit({ description: '喜欢喝茶' })
    await change({ stage: '复购', industry: '零售'.repeat(90) })
    expect(there().description).toBe('喜欢喝茶')
    await edit({ description: '' })
    await change({ tier: 'B' })
    expect([...there().description]).toHaveLength(150)
  })
})
