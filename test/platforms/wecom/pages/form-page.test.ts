import { afterEach, describe, expect, it } from 'vitest'
import type { Form } from '../../../../src/chat/form.ts'
import { say } from '../../../../src/chat/message.ts'
import type { Incoming } from '../../../../src/chat/platform.ts'
import { type AppBench, startAppBench, stopAppBenches } from '../app/bench.ts'
import { type Browser, browserOf, textOf } from './browser.ts'

afterEach(stopAppBenches)

const form: Form = {
  ...{ id: 'customers.new', title: '新建客户', submit: '保存', state: { from: 1 } },
  fields: [
    { kind: 'text', name: 'name', label: '名称', value: '知客' },
    { kind: 'text', name: 'note', label: '备注', multiline: true, optional: true, maxLength: 20 },
    { kind: 'number', name: 'seats', label: '席位', optional: true },
    { kind: 'date', name: 'day', label: '日期', optional: true },
    { kind: 'choice', name: 'tier', label: '级别', options: options('A', 'B') },
    { kind: 'choice', name: 'tags', label: '标签', options: options('VIP', '老客'), multiple: true, optional: true },
    { kind: 'person', name: 'owner', label: '负责人', optional: true },
    { kind: 'customer', name: 'referrer', label: '介绍人', optional: true },
  ],
}
function options(...labels: string[]) {
  return labels.map(label => ({ value: `v-${label}`, label }))
}

interface Scene {
  bench: AppBench
  link: string
  lina: Browser
  submitted(): Extract<Incoming, { kind: 'submit' }>[]
}

/** Lina has the form open in her chat. */
async function scene(shown: Form = form): Promise<Scene> {
  const bench = await startAppBench()
  bench.reply = ({ kind }) => {
    if (kind === 'suggest') return { kind: 'options', options: options('华东一', '华东二') }
    if (kind === 'submit') return { kind: 'message', message: say('zh-CN', '已保存：知客') }
    return { kind: 'form', form: shown }
  }
  await bench.says('新建')
  const [link = ''] = /http:\/\/127[^)\s]+\/wecom\/form\/[\w.-]+/.exec(bench.seen('lina').at(-1) ?? '') ?? []
  const submitted = () => bench.received.flatMap(one => (one.kind === 'submit' ? [one] : []))
  return { bench, link, lina: browserOf(bench, 'lina'), submitted }
}

const whole = [
  ['f0', '知客科技'],
  ['f1', '第一行\r\n第二行'],
  ['f2', '1,200'],
  ['f3', '2026-10-31'],
  ['f4', 'v-B'],
  ['f5', 'v-VIP'],
  ['f5', 'v-老客'],
  ['f6', '我'],
  ['f7', '华东'],
  ['f7.pick', 'v-华东二'],
] as const

