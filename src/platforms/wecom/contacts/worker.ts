/** Work done one at a time: asked for while it runs, it runs once more afterwards, however often it was asked for. */
export interface Worker {
  /** Resolves when work that began after this call has ended. */
  run(): Promise<void>
}

/** `work` never rejects. */
export function createWorker(work: () => Promise<void>): Worker {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const run = (): Promise<void> => {
    if (running) {
      next ??= running.then(() => {
        next = null
        return run()
      })
      return next
    }
    running = work().finally(() => {
      running = null
    })
    return running
  }
  return { run }
}
