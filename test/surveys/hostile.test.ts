import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { storable } from '../../src/chat/typed-text.ts'
import { renderMessage } from '../../src/platforms/slack/render/message.ts'
import { refuseMessage } from '../../src/playground/blocks/message.ts'
import { messageText, textOf, useBot } from '../harness/bot.ts'
import { allFeatures, askAnna, givenAcme } from './asked.ts'

const bot = useBot(allFeatures)

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '<!channel>',
    '<!here|x>',
    '<@U0SOFIA>',
    '<#C1>',
    '<https://evil.example|Acme>',
    'https://evil.example',
    '@everyone',
  ),
  fc.constantFrom(
    '*bold* _it_ ~s~ `c`',
    '> quote',
    '```',
    ':tada:',
    '&lt;!channel&gt;',
    '\u202e',
    '\u0000\u0007\u001b[31m',
    '=cmd()',
    '\ud83d',
  ),
  fc.constantFrom('退订啊', '价格太贵', 'STOP it'),
  fc.string({ minLength: 1, maxLength: 9 }).map(text => text.repeat(1_200)),
)
const typed = fc.array(piece, { minLength: 1, maxLength: 4 }).map(parts => [...parts.join(' ')].slice(0, 10_000).join(''))

/** Every text that the platform reads markup in. */
function markup(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markup)
  if (typeof value !== 'object' || value === null) return []
  const here = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : []
  return [...here, ...Object.values(value).flatMap(markup)]
}

/** What a platform would be sent, checked as strictly as the platform would. */
function expectHarmless(message: Message): void {
  const rendered = renderMessage(message)
  expect(refuseMessage(rendered.blocks)).toBeNull()
  for (const text of [rendered.text, ...markup(rendered.blocks)]) expect(text).not.toMatch(/<!(?!date\^)|<@|<#|<https?:/)
}

describe('whatever a customer types', () => {
  it('is kept and shown as they wrote it, and does nothing anywhere it is shown', async () => {
    const customer = await givenAcme(bot)
    await askAnna(bot, customer.id)
    const survey = await bot.store.db.survey.findFirstOrThrow()
    await bot.store.db.survey.update({ where: { id: survey.id }, data: { sentAt: bot.now } })
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 2 })
    await fc.assert(
      fc.asyncProperty(typed, async text => {
        await bot.store.db.outboxItem.deleteMany()
        const thanks = await bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment: text })
        const kept = storable(text).trim()
        const { comment } = await bot.store.db.survey.findUniqueOrThrow({ where: { id: survey.id } })
        if (kept !== '') expect(comment).toBe(kept)
        const replies: Reply[] = [thanks]
        for (const line of [
          '/customer acme',
          '/customer timeline acme',
          '/survey open',
          '/survey close acme',
          '/survey results nps',
        ])
          replies.push(await bot.say('sofia', line))
        const whole = await bot.say('sofia', '/survey answers acme')
        if (kept !== '') expect(textOf(whole).replaceAll('\n', '')).toContain(kept.replaceAll('\n', ''))
        const sent = (await bot.store.db.outboxItem.findMany()).map(({ message }) => message as unknown as Message)
        const shown = [...replies, whole].flatMap(reply => ('message' in reply ? [reply.message] : []))
        for (const message of [...shown, ...sent]) expectHarmless(message)
        for (const message of sent) expect(messageText(message)).toContain(customer.name)
      }),
      { numRuns: 25 },
    )
  })

  it('is taken up to 10,000 characters and refused beyond, with nothing lost', async () => {
    const customer = await givenAcme(bot)
    await askAnna(bot, customer.id)
    const survey = await bot.store.db.survey.findFirstOrThrow()
    const long = '好'.repeat(10_000)
    await bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment: long })
    expect((await bot.store.db.survey.findFirstOrThrow()).comment).toBe(long)
    const refused = await bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment: `${long}!` })
    expect(refused).toMatchObject({ kind: 'invalid', errors: { comment: expect.any(String) } })
    expect((await bot.store.db.survey.findFirstOrThrow()).comment).toBe(long)
  })
})
