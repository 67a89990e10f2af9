import { describe, expect, it } from 'vitest'
import { type Message, say } from '../../../src/chat/message.ts'
import type { Platform, SendResult } from '../../../src/chat/platform.ts'
import { inspectMail } from '../../../src/platforms/email/doctor.ts'
import { createEmail } from '../../../src/platforms/email/email.ts'
import { createSmtp } from '../../../src/platforms/email/smtp.ts'
import { smtpOptions } from '../../../src/platforms/email/smtp-options.ts'
import { type Answer, readMail, useMailServers } from './mail-server.ts'

const startServer = useMailServers()
const patience = { connectMs: 1_000, answerMs: 400, mailMs: 2_000, trustMs: 60_000 }

/** A bot that sends through this server; `url` may hold user, scheme and options. */
const emailTo = (url: string): Platform =>
  createEmail({ from: 'Rapport <surveys@lumen.example>', transport: createSmtp(url, () => new Date(0), patience) })

const question: Message = { ...say('en', 'How likely are you to recommend us?'), customerId: 7 }
const anna = { platform: 'email', kind: 'person', id: 'anna@acme.example' } as const

async function sentWith(answer: Answer): Promise<{ result: SendResult; arrived: number }> {
  const server = await startServer(() => answer)
  const email = emailTo(`smtp://127.0.0.1:${server.port}`)
  const result = await email.send(anna, question, 'survey:1')
  await email.stop()
  return { result, arrived: server.arrived.length }
}

describe('a mail', () => {
  it('reaches the one person it is for, says that a machine wrote it, and has the same id when it is sent twice', async () => {
    const server = await startServer()
    const email = emailTo(`smtp://127.0.0.1:${server.port}`)
    for (const key of ['survey:1', 'survey:1', 'survey:2'])
      expect(await email.send(anna, question, key)).toMatchObject({ kind: 'sent' })
    await email.stop()
    const mails = server.arrived.map(({ raw }) => readMail(raw))
    expect(server.arrived.map(({ to }) => to)).toEqual([[anna.id], [anna.id], [anna.id]])
    const [first, again, other] = mails.map(({ headers }) => headers.get('message-id')?.[0])
    expect(first).toMatch(/^<[0-9a-f]{32}@lumen\.example>$/)
    expect([again === first, other === first]).toEqual([true, false])
    expect(mails[0]?.headers.get('auto-submitted')).toEqual(['auto-generated'])
    expect(mails[0]?.headers.get('from')).toEqual(['Rapport <surveys@lumen.example>'])
    expect(mails[0]?.text).toContain('How likely are you to recommend us?')
    expect(server.connections).toBe(1)
  })

  it('goes to nobody when the address is none, is a list, or would end a header', async () => {
    const server = await startServer()
    const email = emailTo(`smtp://127.0.0.1:${server.port}`)
    for (const id of [
      '',
      'anna',
      'a@b.example,c@d.example',
      'Anna <a@b.example>',
      'a@b.example\r\nBcc: c@d.example',
      'a b@c.example',
      'a@b.example;c@d.example',
    ])
      expect(await email.send({ ...anna, id }, question, 'key'), id).toEqual({ kind: 'rejected', code: 'address_invalid' })
    expect(await email.send({ ...anna, kind: 'channel' }, question, 'key')).toMatchObject({ kind: 'rejected' })
    expect(server.connections).toBe(0)
  })

  it('leaves the company only when it is meant for a customer', async () => {
    const server = await startServer()
    const internal = say('en', 'Acme is about to leave')
    const result = await emailTo(`smtp://127.0.0.1:${server.port}`).send(anna, internal, 'key')
    expect(result).toEqual({ kind: 'rejected', code: 'not_for_customers' })
    expect(server.connections).toBe(0)
  })

  it('is given up when the server refuses the addressee or the mail for good', async () => {
    expect(await sentWith({ at: 'recipient', code: 550 })).toEqual({ result: { kind: 'rejected', code: 'smtp_550' }, arrived: 0 })
    expect(await sentWith({ at: 'data', code: 554 })).toEqual({ result: { kind: 'rejected', code: 'smtp_554' }, arrived: 0 })
  })

  it('waits when the server says "later", and goes out the next time', async () => {
    let answer: Answer = { at: 'recipient', code: 450 }
    const server = await startServer(() => answer)
    const email = emailTo(`smtp://127.0.0.1:${server.port}`)
    expect(await email.send(anna, question, 'survey:1')).toEqual({ kind: 'retry-after', seconds: 120, code: 'smtp_450' })
    answer = 'take'
    expect(await email.send(anna, question, 'survey:1')).toMatchObject({ kind: 'sent' })
    await email.stop()
    expect(await sentWith({ at: 'data', code: 451 })).toMatchObject({ result: { kind: 'retry-after', code: 'smtp_451' } })
    expect(await sentWith({ at: 'hello', code: 554 })).toMatchObject({ result: { kind: 'retry-after', code: 'smtp_554' } })
  })

  it('is in doubt, and not sent again by itself, when the connection is lost or silent after the mail went over it', async () => {
    const doubt = { kind: 'unknown', code: 'smtp_interrupted' }
    expect(await sentWith('hang-up-after-data')).toEqual({ result: doubt, arrived: 1 })
    expect(await sentWith('silent-after-data')).toEqual({ result: doubt, arrived: 1 })
  })

  it('waits when nobody answers, or hangs up before the mail', async () => {
    const gone = await startServer()
    const closed = emailTo('smtp://127.0.0.1:1')
    expect(await closed.send(anna, question, 'key')).toEqual({ kind: 'retry-after', seconds: 60, code: 'smtp_unreachable' })
    const mute = await startServer(undefined, { onRcptTo: () => undefined })
    const result = await emailTo(`smtp://127.0.0.1:${mute.port}`).send(anna, question, 'key')
    expect(result).toMatchObject({ kind: 'retry-after', code: 'smtp_unreachable' })
    expect([gone.arrived.length, mute.arrived.length]).toEqual([0, 0])
  })
})

