import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/chat/message.ts'
import { features } from '../../src/features.ts'
import { exportFiles } from '../../src/privacy/export-files.ts'
import { given, givenContact } from '../customers/shop.ts'
import { textOf, useBot } from '../harness/bot.ts'

describe('/customer export', () => {
  const bot = useBot(features({ checks: async () => [], nextRuns: async () => [] }))

  it('sends the asker, and nobody else, a zip with all of the customer, wherever it was asked for', async () => {
    const id = await given(bot, { name: 'Acme GmbH', custom: { Slogan: '=1+1' }, owner: 'sofia' })
    await givenContact(bot, id, { name: '@SUM(A1)', phone: '+49 30 1' })
    await given(bot, { name: 'Bright Foods' })
    const reply = await bot.say('marcus', '/customer export acme', 'key-accounts')
    expect(textOf(reply)).toContain('comes to you as a file')
    const [item, ...others] = await bot.store.db.outboxItem.findMany()
    expect(others).toEqual([])
    expect(item).toMatchObject({ target: { kind: 'person', id: 'marcus' }, state: 'pending' })
    const message = (item?.message ?? {}) as unknown as Partial<Message>
    const [file] = message.files ?? []
    expect(file?.name).toBe(`rapport-customer-${id}.zip`)
    const files = unzipSync(Buffer.from(file?.base64 ?? '', 'base64'))
    const text = (name: string) => Buffer.from(files[name] ?? []).toString('utf8')
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['customer.json', 'customer.csv', 'contact.csv']))
    expect(JSON.parse(text('customer.json'))).toMatchObject({
      tables: { Customer: [{ name: 'Acme GmbH', custom: { Slogan: '=1+1' } }], Contact: [{ name: '@SUM(A1)' }] },
    })
    // A spreadsheet runs neither.
    expect(text('contact.csv')).toContain(`"'@SUM(A1)"`)
    expect(text('contact.csv')).toContain(`"'+49 30 1"`)
    expect(Object.keys(files).map(text).join('')).not.toContain('Bright')
    const granted = { outcome: 'granted', action: 'customer.export' }
    expect(await bot.store.db.auditEntry.findMany({ where: granted })).toMatchObject([
      { resource: `{"customerId":${id}}`, memberId: await bot.member('marcus'), place: 'internal' },
    ])
  })

  it('is for managers of the team and administrators', async () => {
    const id = await given(bot, { name: 'Acme GmbH', owner: 'sofia', teamId: 1 })
    for (const person of ['sofia', 'tom', 'vera', 'chen', 'anna', 'gus'] as const) {
      await bot.say(person, '/customer export acme')
      await bot.click(person, 'privacy.export', { customerId: id })
    }
    expect(await bot.store.db.outboxItem.count()).toBe(0)
    expect(textOf(await bot.say('olivia', '/customer 导出 acme'))).toContain('comes to you')
  })

  it('takes an export on its way back when its customer is erased', async () => {
    const id = await given(bot, { name: 'Acme GmbH' })
    await bot.say('olivia', '/customer export acme')
    await bot.submit('olivia', 'privacy.erase', { customerId: id }, { name: 'Acme GmbH' })
    expect(await bot.store.db.outboxItem.count()).toBe(0)
  })
})

describe('the files of an export', () => {
  it('make every cell harmless that a spreadsheet would run', () => {
    const cells = ['=1', '+1', '-1', '@x', '\tx', '\rx', 'a,"b"\n', 'plain']
    const columns = cells.map((_, index) => `c${index}`)
    const row = Object.fromEntries(cells.map((cell, index) => [`c${index}`, cell]))
    const csv = exportFiles([{ table: 'CareTask', columns, rows: [row] }], new Date(0)).find(
      ({ name }) => name === 'care-task.csv',
    )
    expect(csv?.text).toBe(`\uFEFF${columns.join(',')}\r\n"'=1","'+1","'-1","'@x","'\tx","'\rx","a,""b""\n",plain\r\n`)
  })
})
