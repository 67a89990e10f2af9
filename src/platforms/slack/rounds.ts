/** How often each open form was answered with errors, so that the next attempt is a new event. */
export interface Rounds {
  of(view: string): number
  next(view: string): void
}

const kept = 5_000

export function createRounds(): Rounds {
  const counts = new Map<string, number>()
  return {
    of: view => counts.get(view) ?? 0,
    next(view) {
      counts.set(view, (counts.get(view) ?? 0) + 1)
      for (const oldest of counts.keys()) {
        if (counts.size <= kept) break
        counts.delete(oldest)
      }
    },
  }
}