describe('the page of a form', () => {
  it('hands over every kind of field like 提交 in the chat, and the chat has the answer too', async () => {
    const { bench, link, lina, submitted } = await scene()
    const page = await lina.visit(link)
    expect(page.status).toBe(200)
    const done = await lina.send(page, whole)
    expect(submitted()).toMatchObject([
      {
        ...{ form: 'customers.new', state: { from: 1 }, person: { id: 'lina' }, people: ['lina'] },
        values: {
          ...{ name: '知客科技', note: '第一行\n第二行', seats: '1200', day: '2026-10-31', tier: 'v-B' },
          ...{ tags: ['v-VIP', 'v-老客'], owner: 'lina', referrer: 'v-华东二' },
        },
      },
    ])
    expect(textOf(done)).toContain('已保存：知客')
    expect(bench.seen('lina').at(-1)).toBe('已保存：知客')
  })

  it('and the chat are two ways into one form: each shows what was filled in on the other', async () => {
    const { bench, link, lina, submitted } = await scene()
    await bench.says('备注：来自聊天')
    const page = await lina.visit(link)
    expect(page.body).toContain('来自聊天')
    await lina.send(page, [
      ['f0', '改名'],
      ['f1', '来自聊天'],
    ])
    await bench.says('级别：A')
    expect(submitted()).toMatchObject([{ values: { name: '改名', note: '来自聊天', tier: 'v-A' } }])
    expect(textOf(await lina.visit(link)), 'saved in the chat').toContain('表单已关闭')
  })

  it('marks what is wrong by field, keeps what was typed, and saves nothing', async () => {
    const { link, lina, submitted } = await scene()
    const page = await lina.send(await lina.visit(link), [
      ...whole.filter(([name]) => !['f3', 'f4', 'f6', 'f7.pick'].includes(name)),
      ['f3', '某一天'],
      ['f6', 'nobody'],
    ])
    expect(page.status).toBe(400)
    expect(submitted()).toEqual([])
    for (const typed of ['知客科技', '第一行\n第二行', '1200', '某一天', 'nobody', '华东'])
      expect(page.body, typed).toContain(typed)
    expect(page.body.match(/class="wrong" id="(f\d)-wrong"/g)).toEqual(
      ['f3', 'f4', 'f6', 'f7'].map(id => `class="wrong" id="${id}-wrong"`),
    )
    expect(page.body, 'which one?').toContain('value="v-华东二"')
  })

  it('shows what the rooms refuse at its field, and takes it once it is mended', async () => {
    const { bench, link, lina, submitted } = await scene()
    const { reply } = bench
    bench.reply = one => (one.kind === 'submit' ? { kind: 'invalid', errors: { name: '已有这个客户' } } : reply(one))
    const refused = await lina.send(await lina.visit(link), whole)
    expect(refused.status).toBe(400)
    expect(textOf(refused)).toContain('已有这个客户')
    bench.reply = reply
    expect(textOf(await lina.send(refused, whole))).toContain('已保存')
    expect(new Set(submitted().map(({ key }) => key)).size).toBe(2)
  })

  it('is saved once when it is sent twice, also at the same moment and in the chat', async () => {
    const { bench, link, lina, submitted } = await scene()
    const page = await lina.visit(link)
    await Promise.all([lina.send(page, whole), lina.send(page, whole), bench.says('提交')])
    await lina.send(page, whole)
    expect(new Set(submitted().map(({ key }) => key)).size).toBe(1)
  })

  it('is saved once when the page is sent while the chat’s submission is still being handled', async () => {
    const { bench, link, lina, submitted } = await scene()
    const page = await lina.visit(link)
    const { reply } = bench
    let answer = () => {}
    const handled = new Promise<void>(resolve => {
      answer = resolve
    })
    bench.reply = async one => {
      if (one.kind === 'submit') await handled
      return reply(one)
    }
    await bench.wecom.says('lina', '级别：A')
    expect(textOf(await lina.send(page, whole))).toContain('已经处理过了')
    answer()
    await bench.platform.idle()
    const [inChat, onPage] = submitted()
    expect(onPage?.key).toBe(inChat?.key)
  })

  it('is shown to who has it open, and to no other member', async () => {
    const { bench, link, lina, submitted } = await scene()
    const page = await lina.visit(link)
    const wang = browserOf(bench, 'wang')
    const other = await wang.visit(link)
    expect(other.status).toBe(404)
    expect(other.body).not.toContain('知客')
    expect((await wang.send({ ...page, url: link }, whole)).status).toBe(403)
    expect(submitted()).toEqual([])
  })

  it('is not for people who are no members, nor without WeCom’s word', async () => {
    const { bench, link } = await scene()
    const stranger = await browserOf(bench, 'oOpenId').visit(link)
    expect(stranger.status).toBe(403)
    const unsigned = await browserOf(bench, 'lina').send({ status: 200, headers: new Headers(), body: '', url: link }, whole)
    expect(unsigned.status).toBe(403)
    expect([stranger, unsigned].map(textOf).join()).not.toContain('知客')
  })

  it('takes back from WeCom only what this browser asked for, in time, with a code that is used once', async () => {
    const { bench, link, lina } = await scene()
    const back = async (browser: Browser) => {
      const sent = await browser.open(link)
      const asked = new URL(sent.headers.get('location') ?? '')
      const { headers } = await fetch(asked, { redirect: 'manual' })
      return headers.get('location') ?? ''
    }
    const mine = await back(lina)
    expect((await browserOf(bench, 'wang').open(mine)).status, 'another browser').toBe(403)
    expect((await lina.open(mine.replace(/state=\w{4}/, 'state=0000'))).status, 'forged').toBe(403)
    expect((await lina.open(mine)).status).toBe(302)
    expect((await lina.open(mine)).status, 'again').toBe(403)
    const kept = browserOf(bench, 'lina')
    const second = await back(kept)
    const state = new Map(kept.cookies)
    await kept.open(second)
    for (const [name, value] of state) kept.cookies.set(name, value)
    expect((await kept.open(second)).status, 'used code').toBe(403)
    const late = browserOf(bench, 'lina')
    const old = await back(late)
    bench.now = new Date(bench.now.getTime() + 11 * 60_000)
    expect((await late.open(old)).status, 'old').toBe(403)
  })

  it('ends with the hour: who comes later signs in anew', async () => {
    const { bench, link, lina } = await scene()
    const page = await lina.visit(link)
    bench.now = new Date(bench.now.getTime() + 61 * 60_000)
    expect((await lina.send(page, whole)).status).toBe(403)
    expect((await lina.open(link)).status).toBe(302)
  })

  it('is sent by no other site: what it does not know is missing', async () => {
    const { link, lina, submitted } = await scene()
    await lina.visit(link)
    expect((await lina.send({ status: 200, headers: new Headers(), body: '', url: link }, whole)).status).toBe(403)
    expect(submitted()).toEqual([])
  })

  it('knows its links by their signature, and keeps its cookies from scripts and other sites', async () => {
    const { link, lina } = await scene()
    for (const changed of [link.slice(0, -2), link.replace(/form\/\w/, 'form/X'), `${link}x`])
      expect((await lina.visit(changed)).status).toBe(404)
    const { headers } = await lina.open(link)
    expect(headers.get('set-cookie')).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
    const page = await lina.visit(link)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('shows what people wrote as text, whatever it is', async () => {
    const hostile = '"><script>alert(1)</script>\'<img src=x onerror=alert(1)></textarea>'
    const fields: Form['fields'] = form.fields.map(field => ({ ...field, label: hostile, hint: hostile }))
    const { link, lina } = await scene({ ...form, title: hostile, intro: hostile, submit: hostile, fields })
    const all = form.fields.map((_, index) => [`f${index}`, hostile] as const)
    const page = await lina.send(await lina.visit(link), all)
    expect(page.status).toBe(400)
    expect(page.body).not.toMatch(/<script|<img|onerror=alert\(1\)>/)
    expect(page.body).toContain('&lt;script&gt;')
  })
})
