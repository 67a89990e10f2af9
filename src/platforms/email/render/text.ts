import { chartTable } from '../../../charts/text.ts'
import { clean } from '../../../chat/clean.ts'
import type { ListPart, Message, Part } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import { buttonsText, linkButtons } from './buttons.ts'
import { inlineText } from './inline.ts'

/** The message as text, for who reads mail without HTML. */
export function mailText({ parts, locale }: Message): string {
  return `${parts
    .map(part => partText(part, locale))
    .filter(text => text !== '')
    .join('\n\n')}\n`
}

function partText(part: Part, locale: Locale): string {
  switch (part.kind) {
    case 'heading':
      return clean(part.text)
    case 'text':
    case 'note':
      return inlineText(part.text, locale)
    case 'facts':
      return part.facts.map(({ label, value }) => `${clean(label)}: ${inlineText(value, locale)}`).join('\n')
    case 'list':
      return listText(part, locale)
    case 'table':
      return tableText(part.columns, part.rows)
    case 'chart': {
      const { columns, rows } = chartTable(part.chart)
      return tableText(columns, rows)
    }
    case 'actions':
      return buttonsText(linkButtons(part.actions))
    case 'divider':
      return '---'
  }
}

function listText({ title, start, rows, more }: ListPart, locale: Locale): string {
  const lines = rows.flatMap(({ text, detail, act }, index) => [
    `${start === undefined ? '-' : `${start + index}.`} ${inlineText(text, locale)}`,
    ...(detail ? [`  ${inlineText(detail, locale)}`] : []),
    ...linkButtons(act).map(({ label, address }) => `  ${label}: ${address}`),
  ])
  return [...(title ? [clean(title)] : []), ...lines, ...(more ? [inlineText(more, locale)] : [])].join('\n')
}

const tableText = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, ...rows].map(row => row.map(clean).join(' | ')).join('\n')
