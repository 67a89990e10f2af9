import { type Json, record, records, string } from './json.ts'
import { keyed } from './keyed.ts'
import { RichText } from './rich-text.tsx'
import { cellText } from './table-order.ts'

/** A cell's content: rich text keeps its links and styles. */
export function Cell({ cell }: { cell: Json }) {
  return cell.type === 'rich_text' ? <RichText block={cell} /> : cellText(cell)
}

/** Slack's `table`: the first row heads the columns. */
export function Table({ block }: { block: Json }) {
  const rows = Array.isArray(block.rows) ? block.rows.map(records) : []
  const [head, ...body] = rows
  const settings = records(block.column_settings)
  const look = (column: number, cell: Json) => {
    const setting = record(settings[column])
    const align = string(setting.align, cell.type === 'raw_number' ? 'right' : 'left')
    return `${align === 'right' || align === 'center' ? `align-${align}` : ''} ${setting.is_wrapped === true ? '' : 'unwrapped'}`
  }
  return (
    // A wide table scrolls by keyboard too, hence the tab stop.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable
    <section className="table-frame" tabIndex={0} aria-label={(head ?? []).map(cellText).join(', ')}>
      <table>
        <thead>
          <tr>
            {keyed(head ?? [], cellText).map(({ key, item, index }) => (
              <th key={key} scope="col" className={look(index, record(body[0]?.[index]))}>
                <Cell cell={item} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(body, row => cellText(record(row[0]))).map(({ key, item: row }) => (
            <tr key={key}>
              {keyed(row, cellText).map(({ key, item, index }) => (
                <td key={key} className={look(index, item)}>
                  <Cell cell={item} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
