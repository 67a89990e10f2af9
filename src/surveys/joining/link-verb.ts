import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action, type Verb } from '../../chat/feature.ts'
import { type Button, bold, type Message, say } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { aboutWhom, withClicked, withCustomer } from '../../customers/about.ts'
import type { CustomerRecord } from '../../customers/store.ts'
import type { SurveyParts } from '../parts.ts'
import { joinDays } from './links.ts'

const words = wording({
  en: {
    label: 'Link',
    link: ' in WeChat. Pass this link on to them; whoever opens it is their contact from then on, and you hear of it: ',
    until: `It works for ${joinDays} days. Treat it like a key: it is for this customer’s people alone.`,
    none: 'Customer service in WeChat (微信客服) is not connected, so there is no link. See the README, “Install in WeCom”.',
  },
  'zh-CN': {
    label: '客服链接',
    link: ' 的微信客服链接如下，请转发给对方。对方打开后即登记为该客户的联系人，系统会通知您：',
    until: `链接 ${joinDays} 天内有效，仅限该客户的人使用，请勿公开。`,
    none: '尚未接入微信客服，无法生成链接。接入方法见 README 的“Install in WeCom”。',
  },
})

/** `/survey link acme`: how people of a customer get to be reached in WeChat. */
export const linkVerb = (parts: SurveyParts): Verb => ({
  name: 'link',
  words: ['link', '链接', '客服链接', '微信链接'],
  usage: { en: '/survey link acme', 'zh-CN': '/survey 链接 知客' },
  needs: 'survey.send',
  run: async (context, line) =>
    withCustomer(
      context,
      await aboutWhom(context, line),
      customer => [linkButton(context, customer)],
      customer => link(context, parts, customer.id),
    ),
})

const linkButton = ({ locale }: Context, { id }: CustomerRecord): Button => ({
  action: 'surveys.link',
  label: words(locale).label,
  value: { customerId: id },
})

export const linkAction = (parts: SurveyParts) =>
  action({
    id: 'surveys.link',
    needs: 'survey.send',
    value: z.strictObject({ customerId: z.int32() }),
    run: (context, { customerId }) => link(context, parts, customerId),
  })

const link = (context: Context, parts: SurveyParts, customerId: number) =>
  withClicked(context, customerId, 'survey.send', async customer => ({
    kind: 'message',
    message: linkMessage(context, parts, customer),
  }))

function linkMessage({ locale, now }: Context, { joining }: SurveyParts, customer: CustomerRecord): Message {
  const text = words(locale)
  const url = joining?.linkTo(customer.id, now) ?? null
  if (url === null) return say(locale, text.none)
  const message = say(locale, bold(customer.name), text.link, { kind: 'link', url, text: url })
  message.parts.push({ kind: 'note', text: [text.until] })
  return message
}
