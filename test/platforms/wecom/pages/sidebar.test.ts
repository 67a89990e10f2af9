import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeCustomer } from '../../../harness/customers.ts'
import { browserOf, type Seen, textOf } from './browser.ts'
import { useAppCompany } from './company.ts'

const company = useAppCompany()
const sidebar = () => `${company.bench.botUrl}/wecom/sidebar`
const lina = () => browserOf(company.bench, 'lina')

/** Lina's sidebar beside the chat of a contact whom the bot knows. */
async function beside(name = '知客科技') {
  const id = await makeCustomer(company.store, { name, tier: 'A', orders: ['2026-01-05', '2026-02-05'] })
  const contact = { platform: 'wecom', ref: 'wmKnown', customerId: id, createdAt: company.bench.now }
  await company.store.db.externalContact.create({ data: contact })
  const browser = lina()
  await browser.visit(sidebar())
  return { id, browser, page: await browser.visit(`${sidebar()}?contact=wmKnown`) }
}

/** The value of a button with this label, or one after it. */
const buttonOf = ({ body }: Seen, label: string): string => {
  const [, value = ''] = new RegExp(`<button name="press" value="([^"]*)"[^>]*>${label}</button>`).exec(body) ?? []
  if (value === '') throw new Error(`no button ${label} in ${body}`)
  return value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
const customerField = ({ body }: Seen) => ['customer', /name="customer" value="(\d+)"/.exec(body)?.[1] ?? ''] as const

/** Words alone, as the chat and the page both have them. */
const wordsOf = (text: string) => new Set(text.match(/[\p{L}\p{N}]+/gu) ?? [])

describe('the sidebar beside a customer’s chat', () => {
  it('says of them what the chat says', async () => {
    const { page } = await beside()
    await company.bench.says('客户 知客科技')
    const chat = company.bench
      .seen('lina')
      .join('\n')
      .replace(/回复编号.*/s, '')
      .replace(/`\w+`/g, '')
    expect(wordsOf(chat).size).toBeGreaterThan(15)
    expect([...wordsOf(chat)].filter(word => !textOf(page).includes(word))).toEqual([])
    expect(page.body).toContain('<h2>知客科技</h2>')
    expect(company.failures).toEqual([])
  })

  it('logs what was done with them, once however often it is sent', async () => {
    const { id, browser, page } = await beside()
    const line = [['log', '已电话沟通，客户要报价。下一步：周五发报价'], customerField(page)] as const
    const after = await browser.send(page, line)
    await browser.send(page, line)
    expect(await company.store.db.interaction.count({ where: { customerId: id } })).toBe(1)
    expect(await company.store.db.careTask.count({ where: { customerId: id } })).toBe(1)
    expect(textOf(after), 'the next step is on the card').toContain('发报价')
  })

  it('does what a button of the card says, and leads to the page of a form that it opens', async () => {
    const { id, browser, page } = await beside()
    const form = await browser.send(page, [['press', buttonOf(page, '写跟进')], customerField(page)])
    expect(form.url).toContain('/wecom/form/')
    const [, customer = ''] = /value="([^"]*)" id="f0"/.exec(form.body) ?? []
    expect(customer).toContain('知客科技')
    const saved = await browser.send(form, [
      ['f0', customer],
      ['f1', '上门拜访'],
      ['f2', 'auto'],
      ['f3', 'auto'],
    ])
    expect(saved.status, textOf(saved)).toBe(200)
    expect(await company.store.db.interaction.findMany({ where: { customerId: id } })).toMatchObject([{ note: '上门拜访' }])
    expect(saved.body).toContain('返回侧边栏')
    expect(company.bench.seen('lina'), 'nobody asked in the chat').toEqual([])
  })

  it('starts nothing by a button that was not given to this member', async () => {
    const { browser, page } = await beside()
    const pressed = buttonOf(page, '写跟进')
    const changed = await browser.send(page, [['press', pressed.replace('customerId":', 'customerId":1')], customerField(page)])
    expect(textOf(changed)).toContain('已经处理过了')
    const wang = browserOf(company.bench, 'wang')
    const his = await wang.visit(`${sidebar()}?contact=wmKnown`)
    expect(textOf(await wang.send(his, [['press', pressed], customerField(his)]))).toContain('已经处理过了')
  })

  it('says when the contact is not known here, and finds customers by name', async () => {
    await makeCustomer(company.store, { name: '华东一厂' })
    await makeCustomer(company.store, { name: '华东二厂' })
    const browser = lina()
    await browser.visit(sidebar())
    const page = await browser.visit(`${sidebar()}?contact=wmOther`)
    expect(textOf(page)).toContain('还没有同步')
    const several = await browser.send(page, [['q', '华东']])
    const [, id = ''] = /name="pick" value="(\d+)"[^>]*>华东二厂/.exec(several.body) ?? []
    expect((await browser.send(several, [['pick', id]])).body).toContain('<h2>华东二厂</h2>')
    expect((await browser.send(page, [['q', '一厂']])).body).toContain('<h2>华东一厂</h2>')
    expect(textOf(await browser.send(page, [['q', 'zzzz']]))).toContain('没有找到“zzzz”')
  })

  it('shows nothing to who has no role any more', async () => {
    const { browser } = await beside()
    const member = await company.store.db.member.findFirstOrThrow({ where: { name: '李娜' } })
    await company.store.db.teamRole.create({ data: { memberId: member.id, teamId: 1, role: 'none' } })
    const page = await browser.visit(`${sidebar()}?contact=wmKnown`)
    expect(page.body).not.toContain('知客科技')
    expect((await browser.send(page, [['q', '知客']])).body).not.toContain('知客科技')
  })

  it('is for members alone, whom WeCom names', async () => {
    await beside()
    expect((await browserOf(company.bench, 'oOpenId').visit(`${sidebar()}?contact=wmKnown`)).status).toBe(403)
    expect((await lina().open(`${sidebar()}?contact=wmKnown`)).status).toBe(302)
  })

  it('shows what people wrote as text, whatever it is', async () => {
    const hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const { browser, page } = await beside(hostile)
    expect(page.body).toContain('&lt;script&gt;')
    const after = await browser.send(page, [['log', hostile], customerField(page)])
    const found = await browser.send(page, [['q', `${hostile}zz`]])
    for (const { body } of [page, after, found]) expect(body).not.toMatch(/<script>|<img/)
    expect(company.failures).toEqual([])
  })
})

