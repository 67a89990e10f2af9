/**
 * Counts how often each 64-bit hash has come by. Twelve bytes an entry in flat arrays: ten million rows take 250 MB, where a Map
 * would take several times that and end at 16 million.
 */
export class Occurrences {
  #high = new Uint32Array(1 << 12)
  #low = new Uint32Array(1 << 12)
  #count = new Uint32Array(1 << 12)
  #entries = 0

  /** Counts one more and returns its number, from 1. */
  next(high: number, low: number): number {
    if (this.#entries * 3 > this.#count.length * 2) this.#grow()
    const at = this.#slot(high, low)
    const seen = this.#count[at] ?? 0
    if (seen === 0) {
      this.#high[at] = high
      this.#low[at] = low
      this.#entries += 1
    }
    this.#count[at] = seen + 1
    return seen + 1
  }

  #slot(high: number, low: number): number {
    const mask = this.#count.length - 1
    let at = low & mask
    while (this.#count[at] !== 0 && (this.#high[at] !== high || this.#low[at] !== low)) at = (at + 1) & mask
    return at
  }

  #grow(): void {
    const [high, low, count] = [this.#high, this.#low, this.#count]
    const size = count.length * 2
    this.#high = new Uint32Array(size)
    this.#low = new Uint32Array(size)
    this.#count = new Uint32Array(size)
    for (let i = 0; i < count.length; i++) {
      const seen = count[i] ?? 0
      if (seen === 0) continue
      const at = this.#slot(high[i] ?? 0, low[i] ?? 0)
      this.#high[at] = high[i] ?? 0
      this.#low[at] = low[i] ?? 0
      this.#count[at] = seen
    }
  }
}
