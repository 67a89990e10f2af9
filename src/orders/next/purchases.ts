/** Days since 1970-01-01, local to the customer's team. */
export type Day = number

interface Bought {
  day: Day
  /** What is left of it after returns. */
  cents: number
  currency: string
}

/**
 * The days on which something was bought and kept, oldest first, from `day cents currency` of each order or line, joined by commas. A return
 * takes back what was bought last before it in its currency; a day on which nothing is left does not count.
 */
export function purchaseDays(text: string): Day[] {
  const kept: Bought[] = []
  for (const entry of daySums(text)) {
    if (entry.cents > 0) kept.push(entry)
    else takeBack(kept, entry)
  }
  return [...new Set(kept.filter(({ cents }) => cents > 0).map(({ day }) => day))]
}

/** One entry a day and currency, oldest first, so that an exchange within a day is what it comes to. */
export function daySums(text: string): Bought[] {
  const sums = new Map<string, Bought>()
  for (const entry of text.split(',')) {
    const [day = '', cents = '', currency = ''] = entry.split(' ')
    const known = sums.get(`${day} ${currency}`)
    if (known) known.cents += Number(cents)
    else sums.set(`${day} ${currency}`, { day: Number(day), cents: Number(cents), currency })
  }
  return [...sums.values()].sort((a, b) => a.day - b.day)
}

function takeBack(kept: Bought[], { cents, currency }: Bought): void {
  let owed = -cents
  for (let at = kept.length - 1; at >= 0 && owed > 0; at -= 1) {
    const bought = kept[at]
    if (!bought || bought.currency !== currency) continue
    const taken = Math.min(owed, bought.cents)
    bought.cents -= taken
    owed -= taken
  }
}
