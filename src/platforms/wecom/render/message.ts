import { chartNumbers } from '../../../charts/text.ts'
import type { Chart } from '../../../chat/chart.ts'
import { cut } from '../../../chat/cut.ts'
import type { Button, ListPart, Message, Part } from '../../../chat/message.ts'
import { chatWords } from '../../../chat/messages.ts'
import type { Locale } from '../../../chat/wording.ts'
import { type Codes, codesOf } from '../offers.ts'
import { wecomWords } from '../words.ts'
import { type Draft, withinBytes } from './fit.ts'
import { inlines } from './inline.ts'
import { code, heading, join, literal, type Markdown, oneLine, own, quiet, rule, strong } from './markdown.ts'

/** What a way of sending takes: bytes, a little below WeCom's limit; whether `<@id>` mentions, codes can be answered, and `|` makes tables. */
export interface Medium {
  mostBytes: number
  mentions: boolean
  codes: boolean
  tables: boolean
}
/** The robot's markdown (20,480 bytes), the app's (2,048), and the webhook's markdown_v2 (4,096), which hears nobody. */
export const media = {
  robot: { mostBytes: 20_000, mentions: true, codes: true, tables: false },
  app: { mostBytes: 2_000, mentions: false, codes: true, tables: false },
  webhook: { mostBytes: 4_000, mentions: false, codes: false, tables: true },
} as const satisfies Record<string, Medium>
/** Characters, so that one long text does not push everything else out. */
const longest = { text: 2_600, row: 500, fact: 800, label: 60, cell: 80, button: 40, chart: 3_000 }

export interface Rendered {
  content: Markdown
  codes: Codes
}

/** How a message is being shown. */
interface Look extends Medium {
  locale: Locale
  codeOf: Codes
}

/** A message as markdown within the limits of its medium, each action with the code that starts it. */
export function renderMessage(message: Message, medium: Medium = media.robot): Rendered {
  const { locale } = message
  const codes = codesOf(message)
  const look = { ...medium, locale, codeOf: codes }
  const drafts = message.parts.map(part => draftOf(part, look))
  const [first] = codes.values()
  if (first !== undefined && medium.codes) drafts.push(whole(10, 0, quiet(own(`${wecomWords(locale).act} ${first}`))))
  const content = withinBytes(drafts, medium.mostBytes, hidden => quiet(literal(chatWords(locale).more(hidden))))
  return { content: content.trim() === '' ? literal(summaryOf(message)) : content, codes }
}

const summaryOf = ({ summary }: Message): string => cut(summary.trim(), longest.text) || '–'

const whole = (priority: number, counts: 0 | 1, text: Markdown): Draft => ({ priority, items: 1, counts, text: () => text })

function draftOf(part: Part, look: Look): Draft {
  const { locale } = look
  const priority = part.priority ?? 5
  const lines = (count: number, line: (index: number) => Markdown): Draft => ({
    ...{ priority, items: count, counts: count },
    text: kept => join([...Array.from({ length: kept }, (_, index) => line(index)), ...more(count - kept, locale)], '\n'),
  })
  switch (part.kind) {
    case 'heading':
      return whole(priority, 0, heading(cut(part.text, longest.fact)))
    case 'text':
      return whole(priority, 1, inlines(part.text, look, longest.text))
    case 'note':
      return whole(priority, 1, quiet(inlines(part.text, look, longest.text)))
    case 'divider':
      return whole(priority, 0, rule)
    case 'chart':
      return whole(priority, 1, chartText(part.chart))
    case 'actions':
      return { ...whole(priority, 1, offered(part.actions, look)), counts: look.codes ? part.actions.length : 0 }
    case 'facts':
      return lines(part.facts.length, index => {
        const { label = '', value = [] } = part.facts[index] ?? {}
        return join([strong(cut(label, longest.label)), own(locale === 'en' ? ': ' : '：'), inlines(value, look, longest.fact)])
      })
    case 'table':
      return tableDraft(part, look, lines)
    case 'list':
      return listDraft(
        part,
        look,
        lines(part.rows.length, index => row(part, index, look)),
      )
  }
}

/** What its picture shows, which comes after the message: its name, in a sentence, and the numbers. */
const chartText = (chart: Chart): Markdown => {
  const [said, numbers] = [chart.summary, chartNumbers(chart)].map(text => literal(cut(text, longest.chart)))
  return join([strong(cut(chart.title, longest.fact)), said ?? own(''), numbers ? quiet(numbers) : own('')], '\n')
}

const more = (count: number, locale: Locale) => (count > 0 ? [quiet(literal(chatWords(locale).more(count)))] : [])

/** A table of its own where the medium has one, else a line each. */
function tableDraft(
  { columns, rows }: Extract<Part, { kind: 'table' }>,
  { tables }: Look,
  lines: (count: number, line: (index: number) => Markdown) => Draft,
): Draft {
  const cell = (text: string) => oneLine(cut(text, longest.cell).replaceAll('|', '｜')) || own('–')
  const line = (cells: readonly string[]) => own(tables ? `| ${join(cells.map(cell), ' | ')} |` : join(cells.map(cell), ' | '))
  const drafted = lines(rows.length, index => line(columns.map((_, column) => rows[index]?.[column] ?? '')))
  const head = tables ? join([line(columns), own(`|${' :-- |'.repeat(columns.length)}`)], '\n') : strong(columns.join(' | '))
  // The header counts as an item, so that a table without rows still shows its columns.
  return { ...drafted, items: drafted.items + 1, text: kept => join([head, drafted.text(kept - 1)], '\n') }
}

function listDraft(list: ListPart, look: Look, rows: Draft): Draft {
  const title = list.title ? [strong(list.title)] : []
  const more = list.more?.length ? [quiet(inlines(list.more, look, longest.text))] : []
  const framed = (kept: number) => join([...title, rows.text(kept), ...more], '\n')
  return { ...rows, items: Math.max(rows.items, 1), text: kept => framed(Math.min(kept, rows.items)) }
}

function row(list: ListPart, index: number, look: Look): Markdown {
  const { text = [], detail = [], act = [] } = list.rows[index] ?? {}
  const head = list.start === undefined ? own('- ') : own(`${list.start + index}. `)
  const below = [inlines(detail, look, longest.row), offered(act, look)].flatMap(line => (line ? [join([own('   '), line])] : []))
  return join([join([head, inlines(text, look, longest.row)]), ...below], '\n')
}

/** `A` Done  `B` Later: what can be done, by its code. */
function offered(buttons: readonly Button[], { codes, codeOf }: Look): Markdown {
  if (!codes) return own('')
  return join(
    buttons.map(button => join([code(codeOf.get(button) ?? ''), own(' '), oneLine(cut(button.label, longest.button))])),
    '\u3000',
  )
}
