import { describe, expect, it } from 'vitest'
import { useContacts } from './bench.ts'

const bench = useContacts()

async function asked(state: string, members: string[]): Promise<void> {
  const { id } = await bench.store.db.member.findFirstOrThrow({ where: { ref: 'zhao' } })
  await bench.store.db.contactWay.create({ data: { platform: 'wecom', state, members, askedById: id, askedAt: bench.now } })
  await bench.tick()
}
const ways = () => bench.store.db.contactWay.findMany({ orderBy: { id: 'asc' } })
const bodies = () =>
  bench.local.api.requests.flatMap(({ path, body }) => (path === 'externalcontact/add_contact_way' ? [body] : []))

describe('a QR code by which customers come', () => {
  it('is made for who may have customers, and its mark is the source of who comes by it', async () => {
    await asked('展会2026', ['lina', 'wang', 'zhao'])
    expect(bodies()).toMatchObject([{ type: 2, scene: 2, state: '展会2026', user: ['lina', 'wang'] }])
    expect(await ways()).toMatchObject([{ ref: expect.any(String), url: expect.stringContaining('https://'), failedCode: null }])
    expect(await bench.told()).toEqual(['zhao: 二维码 展会2026 · 打开二维码'])
    await bench.outside.adds('wm1', 'wang', { name: '张三', state: '展会2026' })
    await bench.tick()
    expect(await bench.store.db.customer.findFirst()).toMatchObject({ source: '展会2026' })
  })

  it('for one member is one member’s own', async () => {
    await asked('李娜名片', ['lina'])
    expect(bodies()).toMatchObject([{ type: 1, user: ['lina'] }])
  })

  it('is made later when WeCom cannot be asked now, and said to fail when it is refused', async () => {
    bench.local.api.script('externalcontact/add_contact_way', 45_009, 40_098)
    await asked('展会', ['lina'])
    expect(await ways()).toMatchObject([{ ref: null, failedCode: null }])
    await bench.tick()
    expect(await ways()).toMatchObject([{ failedCode: 'wecom_40098' }])
    await asked('展会', ['zhao'])
    expect(await bench.told()).toEqual([
      'zhao: 二维码 展会 生成失败（wecom_40098）。',
      'zhao: 二维码 展会 生成失败（这些成员都没有客户联系权限）。',
    ])
  })
})
