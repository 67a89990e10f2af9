import { type Json, number, record, records, string } from './json.ts'

/** A table cell's words, for sorting and for screen readers; rich text is read out in order. */
export function cellText(cell: Json): string {
  if (cell.type === 'rich_text') return spoken(cell)
  return string(cell.text) || String(cell.value ?? '')
}

function spoken(node: Json): string {
  const own = string(node.text) || string(node.fallback) || string(node.url) || string(node.name)
  return own || records(node.elements).map(spoken).join('')
}

/** Body rows by one column: numbers by size, words by the reader's language; equal rows keep their order. */
export function sortRows(rows: Json[][], column: number, descending: boolean, locale: string): Json[][] {
  const collator = new Intl.Collator(locale.startsWith('zh') ? 'zh' : 'en', { numeric: true })
  const compare = (left: Json[], right: Json[]) => {
    const a = record(left[column])
    const b = record(right[column])
    if (a.type === 'raw_number' && b.type === 'raw_number') return number(a.value, 0) - number(b.value, 0)
    return collator.compare(cellText(a), cellText(b))
  }
  return rows.toSorted((left, right) => (descending ? compare(right, left) : compare(left, right)))
}
