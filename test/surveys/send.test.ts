import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { readSendLine } from '../../src/surveys/asking/send-line.ts'
import type { Questionnaire } from '../../src/surveys/questionnaire.ts'
import { csat, lost, nps } from '../../src/surveys/shipped.ts'
import { type PersonName, type PlaceName, textOf, useBot } from '../harness/bot.ts'
import { allFeatures, givenAcme } from './asked.ts'

const own: Questionnaire = { ...csat, kind: 'firstmonth', id: 1, name: { en: 'First month', 'zh-CN': 'First month' } }
const all = [nps, csat, lost, own]

describe('a line about asking', () => {
  it.each([
    ['acme nps', 'acme', 'nps'],
    ['nps acme', 'acme', 'nps'],
    ['nps to acme', 'acme', 'nps'],
    ['to acme: nps', 'acme', 'nps'],
    ['知客 nps', '知客', 'nps'],
    ['nps 知客', '知客', 'nps'],
    ['知客的nps', '知客的', 'nps'],
    ['知客，nps', '知客', 'nps'],
    ['给知客 满意度', '知客', 'csat'],
    ['知客满意度', '知客', 'csat'],
    ['acme satisfaction', 'acme', 'csat'],
    ['acme net promoter score', 'acme', 'nps'],
    ['acme Why you left', 'acme', 'lost'],
    ['acme gmbh first month', 'acme gmbh', 'firstmonth'],
    ['first month acme', 'acme', 'firstmonth'],
    ['“满意客户” “First month”', '“满意客户”', 'firstmonth'],
    ['nps<=6 csat', 'nps<=6', 'csat'],
    ['nps<=6', 'nps<=6', null],
    ['npsolutions csat', 'npsolutions', 'csat'],
    ['acme', 'acme', null],
    ['nps', '', 'nps'],
  ])('says whom and with what: %s', (line, who, kind) => {
    const read = readSendLine(line, all)
    expect([read.who, read.questionnaire?.kind ?? null]).toEqual([who, kind])
  })
})

const bot = useBot(allFeatures)
const say = async (line: string, who: PersonName = 'sofia', place: PlaceName = 'key-accounts') =>
  textOf(await bot.say(who, `/survey ${line}`, place))
const asked = () => bot.store.db.survey.count()

/** Presses the first button of a reply with this label. */
async function press(who: PersonName, reply: Reply, label: string): Promise<Reply> {
  const parts = reply.kind === 'message' || reply.kind === 'replace' ? reply.message.parts : []
  const buttons = parts.flatMap(part =>
    part.kind === 'actions' ? part.actions : part.kind === 'list' ? part.rows.flatMap(row => row.act ?? []) : [],
  )
  const button = buttons.find(each => each.label === label)
  if (!button) throw new Error(`no button ${label} in ${textOf(reply)}`)
  return bot.click(who, button.action, button.value as Json)
}

describe('/survey send', () => {
  it.each(['acme tomorrow', 'acme but not before friday', 'acme and bergmann', 'acme by email'])(
    'asks nobody when it understood half: %s nps',
    async line => {
      await givenAcme(bot)
      await givenAcme(bot, { name: 'Bergmann', email: 'b@example.com' })
      const reply = await bot.say('sofia', `/survey send ${line} nps`)
      expect(textOf(reply)).toContain(`I did not understand “${line.slice(5)}”, so nothing was sent`)
      expect(await asked()).toBe(0)
      expect(textOf(await press('sofia', reply, 'Ask Acme Retail'))).toContain('was asked (NPS)')
    },
  )

  it.each(['nps acme', 'acme nps', 'send nps to acme', 'ask acme net promoter score'])('is understood as %s', async line => {
    await givenAcme(bot)
    expect(await say(line)).toContain('Acme Retail was asked (NPS)')
  })

  it('without a questionnaire offers each of them for the customer', async () => {
    await givenAcme(bot)
    const reply = await bot.say('sofia', '/survey send acme')
    expect(textOf(await press('sofia', reply, 'CSAT'))).toContain('was asked (CSAT)')
  })

  it('of a slip still says which verb was meant', async () => {
    expect(await say('reslts')).toContain('/survey results')
  })

  it('to many is for managers, and says so', async () => {
    await givenAcme(bot)
    await bot.store.db.segment.create({
      data: { teamId: 1, name: 'Happy', nameKey: 'happy', filter: 'tier:A', createdAt: bot.now },
    })
    for (const line of ['"happy" csat', 'tier:A csat', '“tier:A” csat', '所有客户 csat']) {
      expect(await say(`send ${line}`), line).toContain('Asking many customers at once is for managers')
      expect(await say(`send ${line}`, 'marcus'), line).toContain('Customers: ')
    }
    expect(await say('send "hapy" csat', 'marcus')).toBe('There is no customer and no segment “hapy”. Did you mean “Happy”?')
    expect(await asked()).toBe(0)
  })
})

describe('a person mentioned', () => {
  const contacts = () => bot.store.db.contact.findMany({ select: { customerId: true, name: true } })

  it('becomes a contact only when somebody said that they are the customer’s, and is asked', async () => {
    const { id: customerId } = await givenAcme(bot)
    const reply = await bot.say('sofia', '/survey send acme nps @[anna]')
    expect(textOf(reply)).toContain('is not known as a contact of Acme Retail')
    expect([await contacts(), await asked()]).toEqual([[], 0])
    expect(textOf(await press('sofia', reply, 'Anna Becker is of Acme Retail: ask'))).toContain('by direct message')
    expect(await contacts()).toEqual([{ customerId, name: 'Anna Becker' }])
  })

  it('who is a contact already is asked at once, the customer need not be named', async () => {
    const { id: customerId } = await givenAcme(bot)
    await bot.store.db.contact.create({ data: { customerId, name: 'Anna Becker', memberId: await bot.member('anna') } })
    expect(await say('send @[anna] nps')).toContain('Acme Retail was asked (NPS) by direct message')
  })

  it('of another customer is neither asked nor taken from it', async () => {
    await givenAcme(bot)
    const other = await givenAcme(bot, { name: 'Bergmann', email: 'b@example.com' })
    await bot.store.db.contact.create({ data: { customerId: other.id, name: 'Anna', memberId: await bot.member('anna') } })
    expect(await say('send acme nps @[anna]')).toContain('is a contact of another customer')
    expect(await asked()).toBe(0)
  })

  it('becomes no contact when the customer may not be asked', async () => {
    const { id } = await givenAcme(bot)
    await bot.store.db.customer.update({ where: { id }, data: { optedOutAt: bot.now } })
    expect(await say('send acme nps @[anna]')).toContain('was not asked')
    expect(await contacts()).toEqual([])
  })

  it('is one at a time', async () => {
    await givenAcme(bot)
    expect(await say('send acme nps @[anna] @[gus]')).toContain('One person can be asked at a time')
    expect(await asked()).toBe(0)
  })
})
