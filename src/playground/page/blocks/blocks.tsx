import type { UiClick } from '../../ui-contract.ts'
import { SurfaceContext } from '../state/surface-context.ts'
import { Block } from './block.tsx'
import { blockIdOf } from './fields.ts'
import { record } from './json.ts'
import { keyed } from './keyed.ts'
import { useFields } from './use-fields.ts'

/** Blocks in order. */
export function Blocks({ blocks, errors }: { blocks: readonly unknown[]; errors?: Record<string, string> }) {
  return keyed(blocks.map(record), block => blockIdOf(block, 0)).map(({ key, item, index }) => {
    const blockId = blockIdOf(item, index)
    return <Block key={key} block={item} blockId={blockId} error={errors?.[blockId] ?? ''} />
  })
}

/** Blocks outside a form: a message's or the home page's, with their own values. */
export function BlockSurface({ where, blocks }: { where: UiClick['where']; blocks: readonly unknown[] }) {
  const { surface } = useFields(where, blocks)
  return (
    <SurfaceContext value={surface}>
      <div className="blocks">
        <Blocks blocks={blocks} />
      </div>
    </SurfaceContext>
  )
}
