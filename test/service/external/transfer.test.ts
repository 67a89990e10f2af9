import { beforeEach, describe, expect, it } from 'vitest'
import type { ContactFollow, ContactSync } from '../../../src/chat/contact-sync.ts'
import type { Button, Message } from '../../../src/chat/message.ts'
import type { Reply } from '../../../src/chat/platform.ts'
import { createOutbox } from '../../../src/delivery/outbox.ts'
import { features } from '../../../src/features.ts'
import { createContactSync } from '../../../src/service/external/sync.ts'
import { messageText, type PersonName, textOf, useBot } from '../../harness/bot.ts'
import { main } from '../../people/parts.ts'

const bot = useBot(features({ ...main, contactPlatform: () => 'test' }))
let sync: ContactSync

const follow = (member: string, more: Partial<ContactFollow> = {}): ContactFollow => {
  const addedAt = new Date(bot.now.getTime() - 86_400_000)
  return { member, addedAt, state: null, remark: null, description: '', tags: [], given: false, ...more }
}
const person = (contact: string, name: string, ...follows: ContactFollow[]) => ({ contact, name, phones: [], follows })
const buttons = (reply: Reply): Button[] =>
  reply.kind === 'message' || reply.kind === 'replace'
    ? reply.message.parts.flatMap(part => (part.kind === 'actions' ? part.actions : []))
    : []
const press = (who: PersonName, reply: Reply, action: string): Promise<Reply> => {
  const button = buttons(reply).find(each => each.action === action)
  if (!button) throw new Error(`no ${action} among ${buttons(reply).map(each => each.action)}`)
  return bot.click(who, action, button.value)
}
const handedOver = async (): Promise<Reply> =>
  press('marcus', await bot.say('marcus', '/customer reassign @[sofia] @[tom]'), 'tasks.hand-over')
const told = async (): Promise<string[]> => {
  const items = await bot.store.db.outboxItem.findMany({
    where: { key: { startsWith: 'contact-transfer' } },
    orderBy: { id: 'asc' },
  })
  return items.map(({ target, message }) => `${(target as { id: string }).id}: ${messageText(message as unknown as Message)}`)
}
const states = async () => (await bot.store.db.contactTransfer.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state)
/** Everything asked for is begun, or refused with this code. */
async function begin(code: string | null = null): Promise<void> {
  const wishes = await sync.transfersWanted()
  await sync.transfersAsked(wishes.flatMap(({ transfers }) => transfers.map(({ id }) => ({ id, code }))))
}

beforeEach(async () => {
  sync = createContactSync({ store: bot.store, outbox: createOutbox(() => bot.now), platform: 'test', now: () => bot.now })
  await sync.described([
    person('wm1', '张三', follow('sofia')),
    person('wm2', '李四', follow('sofia')),
    person('wm3', '王五', follow('tom')),
  ])
})

describe('a handover of a leaver’s customers', () => {
  it('offers to transfer their contacts too, once, and only those that moved', async () => {
    const done = await handedOver()
    expect(textOf(done)).toContain('Transfer 2 contacts in WeCom too')
    expect(await sync.transfersWanted()).toEqual([])
    // A rep may not, while there is something to transfer.
    await press('sofia', done, 'external.transfer').catch(() => undefined)
    expect(await sync.transfersWanted()).toEqual([])
    expect(textOf(await press('marcus', done, 'external.transfer'))).toContain('asked to transfer 2 contacts')
    expect(await sync.transfersWanted()).toMatchObject([
      { from: 'sofia', to: 'tom', transfers: [{ contact: 'wm1' }, { contact: 'wm2' }] },
    ])
    expect(textOf(await press('marcus', done, 'external.transfer'))).toContain('nothing (more) to transfer')
  })

  it('that was taken back transfers nobody', async () => {
    const done = await handedOver()
    await press('marcus', done, 'tasks.take-back')
    expect(textOf(await press('marcus', done, 'external.transfer'))).toContain('was undone')
  })

  it('tells who asked what was refused at once, in one message, and what the customers refused later', async () => {
    await press('marcus', await handedOver(), 'external.transfer')
    const [wish] = await sync.transfersWanted()
    await sync.transfersAsked(
      (wish?.transfers ?? []).map(({ id, contact }) => ({ id, code: contact === 'wm1' ? 'wecom_40096' : null })),
    )
    expect(await told()).toEqual([
      'marcus: Not transferred in WeCom (1)\n- 张三 / wecom_40096\nThey are still Sofia Lind’s contacts there.',
    ])
    await sync.happened({ kind: 'not-transferred', contact: 'wm2', member: 'tom', at: bot.now, code: 'customer_refused' })
    await sync.happened({ kind: 'not-transferred', contact: 'wm2', member: 'tom', at: bot.now, code: 'customer_refused' })
    expect((await told()).slice(1)).toEqual([expect.stringContaining('李四 / the customer refused')])
  })

  it.each(['the successor has them', 'the leaver has lost them'])('is done when %s', async how => {
    await press('marcus', await handedOver(), 'external.transfer')
    await begin()
    if (how === 'the successor has them') {
      await sync.described([person('wm1', '张三', follow('tom', { addedAt: bot.now, given: true }))])
      const old = await bot.store.db.externalFollow.findFirst({ where: { contact: { ref: 'wm1' }, member: { ref: 'sofia' } } })
      expect(old).toMatchObject({ endedBy: 'transfer' })
    } else await sync.happened({ kind: 'ended', contact: 'wm1', member: 'sofia', by: 'transfer', at: bot.now })
    expect(await states()).toEqual(['done', 'started'])
    expect(await told()).toEqual([])
    expect(await bot.store.db.careTask.count()).toBe(0)
  })
})
