import { bold, type Message } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'

export const transferWords = wording({
  en: {
    offer: (contacts: number) => `Transfer ${contacts} ${contacts === 1 ? 'contact' : 'contacts'} in WeCom too`,
    confirm: 'WeCom tells these customers and moves them a day later, unless they refuse. It cannot be taken back.',
    asked: (contacts: number) =>
      `WeCom is asked to transfer ${contacts} ${contacts === 1 ? 'contact' : 'contacts'}. It takes a day; you hear of those that fail.`,
    none: 'There is nothing (more) to transfer.',
    gone: 'This handover was undone, or it is more than 7 days ago.',
    failed: (count: number) => `Not transferred in WeCom (${count})`,
    stay: (from: string) => `They are still ${from}’s contacts there.`,
    refused: 'the customer refused',
    full: 'the successor has as many customers as WeCom allows',
    more: (left: number) => `…and ${left} more`,
  },
  'zh-CN': {
    offer: (contacts: number) => `在企业微信中同步转接 ${contacts} 位客户`,
    confirm: '企业微信会通知客户，24 小时后自动接替（客户可以拒绝），无法撤销。',
    asked: (contacts: number) => `已提交 ${contacts} 位客户的转接，约 24 小时后完成，失败的会另行通知您。`,
    none: '没有需要转接的客户了。',
    gone: '这次移交已撤销，或已超过 7 天。',
    failed: (count: number) => `企业微信转接失败（${count}）`,
    stay: (from: string) => `这些客户在企业微信里仍由${from}跟进。`,
    refused: '客户拒绝',
    full: '接替成员的客户数已达上限',
    more: (left: number) => `……另有 ${left} 位`,
  },
})

const mostRows = 10

/** Contacts who stay where they were, and why. */
export function failedMessage(failed: readonly { customer: string; code: string }[], from: string, locale: Locale): Message {
  const text = transferWords(locale)
  const reasons: Record<string, string> = { customer_refused: text.refused, customer_limit_exceed: text.full }
  const rows = failed
    .slice(0, mostRows)
    .map(({ customer, code }) => ({ text: [bold(customer)], detail: [reasons[code] ?? code] }))
  const left = failed.length - rows.length
  return {
    locale,
    summary: text.failed(failed.length),
    parts: [
      { kind: 'list', title: text.failed(failed.length), rows, ...(left > 0 && { more: [text.more(left)] }) },
      { kind: 'note', text: [text.stay(from)] },
    ],
  }
}
