import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { action } from '../../chat/feature.ts'
import { bold, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { type Locale, localeOf, wording } from '../../chat/wording.ts'
import { contactButtons } from '../../customers/contact-messages.ts'
import { openButton } from '../../customers/messages.ts'
import { type CustomerRecord, customerById } from '../../customers/store.ts'
import type { Contact } from '../../database/generated/client.ts'
import { memberById } from '../../people/store.ts'
import { takeOn } from '../asking/person.ts'
import { listeners } from '../closing/react.ts'
import type { SurveyParts } from '../parts.ts'

const words = wording({
  en: {
    welcome: 'Hello! From time to time we would like to hear from you here. Answer STOP and we will not ask any more.',
    over: 'This link does not work any more. Please ask whoever looks after you for a new one.',
    elsewhere: 'You are already on record with us elsewhere. Please tell whoever looks after you.',
    ours: 'This link is for a customer’s people. Please pass it on to them.',
    joined: (name: string) =>
      `: ${name} opened the link and is reached in WeChat now. If that is not somebody of theirs, remove the contact.`,
  },
  'zh-CN': {
    welcome: '您好，很高兴与您联系！以后我们偶尔会在这里听听您的意见。回复“退订”即可不再接收。',
    over: '这个链接已失效，请联系为您服务的同事重新获取。',
    elsewhere: '您已登记在其他客户名下，如需更改请联系为您服务的同事。',
    ours: '这个链接是给客户用的，请转发给对方。',
    joined: (name: string) => `：${name} 打开了客服链接，现在可以在微信里联系到对方。如果不是该客户的人，请删除这个联系人。`,
  },
})

export const joinActionId = 'surveys.join'

/**
 * Somebody opened a link that one of ours made for a customer: they are its contact from now on, and its owner hears of it. Nobody becomes a
 * second customer's contact so.
 */
export const joinAction = (parts: SurveyParts) =>
  action({
    id: joinActionId,
    needs: 'survey.answer',
    value: z.strictObject({ param: z.string().max(200) }),
    async run(context, { param }) {
      const { actor, locale, now, tx } = context
      const text = words(locale)
      if (!actor.outsider || actor.memberId === null) return answer(locale, text.ours)
      const customerId = parts.joining?.read(param, now) ?? null
      const customer = customerId === null ? null : await customerById(tx, customerId)
      const member = await memberById(tx, actor.memberId)
      if (!customer || !member) return answer(locale, text.over)
      const known = await tx.contact.findMany({ where: { memberId: member.id }, select: { customerId: true } })
      if (known.length > 0 && known.every(one => one.customerId !== customer.id)) return answer(locale, text.elsewhere)
      await takeOn(context, customer, member, 'stranger')
      const where = { memberId: member.id, customerId: customer.id }
      await tellJoined(context, customer, await tx.contact.findFirstOrThrow({ where }))
      const message = say(locale, text.welcome)
      message.customerId = customer.id
      return { kind: 'message', message }
    },
  })

const answer = (locale: Locale, text: string): Reply => ({ kind: 'message', message: say(locale, text) })

/** Once for each contact: the keys stay the same. */
async function tellJoined(context: Context, customer: CustomerRecord, contact: Contact): Promise<void> {
  for (const person of await listeners(context, customer)) {
    const target = { platform: person.platform, kind: 'person' as const, id: person.ref }
    const message = joinedMessage(localeOf(person.locale), customer, contact)
    await context.outbox.put(context.tx, { key: `survey-joined:${contact.id}:${person.id}`, target, message })
  }
}

function joinedMessage(locale: Locale, customer: CustomerRecord, contact: Contact): Message {
  const message = say(locale, bold(customer.name), words(locale).joined(contact.name))
  message.parts.push({ kind: 'actions', actions: [openButton(locale, customer.id), ...contactButtons(locale, contact)] })
  return message
}
