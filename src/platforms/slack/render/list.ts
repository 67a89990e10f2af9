import type { KnownBlock, RichTextSection, SectionBlock } from '@slack/types'
import { bold, type Fact, type Inline, type ListPart, type Row } from '../../../chat/message.ts'
import { chatWords } from '../../../chat/messages.ts'
import type { Locale } from '../../../chat/wording.ts'
import { rowActs } from './buttons.ts'
import { asRichText, cutInlines, settle } from './inline.ts'
import { limits, own } from './limits.ts'
import { note, paragraph, textObject } from './text.ts'

/** The first `kept` rows of a list: one block when no row can be acted on, else a block for each with its menu. */
export function listBlocks(list: ListPart, kept: number, locale: Locale): KnownBlock[] {
  const rows = list.rows.slice(0, kept)
  const cut = list.rows.length - kept
  const title = list.title ? paragraph([bold(list.title)], locale) : []
  const left: Inline[] = cut > 0 ? [chatWords(locale).more(cut)] : []
  const body = rows.some(row => row.act?.length) ? actedRows(list, rows, locale) : plainRows(list, rows, locale)
  return [...title, ...body, ...note(left, locale), ...note(list.more ?? [], locale)]
}

function actedRows(list: ListPart, rows: readonly Row[], locale: Locale): KnownBlock[] {
  return rows.flatMap((row, index) => {
    const number = list.start === undefined ? '' : `${list.start + index}. `
    const { accessory, below } = rowActs(row.act ?? [], locale)
    const text = textObject(settle([number, ...linesOf(row)], locale), own.rowText)
    const section: SectionBlock = { type: 'section', text, ...(accessory ? { accessory } : {}) }
    return [section, ...below]
  })
}

function plainRows(list: ListPart, rows: readonly Row[], locale: Locale): KnownBlock[] {
  if (rows.length === 0) return []
  const elements = rows.map(row => ({
    type: 'rich_text_section' as const,
    elements: asRichText(cutInlines(settle(linesOf(row), locale), own.rowText)),
  }))
  const filled: RichTextSection[] = elements.map(row =>
    row.elements.length > 0 ? row : { ...row, elements: [{ type: 'text', text: '–' }] },
  )
  const ordered =
    list.start === undefined ? { style: 'bullet' as const } : { style: 'ordered' as const, offset: Math.max(0, list.start - 1) }
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_list', ...ordered, elements: filled }] }]
}

const linesOf = (row: Row): Inline[] => (row.detail?.length ? [...row.text, '\n', ...row.detail] : row.text)

/** The first `kept` facts, in two columns. */
export function factBlocks(all: readonly Fact[], kept: number, locale: Locale): KnownBlock[] {
  const facts = all.slice(0, kept)
  const cut = all.length - kept
  const blocks: KnownBlock[] = []
  for (let at = 0; at < facts.length; at += limits.fields) {
    const fields = facts.slice(at, at + limits.fields).map(({ label, value }) => {
      const head = cutInlines(settle([bold(label), '\n'], locale), own.factLabel)
      return textObject(
        [...head, ...cutInlines(settle(value.length > 0 ? value : ['–'], locale), own.factValue)],
        limits.fieldText,
      )
    })
    blocks.push({ type: 'section', fields })
  }
  return cut > 0 ? [...blocks, ...note([chatWords(locale).more(cut)], locale)] : blocks
}
