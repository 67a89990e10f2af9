/** Something about a customer that a filter asks for or an effect changes; `value` null: any of it. */
export interface Fact {
  field: 'tag' | 'tier' | 'stage' | 'segment'
  value: string | null
}

/** A segment as far as it can move others. */
export interface Mover {
  id: number
  name: string
  reads: readonly Fact[]
  writes: readonly Fact[]
}

/** One segment changes what the next one asks for. */
export interface Step {
  from: Mover
  fact: Fact
  to: Mover
}

const touches = (write: Fact, read: Fact): boolean =>
  write.field === read.field && (write.value === null || read.value === null || write.value === read.value)

/** Whom a segment moves, and by what. */
function stepsFrom(from: Mover, movers: readonly Mover[]): Step[] {
  return movers.flatMap(to => {
    const fact = from.writes.find(write => to.reads.some(read => touches(write, read)))
    return fact ? [{ from, fact, to }] : []
  })
}

/**
 * The way from this segment back to itself, the shortest; null when there is none. With such a way customers could come in and go out
 * for ever, or keep themselves in.
 */
export function loopFrom(start: Mover, movers: readonly Mover[]): Step[] | null {
  const seen = new Set<number>()
  let ways: Step[][] = stepsFrom(start, movers).map(step => [step])
  while (ways.length > 0) {
    const next: Step[][] = []
    for (const way of ways) {
      const at = way.at(-1)?.to
      if (!at || at.id === start.id) return way
      if (seen.has(at.id)) continue
      seen.add(at.id)
      next.push(...stepsFrom(at, movers).map(step => [...way, step]))
    }
    ways = next
  }
  return null
}

/** Writers before readers, else in the order given. With a loop (two people saved at once) some order still comes out. */
export function inOrder<M extends Mover>(movers: readonly M[]): M[] {
  const ordered: M[] = []
  const placed = new Set<number>()
  const place = (mover: M, under: ReadonlySet<number>): void => {
    if (placed.has(mover.id) || under.has(mover.id)) return
    const below = new Set([...under, mover.id])
    for (const other of movers)
      if (other.writes.some(write => mover.reads.some(read => touches(write, read)))) place(other, below)
    if (placed.has(mover.id)) return
    placed.add(mover.id)
    ordered.push(mover)
  }
  for (const mover of movers) place(mover, new Set())
  return ordered
}