describe('the SDK of the sidebar', () => {
  it('comes from this server alone, and the page lets no other script in', async () => {
    const browser = lina()
    const page = await browser.visit(sidebar())
    const sources = [...page.body.matchAll(/<script src="([^"]+)"/g)].map(([, source = '']) => new URL(source, page.url).href)
    expect(sources).toEqual([`${sidebar()}/jssdk.js`, `${sidebar()}/sidebar.js`])
    const [sdk, ours] = await Promise.all(sources.map(source => browser.open(source)))
    expect(sdk?.body).toContain('getCurExternalContact')
    expect(ours?.headers.get('content-type')).toContain('text/javascript')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'; connect-src 'self'")
  })

  it('is let in by signatures of the sidebar’s own address, for who is signed in; tickets are asked for once', async () => {
    const { bench } = company
    const browser = lina()
    const asked = (kind: string, url: string) => browser.open(`${sidebar()}/signature?${new URLSearchParams({ kind, url })}`)
    expect((await asked('agent', sidebar())).status, 'not signed in').toBe(403)
    await browser.visit(sidebar())
    const url = `${sidebar()}?contact=wm1`
    await Promise.all([asked('agent', url), asked('agent', url), asked('config', url)])
    for (const kind of ['config', 'agent'] as const) {
      const { timestamp, nonceStr, signature } = JSON.parse((await asked(kind, url)).body)
      const text = `jsapi_ticket=${bench.company.tickets[kind]}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
      expect(signature).toBe(createHash('sha1').update(text).digest('hex'))
    }
    expect((await asked('agent', 'https://evil.example/')).status).toBe(403)
    const paths = bench.api.requests.map(({ path }) => path)
    expect(paths.filter(path => path === 'ticket/get' || path === 'get_jsapi_ticket')).toHaveLength(2)
    expect(paths.filter(path => path === 'gettoken')).toHaveLength(1)
  })
})
