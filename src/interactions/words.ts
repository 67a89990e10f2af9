import { type Locale, wording } from '../chat/wording.ts'
import type { InteractionKind, Sentiment } from './parse.ts'

/** What kinds and moods are called. */
export const kindWords = wording<Record<InteractionKind, string>>({
  en: {
    call: 'call',
    meeting: 'meeting',
    email: 'e-mail',
    message: 'message',
    visit: 'visit',
    note: 'note',
    complaint: 'complaint',
  },
  'zh-CN': { call: '电话', meeting: '会议', email: '邮件', message: '消息', visit: '拜访', note: '备注', complaint: '投诉' },
})

export const sentimentWords = wording<Record<Sentiment, string>>({
  en: { positive: 'positive', neutral: 'neutral', negative: 'negative' },
  'zh-CN': { positive: '积极', neutral: '中性', negative: '消极' },
})

export const kindIcons: Record<InteractionKind, string> = {
  call: '📞',
  meeting: '👥',
  email: '✉️',
  message: '💬',
  visit: '🚗',
  note: '📝',
  complaint: '⚠️',
}

export const sentimentIcons: Record<Sentiment, string> = { positive: '🙂', neutral: '😐', negative: '🙁' }

/** A kind as stored, which an import may have filled with a word of its own. */
export function kindName(kind: string, locale: Locale): string {
  return (kindWords(locale) as Record<string, string>)[kind] ?? kind
}

export function kindIcon(kind: string): string {
  return (kindIcons as Record<string, string>)[kind] ?? kindIcons.note
}

export function sentimentName(sentiment: string, locale: Locale): string {
  return (sentimentWords(locale) as Record<string, string>)[sentiment] ?? sentiment
}
