import { type CompanyName, chineseCompany, chinesePerson, englishCompany, englishPerson } from './names.ts'
import { type Chance, chance } from './random.ts'

/** One customer of the benchmark's shop, with everything that hangs on it. Ids are given here, so that tables fit each other. */
export interface BenchCustomer extends CompanyName {
  id: number
  /** 1: English, 2: Chinese. */
  team: 1 | 2
  externalId: string
  phone: string
  tags: string[]
  contacts: { name: string; phone: string }[]
  /** Days before today of each order, oldest first. */
  orderDays: number[]
  /** Days before today of each interaction. */
  interactionDays: number[]
}

export const shopSeed = 20_260_301

const tags = ['vip', 'trial', 'wholesale', 'export', 'priority', 'seasonal', '重点', '渠道']
const dayMs = 24 * 60 * 60 * 1000

/** The same customers for everybody: three fifths English, two fifths Chinese, about five orders each in a rhythm of their own. */
export function* benchShop(count: number): Generator<BenchCustomer> {
  const random = chance(shopSeed)
  for (let id = 1; id <= count; id++) {
    const english = id % 5 < 3
    const company = english ? englishCompany(id, random) : chineseCompany(random)
    const number = String(1_000_000 + ((id * 7_919) % 9_000_000))
    yield {
      ...company,
      id,
      team: english ? 1 : 2,
      externalId: `B${id}`,
      phone: english ? `+49 30 ${number}` : `138${number}${id % 10}`,
      tags: tags.filter(() => random.next() < 0.12),
      contacts: Array.from({ length: random.whole(3) }, () => contact(english, random)),
      orderDays: rhythm(random),
      interactionDays: Array.from({ length: random.whole(4) }, () => random.whole(300)),
    }
  }
}

function contact(english: boolean, random: Chance): { name: string; phone: string } {
  const digits = String(10_000_000 + random.whole(89_999_999))
  return english
    ? { name: englishPerson(random), phone: `+49 171 ${digits}` }
    : { name: chinesePerson(random), phone: `139${digits}` }
}

/** One to nine orders, each about the customer's own cycle after the one before; some customers have fallen silent. */
function rhythm(random: Chance): number[] {
  const orders = 1 + random.whole(9)
  const cycle = 14 + random.next() ** 2 * 150
  let day = random.next() < 0.2 ? cycle * (2 + random.next() * 3) : cycle * random.next() * 1.3
  const days: number[] = []
  for (let i = 0; i < orders && day < 2_000; i++) {
    days.unshift(Math.floor(day))
    day += Math.max(1, cycle * (0.7 + random.next() * 0.6))
  }
  return days.length > 0 ? days : [Math.floor(cycle)]
}

/** That many days before `now`, at an hour of day that differs from row to row. */
export const daysBefore = (now: Date, days: number, row: number): Date =>
  new Date(now.getTime() - days * dayMs - (row % 600) * 60_000)

/** An order's amount as decimal text. */
export const amountOf = (customer: number, index: number): string =>
  `${20 + ((customer * 37 + index * 101) % 2_000)}.${10 + (index % 90)}`
