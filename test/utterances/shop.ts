import { given, givenContact } from '../customers/shop.ts'
import type { Bot } from '../harness/bot.ts'
import { addTask } from '../tasks/shop.ts'

/**
 * One realistic shop for all three commands. It is Wednesday 2026-09-16, noon in Berlin (Sofia, English, team 1) and 18:00 in Shanghai
 * (Chen, Chinese, team 2). Each of them has two tasks: 1 overdue, 2 due today.
 */
export async function openShop(bot: Bot): Promise<void> {
  const acme = await given(bot, {
    name: 'Acme GmbH',
    externalId: 'C-1001',
    phone: '+49 30 1234567',
    tier: 'A',
    stage: 'trial',
    tags: ['VIP', 'trial'],
    owner: 'sofia',
  })
  await givenContact(bot, acme, { name: 'Anna Becker', role: 'buyer', isKey: true })
  const northwind = await given(bot, { name: 'Northwind Traders', stage: 'negotiation', owner: 'sofia' })
  await given(bot, { name: 'Northgate Ltd', owner: 'tom' })
  await given(bot, { name: "O'Brien & Sons", owner: 'sofia' })
  await given(bot, { name: 'New', owner: 'sofia' })
  await given(bot, { name: 'Left Bank Café', owner: 'sofia' })
  await given(bot, { name: 'Harbor Inn', leftAt: new Date('2026-09-01T10:00:00Z'), leftReason: 'Price', owner: 'sofia' })
  const zhike = await given(bot, {
    name: '知客科技',
    phone: '138 0013 8000',
    tier: 'A',
    tags: ['重点', '试用'],
    teamId: 2,
    owner: 'chen',
  })
  await givenContact(bot, zhike, { name: '周敏', role: '采购', phone: '13900001111' })
  const pens = await given(bot, { name: '晨光文具', stage: '谈判中', teamId: 2, owner: 'chen' })
  await given(bot, { name: '白云酒店', teamId: 2 })
  await given(bot, { name: '白云山制药', teamId: 2, owner: 'chen' })
  await given(bot, { name: '新建材料', teamId: 2, owner: 'chen' })
  await given(bot, { name: '“好望角”咖啡', teamId: 2, owner: 'chen' })
  await addTask(bot, 'call Anna', 'sofia', { customerId: acme, dueOn: '2026-09-14' })
  await addTask(bot, 'send invoice', 'sofia', { customerId: northwind })
  await addTask(bot, '回电话', 'chen', { customerId: zhike, teamId: 2, dueOn: '2026-09-14' })
  await addTask(bot, '寄样品', 'chen', { customerId: pens, teamId: 2 })
}
