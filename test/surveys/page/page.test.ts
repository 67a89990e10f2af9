import { connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyring, newKey } from '../../../src/config/keyring.ts'
import { surveyLinks } from '../../../src/surveys/page/links.ts'
import { secretName, useSurveyPage } from './visitor.ts'

const visitor = useSurveyPage()

const dayMs = 86_400_000
const later = (ms: number) => {
  visitor.now = new Date(visitor.now.getTime() + ms)
}
const unescaped = (body: string): string =>
  body.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_all, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
  )

/** Everything a visit could have changed. */
const state = async () => {
  const { db } = visitor.store
  return JSON.stringify(
    [
      await db.survey.findMany(),
      await db.customer.findMany(),
      await db.activity.count(),
      await db.outboxItem.count(),
      await db.careTask.count(),
    ],
    (_key, value) => (typeof value === 'bigint' ? String(value) : value),
  )
}

describe('opening a link', () => {
  it('shows the questions and nothing about the customer, to nobody but the browser', async () => {
    const { link } = await visitor.survey()
    const { status, headers, body } = await visitor.open(link)
    expect(status).toBe(200)
    expect(body).toContain('How likely are you to recommend us')
    expect(body.match(/type="radio"/g)).toHaveLength(11)
    for (const secret of [secretName, 'Bergmann', 'anna@', 'Key accounts']) expect(body).not.toContain(secret)
    expect(body).not.toMatch(/<script|<img|<link|style="| on\w+="/)
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]+=*'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    )
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-robots-tag')).toContain('noindex')
  })

  it('changes nothing, however often and however a mail scanner does it', async () => {
    const { link } = await visitor.survey()
    const before = await state()
    for (const url of [
      link,
      `${link}?score=9`,
      `${link}?thanks=1`,
      `${link}/stop`,
      `${link}/stop?answer=stop`,
      `${link}?score=9&answer=9&lang=zh-CN`,
    ])
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) await visitor.open(url, { method })
    expect(await state()).toBe(before)
  })

  it('only preselects what was clicked in the mail', async () => {
    const { link } = await visitor.survey()
    const { body } = await visitor.open(`${link}?score=9`)
    expect(body.match(/value="(\d+)" checked/)?.[1]).toBe('9')
    for (const other of ['score=11', 'score=x', 'comment=hello'])
      expect((await visitor.open(`${link}?${other}`)).body).not.toMatch(/ checked|hello/)
  })

  it('speaks the survey’s language, or the other one by a link', async () => {
    const { link } = await visitor.survey({ locale: 'zh-CN' })
    const chinese = await visitor.open(`${link}?score=9`, { headers: { 'accept-language': 'en' } })
    expect(chinese.body).toContain('<html lang="zh-CN">')
    expect(chinese.body).toContain('您有多大可能把我们推荐给同行或朋友')
    const other = unescaped(/<header><a href="([^"]+)"/.exec(chinese.body)?.[1] ?? '')
    const english = await visitor.open(link.replace(/\?.*/, '') + other)
    expect(english.body).toContain('<html lang="en">')
    expect(english.body).toContain('value="9" checked')
  })
})

it('says in words that another way of asking for it does not work', async () => {
  const { link } = await visitor.survey()
  const refused = await visitor.open(`${link}?lang=zh-CN`, { method: 'PUT' })
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
  expect(refused.body).toContain('<h1>无法这样访问</h1>')
  expect((await visitor.open(link, { method: 'PUT' })).body).toContain('Please open the link from the message in a browser.')
})

