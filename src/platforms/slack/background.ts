import { setTimeout as wait } from 'node:timers/promises'

/** Work that goes on after the acknowledgement. */
export interface Background {
  add(work: Promise<unknown>): void
  /** Resolves when nothing runs any more, or after this time. */
  idle(patienceMs: number): Promise<void>
}

export function createBackground(): Background {
  const running = new Set<Promise<unknown>>()
  return {
    add(work) {
      const tracked: Promise<unknown> = work.catch(() => undefined).finally(() => running.delete(tracked))
      running.add(tracked)
    },
    async idle(patienceMs) {
      const patience = new AbortController()
      const late = wait(patienceMs, 'late', { signal: patience.signal, ref: false }).catch(() => 'late')
      while (running.size > 0) {
        if ((await Promise.race([Promise.all(running), late])) === 'late') break
      }
      patience.abort()
    },
  }
}
