import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/chat/message.ts'
import type { Reply } from '../../src/chat/platform.ts'
import { storable } from '../../src/chat/typed-text.ts'
import { renderMail } from '../../src/platforms/email/render/mail.ts'
import { renderForm } from '../../src/platforms/slack/render/form.ts'
import { renderMessage } from '../../src/platforms/slack/render/message.ts'
import { refuseMessage } from '../../src/playground/blocks/message.ts'
import { refuseView } from '../../src/playground/blocks/view.ts'
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

/** What platforms would be sent, checked as strictly as they would: Slack, and who reads a mail. */
function expectHarmless(message: Message): void {
  const rendered = renderMessage(message)
  expect(refuseMessage(rendered.blocks)).toBeNull()
  for (const text of [rendered.text, ...markup(rendered.blocks)]) expect(text).not.toMatch(/<!(?!date\^)|<@|<#|<https?:/)
  const { html, subject } = renderMail(message)
  expect(html.replace(/^<!doctype html>/i, '')).not.toMatch(
    /<!(?!--)|<@|<#|<script|<img|href="(?!https:\/\/rapport\.example\/|mailto:)/,
  )
  expect(subject).not.toMatch(/[\r\n]/)
}

function expectHarmlessForm(reply: Reply): void {
  if (reply.kind !== 'form') throw new Error(`no form, but ${textOf(reply)}`)
  const view = renderForm(reply.form, { locale: 'en', place: null, message: null } as never)
  expect(refuseView(view, 'modal')).toBeNull()
  for (const text of markup(view)) expect(text).not.toMatch(/<!(?!date\^)|<@|<#|<https?:/)
}

/** Cells of the file in a message, as a spreadsheet reads them. */
function cellsOf(message: Message): string[] {
  const [file] = message.files ?? []
  const rows = parse(Buffer.from(file?.base64 ?? '', 'base64').toString(), { bom: true, relax_column_count: true })
  return (rows as string[][]).flat()
}

describe('whatever a customer types', () => {
  it('is kept and shown as they wrote it, and does nothing anywhere it is shown', async () => {
    const customer = await givenAcme(bot)
    const { db } = bot.store
    const anna = await bot.member('anna')
    const at = { createdAt: bot.now, sendAt: bot.now, queuedAt: bot.now, sentAt: bot.now, expiresAt: new Date('2027-01-01') }
    const made = { customerId: customer.id, teamId: 1, cause: 'manual', locale: 'en', memberId: anna, ...at }
    const way = { platform: 'test', targetKind: 'person', target: 'anna' }
    const survey = await db.survey.create({ data: { ...made, ...way, kind: 'nps' } })
    const happy = { score: 5, answers: { score: 5 }, answeredAt: new Date(bot.now.getTime() - 3_600_000), answeredById: anna }
    const content = await db.survey.create({ data: { ...made, ...way, kind: 'csat', ...happy } })
    await bot.click('anna', 'surveys.answer', { surveyId: survey.id, answer: 2 })
    const scope = { kind: 'nps', teamId: 1, filter: null, ownerId: null, quarter: null }
    await fc.assert(
      fc.asyncProperty(typed, async text => {
        await db.outboxItem.deleteMany()
        await db.referral.deleteMany()
        await db.survey.update({ where: { id: survey.id }, data: { closedAt: null, closedText: null } })
        const kept = storable(text).trim()
        const name = [...text].slice(0, 100).join('').slice(0, 200)
        const thanks = await bot.submit('anna', 'surveys.more', { surveyId: survey.id }, { comment: text })
        const { comment } = await db.survey.findUniqueOrThrow({ where: { id: survey.id } })
        if (kept !== '') expect(comment).toBe(kept)
        expectHarmlessForm(await bot.say('sofia', '/survey close acme'))
        const replies: Reply[] = [thanks]
        replies.push(await bot.submit('anna', 'surveys.recommend', { surveyId: content.id }, { name, reach: name }))
        for (const line of [
          '/customer acme',
          '/customer timeline acme',
          '/survey open',
          '/survey results nps',
          '/survey referrals',
        ])
          replies.push(await bot.say('sofia', line))
        replies.push(await bot.say('sofia', '/survey results nps themes'), await bot.click('sofia', 'surveys.csv', { scope }))
        const whole = await bot.say('sofia', '/survey answers acme')
        if (kept !== '') expect(textOf(whole).replaceAll('\n', '')).toContain(kept.replaceAll('\n', ''))
        replies.push(
          await bot.submit('sofia', 'surveys.close', { surveyId: survey.id }, { did: text.slice(0, 2_000), tell: 'yes' }),
        )
        const items = await db.outboxItem.findMany()
        const sent = items.map(({ key, message }) => ({ key, message: message as unknown as Message }))
        const shown = [...replies, whole].flatMap(reply => ('message' in reply ? [reply.message] : []))
        for (const message of [...shown, ...sent.map(one => one.message)]) expectHarmless(message)
        const [file] = sent.filter(({ key }) => key.startsWith('survey-csv:'))
        const cells = file ? cellsOf(file.message) : []
        expect(cells.filter(cell => /^[=+@\t\r-]/.test(cell))).toEqual([])
        if (kept !== '') expect(cells.map(cell => cell.replace(/^'/, ''))).toContain(kept.replace(/^'/, ''))
        const wasReferred = storable(name).trim() !== ''
        expect(await db.referral.count()).toBe(wasReferred ? 1 : 0)
        const wasTold = storable(text.slice(0, 2_000)).trim() !== ''
        expect(sent.filter(({ key }) => key.startsWith('survey-closed:'))).toHaveLength(wasTold ? 1 : 0)
        for (const { key, message } of sent)
          if (key.startsWith('survey-unhappy:') || key.startsWith('survey-added:'))
            expect(messageText(message)).toContain(customer.name)
      }),
      {
        numRuns: 20,
        examples: [['=cmd|calc'], ['@SUM(A1)'], ['<!channel> <@U0SOFIA> <https://evil.example|x> <script>1</script>']],
      },
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
