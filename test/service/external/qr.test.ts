import { beforeEach, describe, expect, it } from 'vitest'
import type { ContactSync } from '../../../src/chat/contact-sync.ts'
import type { Message } from '../../../src/chat/message.ts'
import { createOutbox } from '../../../src/delivery/outbox.ts'
import { features } from '../../../src/features.ts'
import { createContactSync } from '../../../src/service/external/sync.ts'
import { messageText, textOf, useBot } from '../../harness/bot.ts'
import { main } from '../../people/parts.ts'

let platform: string | null = 'test'
const bot = useBot(features({ ...main, contactPlatform: () => platform }))
let sync: ContactSync

beforeEach(() => {
  platform = 'test'
  sync = createContactSync({ store: bot.store, outbox: createOutbox(() => bot.now), platform: 'test', now: () => bot.now })
})

const say = async (line: string, who: 'marcus' | 'sofia' = 'marcus') => textOf(await bot.say(who, line))
const told = async (): Promise<string[]> => {
  const items = await bot.store.db.outboxItem.findMany({ orderBy: { id: 'asc' } })
  return items.map(({ target, message }) => `${(target as { id: string }).id}: ${messageText(message as unknown as Message)}`)
}

describe('/customer qr', () => {
  it('asks the platform for a code with the mark, for the whole team, and sends it to who asked', async () => {
    expect(await say('/customer qr Fair 2026')).toContain('QR code Fair 2026 is being made for 4 members')
    const [way] = await sync.waysWanted()
    expect(way).toMatchObject({ state: 'Fair 2026', members: ['marcus', 'olivia', 'sofia', 'tom'] })
    await sync.wayMade(way?.id ?? 0, { ref: 'config-1', url: 'https://qr.example/1' })
    await sync.wayMade(way?.id ?? 0, { ref: 'config-2', url: 'https://qr.example/2' })
    expect(await told()).toEqual([expect.stringMatching(/^marcus: QR code Fair 2026 · Open the QR code\nWho adds/)])
    expect(await bot.store.db.contactWay.findFirst()).toMatchObject({ ref: 'config-1', url: 'https://qr.example/1' })
    expect(await sync.waysWanted()).toEqual([])
  })

  it('is the same one when it is asked for again, ready or not', async () => {
    await say('/customer qr Fair')
    await say('/customer qr Fair')
    const [way, ...others] = await sync.waysWanted()
    expect(others).toEqual([])
    await sync.wayMade(way?.id ?? 0, { ref: 'config-1', url: 'https://qr.example/1' })
    expect(await say('/customer qr Fair')).toContain('Open the QR code')
    await say('/customer qr Fair @[tom]')
    expect(await sync.waysWanted()).toMatchObject([{ state: 'Fair', members: ['tom'] }])
  })

  it('says what went wrong, and may be asked for again then', async () => {
    await say('/客户 二维码 展会2026 @[tom]')
    const [way] = await sync.waysWanted()
    await sync.wayMade(way?.id ?? 0, { code: 'nobody_may' })
    expect(await told()).toEqual([
      'marcus: QR code 展会2026 could not be made (none of these members may use customer contact (客户联系)).',
    ])
    await say('/customer qr 展会2026 @[tom]')
    expect(await sync.waysWanted()).toHaveLength(1)
  })

  it('says what it needs: a name, a short one, members, the right to do it, a platform that can', async () => {
    expect(await say('/customer qr')).toContain('/customer qr Fair 2026')
    expect(await say(`/customer qr ${'展'.repeat(31)}`)).toContain('30 characters')
    expect(await say('/customer qr Fair @[nobody]')).toContain('is no member there')
    expect(await say('/customer qr Fair', 'sofia')).not.toContain('being made')
    platform = 'wecom'
    expect(await say('/customer qr Fair')).toContain('Nobody of the team is a member there')
    platform = null
    expect(await say('/customer qr Fair')).toContain('WECOM_CONTACT_SECRET')
    expect(await bot.store.db.contactWay.count()).toBe(0)
  })
})