describe('a token', () => {
  it('works for its own survey alone, and not when anything of it was changed', async () => {
    const one = await visitor.survey()
    const two = await visitor.survey()
    const token = one.link.split('/s/')[1] ?? ''
    const foreign = surveyLinks(createKeyring([newKey()]), () => visitor.url).linkTo(one.id)
    const bad = [
      token.replace(/^\d+/, String(two.id)),
      token.replace(/^\d+/, `0${one.id}`),
      `${token}A`,
      token.slice(0, -1),
      token.toUpperCase(),
      '1',
      '1.',
      '..',
      '%00',
      'x'.repeat(5_000),
      foreign.split('/s/')[1] ?? '',
    ]
    const before = await state()
    for (const wrong of bad)
      for (const visit of [
        visitor.open(`${visitor.url}/s/${wrong}`),
        visitor.post(`${visitor.url}/s/${wrong}`, { score: '9' }),
        visitor.post(`${visitor.url}/s/${wrong}/stop`, { answer: 'stop' }),
      ]) {
        const { status, body } = await visit
        expect([404, 429], wrong).toContain(status)
        expect(body).not.toMatch(/radio|recommend/)
      }
    expect(await state()).toBe(before)
  })

  it('made with a key that is being replaced still works, and not once that is dropped', async () => {
    const [old = '', fresh] = [visitor.keys[0], newKey()]
    const { link } = await visitor.survey()
    visitor.keys = [fresh, old]
    expect((await visitor.open(link)).status).toBe(200)
    visitor.keys = [fresh]
    expect((await visitor.open(link)).status).toBe(404)
    visitor.keys = [old]
  })
})

