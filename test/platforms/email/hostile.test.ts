import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean } from '../../../src/chat/clean.ts'
import type { Message } from '../../../src/chat/message.ts'
import { createEmail } from '../../../src/platforms/email/email.ts'
import { createSmtp } from '../../../src/platforms/email/smtp.ts'
import { decodedHeader, type MailServer, readMail, useMailServers } from './mail-server.ts'

const startServer = useMailServers()

/** A mail that shows this text in every kind of part. */
const saying = (text: string): Message => ({
  locale: 'en',
  summary: text,
  customerId: 1,
  parts: [
    { kind: 'heading', text },
    { kind: 'text', text: [text, { kind: 'bold', text }, { kind: 'code', text }, { kind: 'link', url: text, text }] },
    { kind: 'facts', facts: [{ label: text, value: [text] }] },
    { kind: 'list', title: text, start: 1, rows: [{ text: [text], detail: [text] }], more: [text] },
    { kind: 'table', columns: [text], rows: [[text]] },
    { kind: 'actions', actions: [{ action: 'x', label: text, value: null, url: 'https://lumen.example/s/1' }] },
    { kind: 'note', text: [text, { kind: 'person', platform: 'slack', ref: 'U1', name: text }] },
  ],
})

const tagsOf = (markup: string): string[] => markup.match(/<[^>]*>/g) ?? []
const wordsOf = (markup: string): string => {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return markup
    .replace(/<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => named[name] ?? '')
}

async function arrivedWith(server: MailServer, message: Message) {
  const email = createEmail({
    from: 'surveys@lumen.example',
    transport: createSmtp(`smtp://127.0.0.1:${server.port}`, () => new Date(0)),
  })
  const result = await email.send({ platform: 'email', kind: 'person', id: 'anna@acme.example' }, message, 'key')
  await email.stop()
  const last = server.arrived.at(-1)
  if (result.kind !== 'sent' || !last) throw new Error(`not sent: ${JSON.stringify(result)}`)
  expect(last.to).toEqual(['anna@acme.example'])
  return readMail(last.raw)
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' style='x",
  '</title></style><h1>',
  'a\r\nBcc: victim@example.com\r\n\r\nbody',
  'a\nX-Evil: 1',
  '\u0000\u0007\u001b[31m\u2028end',
  '=?utf-8?B?QmNjOg==?=',
  '.\r\n.\r\nQUIT',
  'javascript:alert(1)',
  '&lt;b&gt; &amp;amp;',
  '\ud800 half 🧑‍🔧 عربى',
  '很'.repeat(10_000),
]

describe('whatever stands in a mail', () => {
  it('is shown as it was written, adds no tag, no header and no addressee', async () => {
    const server = await startServer()
    const plain = await arrivedWith(server, saying('harmless'))
    const unlinked = tagsOf(plain.html).map(tag => tag.replaceAll('harmless', ''))
    const unsaid = (tags: string[]) =>
      tags.map(tag => tag.replace(/aria-label="[^"]*"/, 'aria-label=""')).filter(tag => tag !== '<br>')
    const text = fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.constantFrom(...hostile, '\r\n', '<', '"', ':'), { maxLength: 4 }).map(pieces => pieces.join('')),
    )
    await fc.assert(
      fc.asyncProperty(
        text.filter(words => clean(words).trim() !== '' && !URL.canParse(words)),
        async words => {
          const mail = await arrivedWith(server, saying(words))
          expect([...mail.headers.keys()]).toEqual([...plain.headers.keys()])
          for (const values of mail.headers.values()) expect(values).toHaveLength(1)
          expect(unsaid(tagsOf(mail.html))).toEqual(unsaid(unlinked))
          expect(wordsOf(mail.html)).toContain(clean(words))
          expect(mail.text).toContain(clean(words))
          const subject = decodedHeader(mail.headers.get('subject')?.[0] ?? '')
          expect(subject).not.toMatch(/[\p{Cc}\u2028]/u)
          expect(subject.length).toBeLessThanOrEqual(151)
        },
      ),
      { numRuns: 60, verbose: 1 },
    )
  })

  it('leads nowhere but to web and mail addresses', async () => {
    const server = await startServer()
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//lumen.example', 'vbscript:x']) {
      const button = { action: 'surveys.opt-out', label: 'Go', value: null, url, unsubscribes: true as const }
      const mail = await arrivedWith(server, {
        ...saying('x'),
        parts: [
          { kind: 'text', text: [{ kind: 'link', url, text: 'Go' }] },
          { kind: 'actions', actions: [button] },
        ],
      })
      expect(mail.html, url).not.toContain('href')
      expect(mail.headers.has('list-unsubscribe'), url).toBe(false)
    }
  })
})

describe('the buttons of a mail', () => {
  const score = (value: number) => ({
    action: 'surveys.answer',
    label: String(value),
    value,
    url: `https://lumen.example/s/t?score=${value}`,
  })
  const stop = {
    ...{ action: 'surveys.opt-out', label: 'No more surveys', value: 1, url: 'https://lumen.example/s/t/stop' },
    unsubscribes: true as const,
  }
  const scores = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(score)
  const noAddress = { action: 'surveys.later', label: 'Later', value: 1 }

  it('are links; those that lead nowhere are left out; as text a scale shares one address', async () => {
    const server = await startServer()
    const parts = [
      { kind: 'actions' as const, actions: scores },
      { kind: 'actions' as const, actions: [noAddress, stop] },
    ]
    const { html, text } = await arrivedWith(server, { locale: 'en', summary: 'Score', customerId: 1, parts })
    expect([...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url)).toEqual([...scores, stop].map(({ url }) => url))
    expect(html + text).not.toContain('Later')
    expect(text).toContain('0 · 1 · 2 · 3 · 4 · 5 · 6 · 7 · 8 · 9 · 10\nhttps://lumen.example/s/t\n')
    expect(text).toContain('No more surveys: https://lumen.example/s/t/stop')
  })

  it('give the mail program its own unsubscribe, with one click where the address is HTTPS', async () => {
    const server = await startServer()
    const headersWith = async (url: string) =>
      (
        await arrivedWith(server, {
          locale: 'en',
          summary: 'Score',
          customerId: 1,
          parts: [{ kind: 'actions', actions: [{ ...stop, url }] }],
        })
      ).headers
    const secure = await headersWith(stop.url)
    expect(secure.get('list-unsubscribe')).toEqual(['<https://lumen.example/s/t/stop>'])
    expect(secure.get('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
    const local = await headersWith('http://127.0.0.1:3000/s/t/stop')
    expect(local.get('list-unsubscribe')).toEqual(['<http://127.0.0.1:3000/s/t/stop>'])
    expect(local.has('list-unsubscribe-post')).toBe(false)
  })
})
