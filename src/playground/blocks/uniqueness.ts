type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** The interactive elements directly in one block, with their JSON pointers below the block's. */
export function elementsOf(block: Json): { element: Json; pointer: string }[] {
  const found = list(block.elements).map((element, index) => ({ element, pointer: `/elements/${index}` }))
  if (isObject(block.accessory)) found.push({ element: block.accessory, pointer: '/accessory' })
  if (isObject(block.element)) found.push({ element: block.element, pointer: '/element' })
  list(block.actions).forEach((element, index) => {
    found.push({ element, pointer: `/actions/${index}` })
  })
  return found
}

/** Every block with its pointer: top level, children of containers, cards of carousels. */
export function blocksWithin(blocks: unknown, pointer: string): { block: Json; pointer: string }[] {
  return list(blocks).flatMap((block, index) => {
    const here = `${pointer}/${index}`
    const cards = block.type === 'carousel' ? blocksWithin(block.elements, `${here}/elements`) : []
    return [{ block, pointer: here }, ...blocksWithin(block.child_blocks, `${here}/child_blocks`), ...cards]
  })
}

function optionsOf(element: Json): Json[] {
  return [...list(element.options), ...list(element.option_groups).flatMap(group => list(group.options))]
}

function repeated<T>(items: T[], key: (item: T) => unknown): T[] {
  const seen = new Set<unknown>()
  return items.filter(item => {
    const id = key(item)
    if (id === undefined) return false
    const again = seen.has(id)
    seen.add(id)
    return again
  })
}

/** Ids that must differ: block_id in the message or view, action_id in its block, option values in their menu. */
export function repeatedIds(blocks: unknown, base: string): string[] {
  const all = blocksWithin(blocks, base)
  const problems = repeated(all, each => each.block.block_id).map(
    each => `[ERROR] block_id \`${String(each.block.block_id)}\` already exists [json-pointer:${each.pointer}/block_id]`,
  )
  for (const { block, pointer } of all) {
    const elements = elementsOf(block)
    for (const each of repeated(elements, item => item.element.action_id)) {
      problems.push(
        `[ERROR] action_id \`${String(each.element.action_id)}\` already exists [json-pointer:${pointer}${each.pointer}/action_id]`,
      )
    }
    for (const each of elements) {
      for (const option of repeated(optionsOf(each.element), item => item.value)) {
        problems.push(`[ERROR] value \`${String(option.value)}\` already exists [json-pointer:${pointer}${each.pointer}/options]`)
      }
    }
  }
  return problems
}
