/** Items with keys that stay theirs: the item's name, and its count where a name repeats. */
export function keyed<T>(items: readonly T[], nameOf: (item: T) => string): { key: string; item: T; index: number }[] {
  const seen = new Map<string, number>()
  return items.map((item, index) => {
    const name = nameOf(item)
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { key: `${name}#${count}`, item, index }
  })
}
