import { beforeEach, describe, expect, it } from 'vitest'
import { useContacts } from './bench.ts'

const bench = useContacts()
const calls = () => bench.local.api.requests.filter(({ path }) => path.endsWith('transfer_customer'))
const states = async () => (await bench.store.db.contactTransfer.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state)

/** Zhao wants all of Lina's customers to go over to Wang. */
async function wanted(): Promise<void> {
  const members = new Map((await bench.store.db.member.findMany()).map(({ ref, id }) => [ref, id]))
  const [fromId, toId, askedById] = ['lina', 'wang', 'zhao'].map(ref => members.get(ref) ?? 0) as [number, number, number]
  const contacts = await bench.store.db.externalContact.findMany({ orderBy: { id: 'asc' } })
  await bench.store.db.contactTransfer.createMany({
    data: contacts.map(({ id }) => ({ contactId: id, fromId, toId, askedById, askedAt: bench.now })),
  })
  await bench.tick()
}

beforeEach(async () => {
  for (const [id, name] of [['wm1', '张三'], ['wm2', '李四']] as const) await bench.outside.adds(id, 'lina', { name }) // biome-ignore format: a line a person
  await bench.tick()
})

describe('transfers in WeCom', () => {
  it('of who works here go by 在职继承, and are done a day later without an alarm', async () => {
    await wanted()
    expect(calls()).toMatchObject([
      {
        path: 'externalcontact/transfer_customer',
        body: { handover_userid: 'lina', takeover_userid: 'wang', external_userid: ['wm1', 'wm2'] },
      },
    ])
    expect(await states()).toEqual(['started', 'started'])
    await bench.outside.goesOver('wm1', 'lina', 'wang')
    await bench.outside.refuses('wm2', 'wang')
    await bench.tick()
    expect(await states()).toEqual(['done', 'failed'])
    expect(await bench.told()).toEqual(['zhao: 企业微信转接失败（1）'])
    expect(calls()).toHaveLength(1)
  })

  it('of who left go by 离职继承', async () => {
    bench.local.company.members.delete('lina')
    await wanted()
    expect(calls().map(({ path }) => path)).toEqual(['externalcontact/resigned/transfer_customer'])
  })

  it('say which failed, each by its own code or all by WeCom’s, and wait while WeCom cannot be asked', async () => {
    bench.local.api.script('externalcontact/transfer_customer', 45_009)
    await bench.outside.dropped('wm1', 'lina', { silent: true })
    await wanted()
    expect(await states()).toEqual(['wanted', 'wanted'])
    await bench.tick()
    expect(await states()).toEqual(['failed', 'started'])
    bench.local.api.script('externalcontact/transfer_customer', 60_111)
    await wanted()
    expect(await states()).toEqual(['failed', 'started', 'failed', 'failed'])
    expect(await bench.told()).toEqual(['zhao: 企业微信转接失败（1）', 'zhao: 企业微信转接失败（2）'])
  })
})
