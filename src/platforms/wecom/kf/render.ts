import { chartDescription } from '../../../charts/text.ts'
import { amountText } from '../../../chat/amount-text.ts'
import { clean } from '../../../chat/clean.ts'
import { webAddress } from '../../../chat/html.ts'
import type { Button, Inline, Message, Part } from '../../../chat/message.ts'
import { chatWords } from '../../../chat/messages.ts'
import type { Locale } from '../../../chat/wording.ts'
import { type Draft, withinBytes } from '../render/fit.ts'
import { cutToBytes, type MenuItem, mostItems, offer } from './menu.ts'

/** The body of `kf/send_msg`, but for whom it is for. */
export type KfContent =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'msgmenu'; msgmenu: { head_content: string; list: MenuItem[]; tail_content?: string } }

/** Bytes (path/94677). */
const limits = { text: 2_048, around: 1_024 }

type Line = Draft<string>

/** A message as what WeChat shows: a text, or a menu with what stands before and after it. What is too long is cut and says so. */
export function renderKf({ parts, locale, summary }: Message): KfContent {
  const items: MenuItem[] = []
  const [head, tail]: [Line[], Line[]] = [[], []]
  for (const part of parts) {
    const { items: more, lines } = offer(buttonsOf(part), mostItems - items.length, locale)
    const into = items.length > 0 ? tail : head
    const text = draftOf(part, locale)
    if (text) into.push(text)
    into.push(...lines.map(line => whole(part.priority ?? 5, 0, line)))
    items.push(...more)
  }
  const written = (drafts: readonly Line[], most: number): string => writtenOf(drafts, most, locale)
  if (items.length === 0) {
    const content = written(head, limits.text) || cutToBytes(clean(summary), limits.text) || '–'
    return { msgtype: 'text', text: { content } }
  }
  const before = written(head, limits.around) || cutToBytes(clean(summary), limits.around)
  const after = written(tail, limits.around)
  return { msgtype: 'msgmenu', msgmenu: { head_content: before, list: items, ...(after !== '' && { tail_content: after }) } }
}

/** The words alone, within so many bytes. */
export const textOf = ({ parts, locale }: Message, most: number): string =>
  writtenOf(
    parts.flatMap(part => draftOf(part, locale) ?? []),
    most,
    locale,
  )

function writtenOf(drafts: readonly Line[], most: number, locale: Locale): string {
  const text = withinBytes(drafts, most, hidden => chatWords(locale).more(hidden))
  return cutToBytes(text, most)
}

function buttonsOf(part: Part): readonly Button[] {
  if (part.kind === 'actions') return part.actions
  return part.kind === 'list' ? part.rows.flatMap(({ act }) => act ?? []) : []
}

const whole = (priority: number, counts: 0 | 1, text: string): Line => ({ priority, items: 1, counts, text: () => text })

/** Null for what has no words of its own. */
function draftOf(part: Part, locale: Locale): Line | null {
  const priority = part.priority ?? 5
  const lines = (title: string | undefined, rows: readonly string[], more: string): Line => ({
    ...{ priority, items: rows.length, counts: rows.length },
    text: kept => {
      const left = rows.length - kept
      const rest = left > 0 ? chatWords(locale).more(left) : more
      return [title ?? '', ...rows.slice(0, kept), rest].filter(line => line !== '').join('\n')
    },
  })
  switch (part.kind) {
    case 'heading':
      return whole(priority, 0, clean(part.text))
    case 'text':
    case 'note':
      return whole(priority, 1, inlineText(part.text, locale))
    case 'chart':
      return whole(priority, 1, clean(chartDescription(part.chart)))
    case 'facts': {
      const colon = locale === 'en' ? ': ' : '：'
      const facts = part.facts.map(({ label, value }) => `${clean(label)}${colon}${inlineText(value, locale)}`)
      return lines(undefined, facts, '')
    }
    case 'table':
      return lines(
        part.columns.map(clean).join(' | '),
        part.rows.map(row => row.map(clean).join(' | ')),
        '',
      )
    case 'list': {
      const rows = part.rows.map(({ text, detail = [] }, index) => {
        const mark = part.start === undefined ? '· ' : `${part.start + index}. `
        return [mark + inlineText(text, locale), inlineText(detail, locale)].filter(line => line !== '').join('\n  ')
      })
      return lines(part.title === undefined ? undefined : clean(part.title), rows, inlineText(part.more ?? [], locale))
    }
    case 'actions':
    case 'divider':
      return null
  }
}

const inlineText = (inlines: readonly Inline[], locale: Locale): string =>
  inlines.map(inline => clean(pieceText(inline, locale))).join('')

function pieceText(inline: Inline, locale: Locale): string {
  if (typeof inline === 'string') return inline
  if (inline.kind === 'person') return inline.name
  if (inline.kind === 'money') return amountText(inline.amount, inline.currency, locale)
  const address = inline.kind === 'link' ? webAddress(inline.url) : null
  return address === null || address === inline.text ? inline.text : `${inline.text} ${address}`
}
