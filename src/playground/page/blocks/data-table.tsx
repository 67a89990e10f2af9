import { useState } from 'react'
import { SortIcon } from '../frame/icons.tsx'
import { usePage } from '../state/page-context.ts'
import { type Json, number, record, records, string } from './json.ts'
import { keyed } from './keyed.ts'
import { Cell } from './table.tsx'
import { cellText, sortRows } from './table-order.ts'

/** Slack's `data_table`: sorted by a click on a heading, shown page by page. */
export function DataTable({ block }: { block: Json }) {
  const { words, me } = usePage()
  const [sort, setSort] = useState<{ column: number; descending: boolean } | null>(null)
  const [page, setPage] = useState(0)
  const [head = [], ...body] = Array.isArray(block.rows) ? block.rows.map(records) : []
  const sorted = sort ? sortRows(body, sort.column, sort.descending, me.locale) : body
  const size = Math.max(1, number(block.page_size, 5))
  const pages = Math.max(1, Math.ceil(sorted.length / size))
  const at = Math.min(page, pages - 1)
  const headColumn = number(block.row_header_column_index, 0)
  const numeric = (column: number) => record(body[0]?.[column]).type === 'raw_number'
  const choose = (column: number) => {
    setSort(sort?.column === column ? { column, descending: !sort.descending } : { column, descending: numeric(column) })
    setPage(0)
  }
  return (
    <div className="data-table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="table-frame" tabIndex={0} aria-label={string(block.caption)}>
        <table>
          <caption>{string(block.caption)}</caption>
          <thead>
            <tr>
              {keyed(head, cellText).map(({ key, item, index: column }) => {
                const direction = sort?.column === column ? (sort.descending ? 'descending' : 'ascending') : 'none'
                const title = cellText(item)
                return (
                  <th key={key} scope="col" aria-sort={direction} className={numeric(column) ? 'align-right' : ''}>
                    <button type="button" title={words.sortBy(title)} onClick={() => choose(column)}>
                      {title}
                      <SortIcon direction={direction} />
                    </button>
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {keyed(sorted.slice(at * size, (at + 1) * size), row => cellText(record(row[headColumn]))).map(
              ({ key, item: row }) => (
                <tr key={key}>
                  {keyed(row, cellText).map(({ key, item, index: column }) => {
                    const Tag = column === headColumn ? 'th' : 'td'
                    return (
                      <Tag key={key} className={numeric(column) ? 'align-right' : ''} {...(Tag === 'th' ? { scope: 'row' } : {})}>
                        <Cell cell={item} />
                      </Tag>
                    )
                  })}
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
      {pages > 1 && (
        <div className="pager">
          <button type="button" className="button small" disabled={at === 0} onClick={() => setPage(at - 1)}>
            {words.previous}
          </button>
          <span>{words.page(at + 1, pages)}</span>
          <button type="button" className="button small" disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
            {words.next}
          </button>
        </div>
      )}
    </div>
  )
}
