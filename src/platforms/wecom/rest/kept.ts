/** Something that WeCom gives for a time: asked for once at a time, and used until shortly before it ends. */
export interface Kept {
  /** Those who need it at the same time wait for the same answer. Rejects as asking does. */
  get(): Promise<string>
  /** It is taken no more: the next `get` asks for another. */
  drop(value: string): void
}

/** What ends on its way would be refused. */
const earlyMs = 5 * 60_000

export function createKept(fetch: () => Promise<{ value: string; seconds: number }>, now: () => Date): Kept {
  let kept: { value: string; until: number } | null = null
  let flight: Promise<string> | null = null
  const fetched = async (): Promise<string> => {
    const { value, seconds } = await fetch()
    kept = { value, until: now().getTime() + Math.max(seconds * 1_000 - earlyMs, seconds * 500) }
    return value
  }
  return {
    get() {
      if (kept && now().getTime() < kept.until) return Promise.resolve(kept.value)
      flight ??= fetched().finally(() => {
        flight = null
      })
      return flight
    },
    drop(value) {
      if (kept?.value === value) kept = null
    },
  }
}
