import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storable } from '../../../src/chat/typed-text.ts'
import { useSurveyPage } from './visitor.ts'

const visitor = useSurveyPage()
const bo = { name: 'Bo, Beta Co', reach: 'bo@beta.example' }
const referrals = () => visitor.store.db.referral.findMany({ orderBy: { id: 'asc' } })

/** Answers, and follows where the browser is sent. */
async function answered(score: number) {
  const survey = await visitor.survey()
  const sent = await visitor.post(survey.link, { score: String(score) })
  const thanks = await visitor.open(survey.link + sent.headers.get('location'))
  return { ...survey, thanks: thanks.body, recommend: `${survey.link}/recommend` }
}

describe('recommending us on the page', () => {
  it('is offered to who answered 9 or 10, and tells the owner', async () => {
    const { thanks, recommend, id, customerId } = await answered(10)
    expect(thanks).toMatch(/<form method="post" action="[\w.-]+\/recommend\?lang=en"/)
    const sent = await visitor.post(recommend, bo)
    expect([sent.status, sent.body.includes('We will be in touch with them, and mention you.')]).toEqual([200, true])
    await visitor.post(recommend, bo)
    expect(await referrals()).toMatchObject([{ ...bo, customerId, surveyId: id }])
    expect(await visitor.store.db.careTask.findMany({ select: { title: true } })).toEqual([{ title: 'Call Bo, Beta Co' }])
    expect(await visitor.store.db.activity.findFirst({ where: { kind: 'referral' } })).toMatchObject({
      source: 'page',
      customerId,
    })
  })

  it('is neither offered to nor taken from the others, and opening it tells nothing of the answer', async () => {
    const low = await answered(0)
    expect(low.thanks).not.toContain('recommend?')
    expect((await visitor.post(low.recommend, bo)).status).toBe(410)
    const high = await answered(10)
    for (const [one, other] of [
      [low.link, high.link],
      [low.recommend, high.recommend],
    ] as const)
      expect((await visitor.open(one)).body.replaceAll(/\d+\.[\w.-]{10,}/g, '')).toBe(
        (await visitor.open(other)).body.replaceAll(/\d+\.[\w.-]{10,}/g, ''),
      )
    const { link } = await visitor.survey()
    expect((await visitor.post(`${link}/recommend`, bo)).status).toBe(410)
    expect(await referrals()).toEqual([])
  })

  it('ends a month after the answer, after five, and when the customer is erased', async () => {
    const { recommend, id } = await answered(9)
    for (const name of ['A', 'B', 'C', 'D', 'E']) await visitor.post(recommend, { ...bo, name })
    const sixth = await visitor.post(`${recommend}?lang=zh-CN`, { ...bo, name: 'F' })
    expect([sixth.status, sixth.body.includes('您已经推荐了 5 位')]).toEqual([410, true])
    await visitor.store.db.referral.deleteMany()
    visitor.now = new Date(visitor.now.getTime() + 31 * 86_400_000)
    expect((await visitor.post(recommend, bo)).status).toBe(410)
    await visitor.store.db.survey.update({ where: { id }, data: { target: null, answeredAt: visitor.now } })
    expect((await visitor.post(recommend, bo)).status).toBe(404)
    expect(await referrals()).toEqual([])
  })

  it('in any other shape is refused and stores nothing, and what was typed stays', async () => {
    const { recommend } = await answered(10)
    for (const body of ['name=a&reach=b&extra=1', 'name=a&name=b&reach=c', '{"name":"a"}', 'name=a&reach=b&__proto__=1'])
      expect((await visitor.post(recommend, body)).status, body).toBe(400)
    const empty = await visitor.post(recommend, { name: 'Bo "B" <b>', reach: ' ' })
    expect([empty.status, empty.body.includes('value="Bo &quot;B&quot; &lt;b&gt;"')]).toEqual([400, true])
    expect(empty.body).toContain('aria-describedby="reach-wrong"')
    const long = await visitor.post(recommend, { ...bo, name: 'x'.repeat(201) })
    expect([long.status, long.body.includes('At most 200 characters')]).toEqual([400, true])
    expect(await referrals()).toEqual([])
  })

  it('keeps whatever is typed as it is, and does nothing with it', async () => {
    const { recommend } = await answered(10)
    const tags = (body: string) => body.match(/<(?!input)[^>]*>/g)
    const plain = await visitor.post(recommend, { name: 'x', reach: '' })
    let count = 0
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom('"><script>1</script>', '<!channel>', '=cmd|1', "'; --", '\u202eevil'),
          fc.string({ unit: 'grapheme', maxLength: 40 }),
        ),
        async name => {
          const from = { 'x-forwarded-for': `203.0.113.${count++}` }
          await visitor.store.db.referral.deleteMany()
          const kept = storable(name.replace(/\r\n?|\n/g, '')).trim()
          fc.pre(kept !== '')
          expect(tags((await visitor.post(recommend, { name, reach: '' }, from)).body)).toEqual(tags(plain.body))
          expect((await visitor.post(recommend, { name, reach: 'r' }, from)).status).toBe(200)
          expect((await referrals()).map(one => one.name.replace(/\r\n?|\n/g, ''))).toEqual([kept])
        },
      ),
      { numRuns: 30 },
    )
  })
})
