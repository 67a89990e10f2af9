import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createMailbox } from '../../src/playground/mail/mailbox.ts'
import { startPlayground } from '../../src/playground/playground.ts'
import { freshPath } from '../harness/run-folder.ts'

const mail = (subject: string) => ({
  from: 'surveys@lumen.example',
  to: 'anna@acme.example',
  subject,
  text: `${subject} as text`,
  html: `<!doctype html><html><head><title>x</title></head><body><a href="http://127.0.0.1/s/1">${subject}</a></body></html>`,
  messageId: '<1@lumen.example>',
  headers: { 'List-Unsubscribe': '<http://127.0.0.1/s/1/stop>' },
})

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** The playground on a server of its own, as main mounts it. */
async function opened() {
  const playground = await startPlayground({ commands: [], shortcuts: [] })
  const server = createServer((req, res) => void playground.handle(req, res))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  endings.push(async () => server.close(), playground.stop)
  return { mailbox: playground.mailbox, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

describe('the playground’s mailbox', () => {
  it('shows every mail, newest first, in both languages, and each in a frame where nothing runs', async () => {
    const { mailbox, url } = await opened()
    expect(await (await fetch(`${url}/playground/mail`)).text()).toContain('No mail yet')
    mailbox.take(mail('First <b>'))
    const id = mailbox.take(mail('Second'))
    const list = await (await fetch(`${url}/playground/mail?lang=zh-CN`)).text()
    expect(list).toContain('邮箱')
    expect(list.indexOf('Second')).toBeLessThan(list.indexOf('First &lt;b&gt;'))
    const one = await (await fetch(`${url}/playground/mail/${id}`)).text()
    expect(one).toMatch(/<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/)
    expect(one).toContain('List-Unsubscribe: &lt;http://127.0.0.1/s/1/stop&gt;')
    const body = await fetch(`${url}/playground/mail/${id}/body`)
    expect(body.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
    )
    expect(await body.text()).toContain('Second</a>')
    expect((await fetch(`${url}/playground/mail/abc`)).status).toBe(404)
    expect((await fetch(`${url}/playground/mail`, { method: 'POST' })).status).toBe(405)
  })

  it('answers this machine only, under a local name', async () => {
    const { url } = await opened()
    const status = await new Promise(resolve =>
      request(`${url}/playground/mail`, { headers: { host: 'evil.example' } }, answer => resolve(answer.statusCode)).end(),
    )
    expect(status).toBe(403)
  })

  it('keeps the last 200 over a restart', async () => {
    const file = freshPath('mail')
    const before = await createMailbox({ file, now: () => 0 })
    for (let count = 1; count <= 203; count += 1) before.take(mail(`Mail ${count}`))
    await before.stop()
    const after = await createMailbox({ file, now: () => 0 })
    expect(
      after
        .list()
        .map(({ subject }) => subject)
        .slice(0, 2),
    ).toEqual(['Mail 203', 'Mail 202'])
    expect(after.list()).toHaveLength(200)
  })
})