describe('an answer', () => {
  it('is stored whole, thanked for, and then not shown to whoever opens the link', async () => {
    const { link, id } = await visitor.survey()
    const sent = await visitor.post(link, { score: '9', comment: 'Fast and friendly\r\nthank you' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '?thanks=recommend&lang=en'])
    expect(await visitor.kept(id)).toMatchObject({ score: 9, comment: 'Fast and friendly\nthank you', answeredById: null })
    const thanks = await visitor.open(`${link}?thanks=1`)
    expect(thanks.body).toContain('You can change it until 17 Sep, 12:00 (GMT+2)')
    const again = await visitor.open(link)
    expect(again.body).toContain('Your answer was received')
    expect(again.body).not.toMatch(/ checked|Fast and friendly/)
    expect(again.body + thanks.body).not.toContain('Fast')
  })

  it('counts once when it is sent twice, also at the same moment', async () => {
    const { link, id, customerId } = await visitor.survey()
    await Promise.all([1, 2, 3].map(() => visitor.post(link, { score: '3', comment: 'slow' })))
    await visitor.post(link, { score: '3', comment: 'slow' })
    expect(await visitor.kept(id)).toMatchObject({ score: 3 })
    expect(await visitor.store.db.activity.count({ where: { customerId, kind: 'survey.answered' } })).toBe(1)
    expect(await visitor.store.db.careTask.count({ where: { customerId } })).toBe(1)
  })

  it('can be changed for 24 hours, and what is left out stays', async () => {
    const { link, id } = await visitor.survey()
    await visitor.post(link, { score: '9', comment: 'Fine' })
    later(23 * 3_600_000)
    expect((await visitor.post(link, { score: '7', comment: '' })).status).toBe(303)
    expect(await visitor.kept(id)).toMatchObject({ score: 7, comment: 'Fine' })
    later(2 * 3_600_000)
    for (const visit of [visitor.open(link), visitor.post(link, { score: '1' }), visitor.open(`${link}?thanks=1`)]) {
      const { status, body } = await visit
      expect(status).toBe(410)
      expect(body).not.toContain('radio')
    }
    expect(await visitor.kept(id)).toMatchObject({ score: 7 })
  })

  it('comes too late after two weeks, or after somebody answered in chat; an erased customer’s link is unknown', async () => {
    const old = await visitor.survey()
    later(15 * dayMs)
    expect((await visitor.post(old.link, { score: '9' })).status).toBe(410)
    await visitor.store.db.member.create({
      data: {
        id: 5,
        platform: 'test',
        ref: 'anna',
        workspace: 'T2',
        name: 'Anna',
        locale: 'en',
        zone: 'UTC',
        syncedAt: visitor.now,
      },
    })
    const begun = await visitor.survey({ answeredAt: visitor.now, answeredById: 5, memberId: 5, score: 9 })
    expect((await visitor.open(begun.link)).status).toBe(200)
    expect((await visitor.post(begun.link, { comment: 'Went on here' })).status).toBe(303)
    expect(await visitor.kept(begun.id)).toMatchObject({ comment: 'Went on here', answeredById: 5 })
    const taken = await visitor.survey({ answeredAt: visitor.now, answeredById: 5, score: 9 })
    expect((await visitor.post(taken.link, { score: '1' })).status).toBe(410)
    const erased = await visitor.survey({ target: null })
    expect((await visitor.open(erased.link)).status).toBe(404)
    expect((await visitor.post(`${erased.link}/stop`, { answer: 'stop' })).status).toBe(404)
    expect([await visitor.kept(old.id), await visitor.kept(erased.id)].map(({ score }) => score)).toEqual([null, null])
  })

  it('that is incomplete or wrong stores nothing and keeps what was typed', async () => {
    const { link, id } = await visitor.survey()
    const empty = await visitor.post(link, { comment: 'Because <b>&"' })
    expect(empty.status).toBe(400)
    expect(empty.body).toContain('Please choose an answer.')
    expect(empty.body).toContain('Because &lt;b&gt;&amp;&quot;')
    const wrong = await visitor.post(link, { score: '11', comment: 'x' })
    expect([wrong.status, wrong.body.includes('aria-describedby="score-ends score-wrong"')]).toEqual([400, true])
    const long = await visitor.post(link, { score: '9', comment: 'x'.repeat(10_001) })
    expect([long.status, long.body.includes('10,000 characters at most'), long.body.includes('value="9" checked')]).toEqual([
      400,
      true,
      true,
    ])
    expect(await visitor.kept(id)).toMatchObject({ score: null, answeredAt: null })
  })

  it('in any other shape is refused and stores nothing', async () => {
    const { link, id } = await visitor.survey()
    for (const body of [
      'score=9&score=8',
      'score=9&extra=1',
      'score=9&__proto__=1',
      '{"score":9}',
      `score=9&comment=${'%41'.repeat(140_000)}`,
    ])
      expect((await visitor.post(link, body)).status, body.slice(0, 40)).toBe(400)
    const json = await visitor.post(link, 'score=9', { 'content-type': 'application/json' })
    expect(json.status).toBe(400)
    expect(await visitor.kept(id)).toMatchObject({ score: null })
  })

  it('that trickles in is cut off', async () => {
    const { link, id } = await visitor.survey()
    visitor.arrivesWithinMs = 300
    const { pathname, port } = new URL(link)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nscore=9`,
    )
    const closed = await new Promise(resolve =>
      socket
        .on('close', () => resolve(true))
        .on('data', () => undefined)
        .on('error', () => undefined),
    )
    expect(closed).toBe(true)
    expect(await visitor.kept(id)).toMatchObject({ score: null })
  })

  it('does not come too fast from one address', async () => {
    const { link } = await visitor.survey()
    const statuses: number[] = []
    for (let count = 0; count < 25; count += 1) statuses.push((await visitor.post(link, { score: '9' })).status)
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(303))
    expect(statuses.slice(20)).toEqual(Array(5).fill(429))
    const other = await visitor.post(link, { score: '9' }, { 'x-forwarded-for': '203.0.113.9' })
    expect(other.status).toBe(303)
  })

  it('is stored as it was typed, whatever it is, and harmless where the page shows it again', async () => {
    const { link, id } = await visitor.survey()
    const plain = await visitor.post(link, { comment: 'harmless' })
    const tags = (body: string) => body.match(/<[^>]*>/g)
    const hostile = [
      '</textarea><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '\'; DROP TABLE "Survey"; --',
      '<!-- ',
      '&lt;b&gt;',
      '=cmd|1',
      '<@U1> <!channel> *bold*',
      '很'.repeat(10_000),
      '\u202eevil',
      'a\nb\r\nc',
    ]
    let count = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'grapheme', maxLength: 100 })), async words => {
        const from = { 'x-forwarded-for': `203.0.113.${count++}` }
        const shown = await visitor.post(link, { comment: words }, from)
        expect(tags(shown.body)).toEqual(tags(plain.body))
        if (words.trim() === '') return
        expect(unescaped(shown.body)).toContain(words.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, ''))
        await visitor.store.db.survey.update({
          where: { id },
          data: { answeredAt: null, answers: {}, comment: null, score: null },
        })
        expect((await visitor.post(link, { score: '8', comment: words }, from)).status).toBe(303)
        expect((await visitor.kept(id)).comment).toBe(words.replace(/\r\n?/g, '\n').replaceAll('\u0000', '').trim())
        await visitor.store.db.survey.update({
          where: { id },
          data: { answeredAt: null, answers: {}, comment: null, score: null },
        })
      }),
      { numRuns: 40 },
    )
  })

  it('is asked for by whatever a questionnaire asks: choices, words first, a score last', async () => {
    const worded = (text: string) => ({ en: text, 'zh-CN': text })
    const questions = [
      { kind: 'text', key: 'why', text: worded('Why?') },
      {
        kind: 'choice',
        key: 'how',
        text: worded('How?'),
        options: [
          { value: 'a', label: worded('This') },
          { value: 'b', label: worded('That') },
        ],
      },
      { kind: 'score', key: 'much', text: worded('How much?'), from: 1, to: 5, low: worded('little'), high: worded('a lot') },
    ]
    const own = await visitor.store.db.questionnaire.create({
      data: { teamId: 1, name: 'Own', nameKey: 'own', questions, createdAt: visitor.now },
    })
    const { link, id } = await visitor.survey({ kind: 'own', questionnaireId: own.id })
    expect((await visitor.post(link, { how: 'a' })).body).toContain('Please write something.')
    expect((await visitor.post(link, { why: 'x', how: 'c' })).status).toBe(400)
    expect((await visitor.post(link, { why: 'x', how: 'b', much: '4' })).status).toBe(303)
    expect((await visitor.kept(id)).answers).toEqual({ why: 'x', how: 'b', much: 4 })
  })
})

describe('stopping', () => {
  const optedOut = async (id: number) =>
    (await visitor.store.db.customer.findUniqueOrThrow({ where: { id } })).optedOutAt !== null

  it('asks first, stops for good, and can be taken back', async () => {
    const { link, customerId } = await visitor.survey()
    expect((await visitor.open(`${link}/stop`)).body).toContain('Stop asking')
    expect(await optedOut(customerId)).toBe(false)
    const stopped = await visitor.post(`${link}/stop`, { answer: 'stop' })
    expect([stopped.status, stopped.body.includes('You may ask me again')]).toEqual([200, true])
    expect(await optedOut(customerId)).toBe(true)
    await visitor.post(`${link}/stop`, { answer: 'stop' })
    expect(await visitor.store.db.activity.count({ where: { customerId, kind: 'opted-out' } })).toBe(1)
    expect((await visitor.post(`${link}/stop`, { answer: 'again' })).body).toContain('we may ask you again')
    expect(await optedOut(customerId)).toBe(false)
  })

  it('works by one click in a mail program, without cookies or redirects, and after the survey is over', async () => {
    const one = await visitor.survey()
    const two = await visitor.survey()
    later(60 * dayMs)
    expect((await visitor.post(`${one.link}/stop`, 'List-Unsubscribe=One-Click')).status).toBe(200)
    const form = new FormData()
    form.set('List-Unsubscribe', 'One-Click')
    expect((await visitor.open(`${two.link}/stop`, { method: 'POST', body: form })).status).toBe(200)
    expect([await optedOut(one.customerId), await optedOut(two.customerId)]).toEqual([true, true])
  })

  it('is not done by anything else that is posted there', async () => {
    const { link, customerId } = await visitor.survey()
    for (const body of ['', 'answer=maybe', 'answer=stop&answer=again', 'List-Unsubscribe=no', 'x=1'])
      expect((await visitor.post(`${link}/stop`, body)).status, body).toBe(400)
    expect(await optedOut(customerId)).toBe(false)
  })
})

it('logs neither what was answered nor whose link it was', async () => {
  const { link } = await visitor.survey()
  await visitor.post(link, { score: '9', comment: 'secret words' })
  await visitor.store.db.questionnaire.deleteMany()
  const broken = await visitor.survey({ kind: 'gone' })
  expect((await visitor.open(broken.link)).status).toBe(503)
  expect(visitor.lines.join('')).toContain('survey-page.failed')
  expect(visitor.lines.join('')).not.toMatch(/secret|Bergmann|anna|\/s\//)
})
