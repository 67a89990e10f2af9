import { bold, code, type Message, say } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { ContactWay } from '../../database/generated/client.ts'

export const wayWords = wording({
  en: {
    usage: 'What is the QR code called? Who adds one of you by it becomes a customer with that source. For example: ',
    example: '/customer qr Fair 2026',
    absent: 'This needs customer contact of WeCom, which is not set up (WECOM_CONTACT_SECRET).',
    long: (most: number) => `A QR code’s name may have ${most} characters.`,
    stranger: (who: string) => `${who} is no member there.`,
    nobody: 'Nobody of the team is a member there. Name who is to be added: ',
    named: '/customer qr Fair 2026 @Lina',
    making: (members: number) => ` is being made for ${members} ${members === 1 ? 'member' : 'members'}. You get it in a moment.`,
    soon: ' is being made already. Ask again in a minute.',
    ready: 'QR code ',
    picture: 'Open the QR code',
    source: 'Who adds one of the team by it becomes a customer with this source.',
    failed: (reason: string) => ` could not be made (${reason}).`,
    noPermission: 'none of these members may use customer contact (客户联系)',
  },
  'zh-CN': {
    usage: '请给二维码起个名字，客户扫码添加后会以它作为来源。例如：',
    example: '/customer 二维码 展会2026',
    absent: '需要先配置企业微信的客户联系（WECOM_CONTACT_SECRET）。',
    long: (most: number) => `二维码名称最多 ${most} 个字。`,
    stranger: (who: string) => `${who}不是企业微信成员。`,
    nobody: '团队里没有企业微信成员，请指定由谁接待：',
    named: '/customer 二维码 展会2026 @李娜',
    making: (members: number) => ` 正在生成，共 ${members} 位接待成员，稍后发给您。`,
    soon: ' 正在生成，请一分钟后再试。',
    ready: '二维码 ',
    picture: '打开二维码',
    source: '客户扫码添加后会自动建档，并以此作为来源。',
    failed: (reason: string) => ` 生成失败（${reason}）。`,
    noPermission: '这些成员都没有客户联系权限',
  },
})

/** Nobody of those asked for may have customers on the platform. */
export const nobodyMay = 'nobody_may'

/** The QR code, or why there is none. */
export function wayMessage(way: Pick<ContactWay, 'state' | 'url' | 'failedCode'>, locale: Locale): Message {
  const text = wayWords(locale)
  const { state, url, failedCode } = way
  if (url === null) {
    const reason = failedCode === nobodyMay ? text.noPermission : (failedCode ?? '–')
    return say(locale, text.ready, bold(state), text.failed(reason))
  }
  const message = say(locale, text.ready, bold(state), ' · ', { kind: 'link', url, text: text.picture })
  message.parts.push({ kind: 'note', text: [text.source] })
  return message
}

/** A line that asks for what is missing, with an example. */
export const askFor = (locale: Locale, line: string, example: string): Message => say(locale, line, code(example))