describe('the connection', () => {
  const signedIn = { authOptional: false, allowInsecureAuth: true, onAuth: checkPassword }
  const starttls = { disabledCommands: [] }

  it('signs in with the user of SMTP_URL, and waits with a wrong password instead of giving mails up', async () => {
    const server = await startServer(undefined, signedIn)
    const right = emailTo(`smtp://bot%40lumen:p%40ss@127.0.0.1:${server.port}`)
    expect(await right.send(anna, question, 'key')).toMatchObject({ kind: 'sent' })
    expect(await right.check()).toMatchObject({ ok: true })
    const wrong = emailTo(`smtp://bot%40lumen:wrong@127.0.0.1:${server.port}`)
    expect(await wrong.send(anna, question, 'key')).toMatchObject({ kind: 'retry-after', code: 'smtp_auth' })
    expect(await wrong.check()).toMatchObject({ ok: false, code: 'smtp_auth' })
    await right.stop()
  })

  it('is encrypted where the server offers it, and refused when nobody vouches for its certificate', async () => {
    const server = await startServer(undefined, starttls)
    const strict = emailTo(`smtp://127.0.0.1:${server.port}`)
    expect(await strict.send(anna, question, 'key')).toMatchObject({ kind: 'retry-after', code: 'smtp_tls' })
    expect(await strict.check()).toMatchObject({ ok: false, code: 'smtp_tls' })
    const trusting = emailTo(`smtp://127.0.0.1:${server.port}?tls.rejectUnauthorized=false`)
    expect(await trusting.send(anna, question, 'key')).toMatchObject({ kind: 'sent' })
    await trusting.stop()
    expect(server.arrived.map(({ secure }) => secure)).toEqual([true])
  })

  it('never carries a password in the clear over a network', () => {
    expect(smtpOptions('smtp://bot:pass@mail.example')).toMatchObject({ port: 587, secure: false, requireTLS: true })
    expect(smtpOptions('smtps://bot:pass@mail.example')).toMatchObject({ port: 465, secure: true })
    expect(smtpOptions('smtp://bot:pass@127.0.0.1:2525')).toMatchObject({ port: 2525, requireTLS: false })
    expect(smtpOptions('smtp://mail.example')).toMatchObject({ requireTLS: false })
  })

  it('is tried by the doctor, which says what to do and no password', async () => {
    const server = await startServer(undefined, signedIn)
    const at = (password: string) => ({
      smtpUrl: `smtp://bot%40lumen:${password}@127.0.0.1:${server.port}`,
      publicUrl: 'https://x.example',
    })
    expect(await inspectMail(at('p%40ss'), () => new Date(0))).toMatchObject([{ check: 'mail', state: 'ok' }])
    const refused = await inspectMail({ ...at('canary'), publicUrl: null }, () => new Date(0))
    expect(refused).toMatchObject([
      { check: 'mail', state: 'problem', next: { en: 'Correct user and password in SMTP_URL.' } },
      { check: 'mail links', state: 'warning' },
    ])
    expect(JSON.stringify(refused)).not.toContain('canary')
  })

  it('is TLS from the first byte with smtps', async () => {
    const server = await startServer(undefined, { secure: true })
    const email = emailTo(`smtps://127.0.0.1:${server.port}?tls.rejectUnauthorized=false`)
    expect(await email.send(anna, question, 'key')).toMatchObject({ kind: 'sent' })
    await email.stop()
  })

  it('is looked at for the status, without sending, and not again while mails go through', async () => {
    const server = await startServer()
    const email = emailTo(`smtp://127.0.0.1:${server.port}`)
    expect(await email.check()).toMatchObject({ ok: true })
    expect(await email.check()).toMatchObject({ ok: true })
    expect([server.connections, server.arrived.length]).toEqual([1, 0])
    expect(await emailTo('smtp://127.0.0.1:1').check()).toMatchObject({ ok: false, code: 'smtp_unreachable' })
  })
})

type Auth = NonNullable<NonNullable<Parameters<typeof startServer>[1]>['onAuth']>
function checkPassword(...[{ username, password }, , done]: Parameters<Auth>): void {
  if (username === 'bot@lumen' && password === 'p@ss') done(null, { user: username })
  else done(new Error('Invalid username or password'))
}
