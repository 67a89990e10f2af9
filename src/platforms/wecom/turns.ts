import { setTimeout as wait } from 'node:timers/promises'

/** Work of several people at the same time, each one's in its order. */
export interface Turns {
  /** Runs after what was begun before for the same person. */
  next<T>(person: string, work: () => Promise<T>): Promise<T>
  /** Something that `idle` waits for; never rejects. */
  track(work: Promise<unknown>): void
  idle(patienceMs: number): Promise<void>
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  const running = new Set<Promise<unknown>>()
  return {
    next(person, work) {
      const turn = (last.get(person) ?? Promise.resolve()).then(work)
      const ended: Promise<unknown> = turn
        .catch(() => undefined)
        .finally(() => {
          if (last.get(person) === ended) last.delete(person)
        })
      last.set(person, ended)
      return turn
    },
    track(work) {
      const tracked: Promise<unknown> = work.finally(() => running.delete(tracked))
      running.add(tracked)
    },
    async idle(patienceMs) {
      const late = new AbortController()
      const patience = wait(patienceMs, 'late', { signal: late.signal, ref: false }).catch(() => 'late')
      while (running.size > 0) if ((await Promise.race([Promise.all(running), patience])) === 'late') break
      late.abort()
    },
  }
}
