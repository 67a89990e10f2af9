import type { UiFault } from './ui-contract.ts'

/**
 * A fault of the Web API. `error-before` answers 500 without doing anything, `error-after` does it and answers 500,
 * `hang` never answers and does it only when `stores` is set.
 */
export interface Fault extends UiFault {
  /** Seconds in Retry-After of a 429; 1 when absent. */
  retryAfter?: number
  /** Only calls whose `channel` argument is this. */
  channel?: string
  stores?: boolean
  /** Instead of hanging, the connection breaks. */
  cuts?: boolean
}

export interface Faults {
  /** Adds a fault, or with `remaining: 0` clears those of the same method, kind and channel. */
  set(fault: Fault): void
  clear(): void
  /** The fault that hits this call, counted down. */
  hit(method: string, channel: string | undefined): Fault | null
  list(): UiFault[]
}

/** The faults to inject; `changed` is told after every change. */
export function createFaults(changed: (faults: UiFault[]) => void): Faults {
  let active: Fault[] = []
  const list = () => active.map(({ method, kind, remaining }) => ({ method, kind, remaining }))
  const same = (a: Fault, b: Fault) => a.method === b.method && a.kind === b.kind && a.channel === b.channel
  return {
    set(fault) {
      active = active.filter(each => !same(each, fault))
      if (fault.remaining > 0) active.push({ ...fault })
      changed(list())
    },
    clear() {
      active = []
      changed(list())
    },
    hit(method, channel) {
      const fault = active.find(
        each => (each.method === '*' || each.method === method) && (each.channel === undefined || each.channel === channel),
      )
      if (!fault) return null
      fault.remaining -= 1
      active = active.filter(each => each.remaining > 0)
      changed(list())
      return fault
    },
    list,
  }
}
