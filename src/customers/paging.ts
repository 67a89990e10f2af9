import type { Button, Json } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'

const words = wording({
  en: { next: 'Next', back: 'Back', page: (from: number, to: number, total: number) => `${from}–${to} of ${total}` },
  'zh-CN': {
    next: '下一页',
    back: '上一页',
    page: (from: number, to: number, total: number) => `第 ${from}–${to} 项，共 ${total} 项`,
  },
})

/** The page that is there: one beyond the last (records went meanwhile) becomes the last. Pages count from 0. */
export function pageThere(page: number, size: number, total: number): number {
  return Math.max(0, Math.min(page, Math.ceil(total / size) - 1))
}

/** Back and Next, as far as there is a page; each replaces the message with `value` and its page. */
export function pageButtons(
  locale: Locale,
  action: string,
  value: { [key: string]: Json },
  page: number,
  size: number,
  total: number,
): Button[] {
  const text = words(locale)
  const buttons: Button[] = []
  if (page > 0) buttons.push({ action, label: text.back, value: { ...value, page: page - 1 } })
  if ((page + 1) * size < total) buttons.push({ action, label: text.next, value: { ...value, page: page + 1 } })
  return buttons
}

export function pageNote(locale: Locale, page: number, size: number, total: number): string {
  return words(locale).page(page * size + 1, Math.min(total, (page + 1) * size), total)
}
