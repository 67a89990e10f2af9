import { describe, expect, it } from 'vitest'
import { askedMessage, blockedMessage } from '../../src/surveys/asking/messages.ts'
import { nps } from '../../src/surveys/shipped.ts'
import { messageText } from '../harness/bot.ts'

const customer = { id: 1, name: '知客科技', teamId: 1 }
const now = new Date('2026-08-05T02:00:00Z')
const way = {
  target: { platform: 'email', kind: 'person', id: 'lin@zhike.example' },
  memberId: null,
  locale: 'zh-CN',
  zone: null,
} as const
const when = { locale: 'zh-CN', zone: 'Asia/Shanghai', now } as const

describe('what is said in Chinese when somebody was asked', () => {
  it('makes us the one who sends and the customer the one who is asked', () => {
    expect(messageText(askedMessage(when, customer, nps, way, { sendAt: now, isWaiting: false }))).toContain(
      '已通过邮件向 知客科技 发送问卷（NPS 推荐意愿）。',
    )
    const later = new Date('2026-08-06T01:00:00Z')
    expect(messageText(askedMessage(when, customer, nps, way, { sendAt: later, isWaiting: true }))).toMatch(
      /^免打扰时段过后（.+）将通过邮件向 知客科技 发送问卷（NPS 推荐意愿）。/,
    )
  })

  it('says that they were not asked, and what the customer did', () => {
    const block = { name: 'x', why: { en: 'x', 'zh-CN': '已要求不再打扰' } } as never
    expect(messageText(blockedMessage('zh-CN', customer, block))).toContain('没有向 知客科技 发送问卷：客户已要求不再打扰。')
  })
})
