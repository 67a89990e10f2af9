import type { Inline } from '../chat/message.ts'
import { type Locale, wording } from '../chat/wording.ts'

const words = wording({ en: { open: 'message' }, 'zh-CN': { open: '原消息' } })

/** Back to the message a log was made from; nothing where there is none. */
export const messageLink = (url: string | null, locale: Locale): Inline[] =>
  url ? [' · ', { kind: 'link', url, text: words(locale).open }] : []
