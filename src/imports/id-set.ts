const pageBits = 1 << 16

/** A set of record ids, one bit each in pages: a whole run's ids stay small, however many there are. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>()

  has(id: number): boolean {
    const page = this.#pages.get(Math.floor(id / pageBits))
    const bit = id % pageBits
    return page !== undefined && ((page[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0
  }

  add(id: number): void {
    const number = Math.floor(id / pageBits)
    const page = this.#pages.get(number) ?? new Uint8Array(pageBits >> 3)
    this.#pages.set(number, page)
    const bit = id % pageBits
    page[bit >> 3] = (page[bit >> 3] ?? 0) | (1 << (bit & 7))
  }
}
