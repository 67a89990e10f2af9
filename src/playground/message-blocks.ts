import { refuseMessage } from './blocks/message.ts'
import { blocksWithin, elementsOf } from './blocks/uniqueness.ts'
import type { Json, SharedFile } from './model.ts'
import { ApiError } from './web-api/error.ts'
import type { World } from './world.ts'

/** Throws ApiError when Slack would refuse these blocks in a message: by their shape, or by what this workspace has. */
export function checkBlocks(world: World, blocks: unknown): void {
  const refusal = refuseMessage(blocks)
  if (refusal) throw new ApiError(refusal.error, refusal.messages)
  const all = blocksWithin(blocks, '/blocks')
  const chart = all.find(({ block }) => block.type === 'data_visualization')
  if (chart && !world.hasCharts) {
    throw new ApiError('invalid_blocks', [`[ERROR] unsupported type: data_visualization [json-pointer:${chart.pointer}]`])
  }
  const missing = picturesIn(blocks).filter(({ id }) => !world.uploads.isReady(id))
  if (missing.length > 0) {
    throw new ApiError(
      'invalid_blocks',
      missing.map(({ pointer }) => `[ERROR] invalid slack file [json-pointer:${pointer}/slack_file]`),
    )
  }
}

/** The uploaded files that these blocks show. */
export function picturesOf(world: World, blocks: unknown): SharedFile[] {
  return picturesIn(blocks).flatMap(({ id }) => world.uploads.kept(id) ?? [])
}

function picturesIn(blocks: unknown): { id: string; pointer: string }[] {
  return blocksWithin(blocks, '/blocks').flatMap(({ block, pointer }) => {
    const elements = elementsOf(block).map(each => ({ holder: each.element, pointer: `${pointer}${each.pointer}` }))
    return [{ holder: block, pointer }, ...elements].flatMap(({ holder, pointer: here }) => {
      const file = holder.slack_file as Json | undefined
      return file ? [{ id: String(file.id ?? ''), pointer: here }] : []
    })
  })
}
