import { expect, it } from 'vitest'
import { createEmail } from '../../../src/platforms/email/email.ts'
import { createSmtp } from '../../../src/platforms/email/smtp.ts'
import { questionMessage } from '../../../src/surveys/asking/question-message.ts'
import { nps } from '../../../src/surveys/shipped.ts'
import { readMail, useMailServers } from '../../platforms/email/mail-server.ts'
import { secretName, useSurveyPage } from './visitor.ts'

const visitor = useSurveyPage()
const startServer = useMailServers()

/** A survey's mail as it arrives at a real SMTP server. */
async function mailed() {
  const server = await startServer()
  const { id, customerId, link } = await visitor.survey()
  const message = questionMessage(nps, { id, customerId, locale: 'en' }, { url: link, from: 'Lumen Trading', reminder: false })
  const email = createEmail({
    from: 'surveys@lumen.example',
    transport: createSmtp(`smtp://127.0.0.1:${server.port}`, () => visitor.now),
  })
  await email.send({ platform: 'email', kind: 'person', id: 'anna@bergmann.example' }, message, `survey:${id}`)
  await email.stop()
  const { html, headers } = readMail(server.arrived[0]?.raw ?? '')
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'))
  return { id, customerId, link, html, headers, links }
}

it('a mail’s eleven scores lead to the page with that score chosen, and a scanner that opens them all answers nothing', async () => {
  const { id, link, links, html } = await mailed()
  expect(html).not.toContain(secretName)
  expect(links).toHaveLength(12)
  for (const [score, url] of links.slice(0, 11).entries()) {
    const { status, body } = await visitor.open(url)
    expect([status, body.match(/value="(\d+)" checked/)?.[1]]).toEqual([200, String(score)])
  }
  await visitor.open(links[11] ?? '')
  expect(await visitor.kept(id)).toMatchObject({ answeredAt: null, score: null })
  expect((await visitor.post(link, { score: '2', comment: 'Late again' })).status).toBe(303)
  expect(await visitor.kept(id)).toMatchObject({ score: 2, comment: 'Late again' })
})

it('a mail’s own unsubscribe stops the asking', async () => {
  const { customerId, headers } = await mailed()
  const address = headers.get('list-unsubscribe')?.[0]?.slice(1, -1) ?? ''
  expect((await visitor.post(address, 'List-Unsubscribe=One-Click')).status).toBe(200)
  expect((await visitor.store.db.customer.findUniqueOrThrow({ where: { id: customerId } })).optedOutAt).toEqual(visitor.now)
})
