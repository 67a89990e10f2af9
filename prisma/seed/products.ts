/** A product: SKU, name in each language, and in how many of a company's orders it is: every order, every second, ... */
interface Product {
  sku: string
  name: { english: string; chinese: string }
  every: number
  /** Of which orders, counted from the first. */
  from: number
}

const product = (sku: string, every: number, from: number, english: string, chinese: string): Product => ({
  sku,
  every,
  from,
  name: { english, chinese },
})

/** Where guests and buyers are, and where people work, lamps of different kinds are bought. */
const guests = [
  product('BB-E27', 1, 0, 'Bulbs E27, box of 50', '球泡灯 E27（50 只装）'),
  product('SP-7W', 2, 0, 'Spot 7 W', '射灯 7W'),
  product('TR-T3', 3, 0, 'Track light T3', '轨道射灯 T3'),
  product('DM-2', 2, 1, 'Wall dimmer', '墙壁调光开关'),
  product('PD-30', 3, 1, 'Pendant lamp 30 cm', '吊灯 30cm'),
]
const work = [
  product('LP-6060', 1, 0, 'LED panel 60×60', 'LED 面板灯 600×600'),
  product('EX-01', 2, 0, 'Emergency exit light', '应急指示灯'),
  product('DN-22', 3, 0, 'Downlight 22 cm', '筒灯 22cm'),
  product('MS-1', 2, 1, 'Motion sensor', '人体感应器'),
  product('TB-T8', 3, 1, 'LED tubes T8, box of 25', 'T8 灯管（25 支装）'),
]
const workplaces = /Real estate|Logistics|Health|Industry|Education|Infrastructure|软件|物流|教育|制造|园区|商超|影院/

interface Line {
  sku: string
  name: string
  amount: string
}

/**
 * The lines of a company's order, `number` counted from its first. Every second company has not discovered one of its products yet, so that
 * there is something to suggest. `share` (0 <= share < 1) decides how the amount is split.
 */
export function orderLines(
  company: { industry: string; index: number; language: 'english' | 'chinese' },
  number: number,
  amount: string,
  share: number,
): Line[] {
  const range = workplaces.test(company.industry) ? work : guests
  const unknown = company.index % 2 === 0 ? 1 + ((company.index / 2) % 4) : null
  const bought = range.filter(({ every, from }, at) => at !== unknown && number >= from && (number - from) % every === 0)
  const weights = bought.map((_, at) => 1 + ((share * (7 * at + 3)) % 1))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const total = Math.round(Number(amount) * 100)
  const cents = weights.map(weight => Math.floor((total * weight) / all))
  cents[0] = total - cents.slice(1).reduce((sum, part) => sum + part, 0)
  return bought.map(({ sku, name }, at) => ({ sku, name: name[company.language], amount: ((cents[at] ?? 0) / 100).toFixed(2) }))
}
