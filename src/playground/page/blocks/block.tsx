import { Element } from '../elements/element.tsx'
import { usePage } from '../state/page-context.ts'
import { Alert, Card } from './card.tsx'
import { ChartView } from './chart-view.tsx'
import { DataTable } from './data-table.tsx'
import { withEmoji } from './emoji.ts'
import { actionIdOf } from './fields.ts'
import { InputBlock } from './input-block.tsx'
import { type Json, record, records, string, textOf } from './json.ts'
import { keyed } from './keyed.ts'
import { Picture } from './picture.tsx'
import { RichText } from './rich-text.tsx'
import { Table } from './table.tsx'
import { Text } from './text.tsx'

/** One block of Block Kit; one that this page cannot draw says so. */
export function Block({ block, blockId, error }: { block: Json; blockId: string; error: string }) {
  const { words } = usePage()
  switch (block.type) {
    case 'section':
      return <Section block={block} blockId={blockId} />
    case 'header':
      return <h2 className="block-header">{withEmoji(textOf(block.text))}</h2>
    case 'divider':
      return <hr />
    case 'context':
      return <Context block={block} />
    case 'actions':
      return <Actions block={block} blockId={blockId} />
    case 'rich_text':
      return (
        <div className="rich">
          <RichText block={block} />
        </div>
      )
    case 'input':
      return <InputBlock block={block} blockId={blockId} error={error} />
    case 'table':
      return <Table block={block} />
    case 'data_table':
      return <DataTable block={block} />
    case 'data_visualization':
      return <ChartView block={block} />
    case 'image':
      return <Picture image={block} title={textOf(block.title)} />
    case 'alert':
      return <Alert block={block} />
    case 'card':
      return <Card block={block} blockId={blockId} />
    default:
      return <p className="unsupported">{words.unsupported(string(block.type, '?'))}</p>
  }
}

function Section({ block, blockId }: { block: Json; blockId: string }) {
  const accessory = record(block.accessory)
  const fields = records(block.fields)
  return (
    <div className="section">
      <div className="section-text">
        {block.text !== undefined && <Text value={block.text} />}
        {fields.length > 0 && (
          <div className="facts">
            {keyed(fields, textOf).map(({ key, item }) => (
              <div key={key}>
                <Text value={item} />
              </div>
            ))}
          </div>
        )}
      </div>
      {typeof accessory.type === 'string' && (
        <div className="accessory">
          <Element element={accessory} blockId={blockId} actionId={actionIdOf(accessory)} label={textOf(block.text)} />
        </div>
      )}
    </div>
  )
}

function Context({ block }: { block: Json }) {
  return (
    <div className="context">
      {keyed(records(block.elements), textOf).map(({ key, item }) =>
        item.type === 'image' ? <Picture key={key} image={item} title="" /> : <Text key={key} value={item} />,
      )}
    </div>
  )
}

function Actions({ block, blockId }: { block: Json; blockId: string }) {
  return (
    <div className="actions">
      {keyed(records(block.elements), actionIdOf).map(({ key, item, index }) => (
        <Element key={key} element={item} blockId={blockId} actionId={actionIdOf(item, index)} label="" />
      ))}
    </div>
  )
}
