import { ruleReasons } from '../../customers/left-reason.ts'

/** What reasons are counted by: the choices of the shipped questionnaire, and what only reps say. */
export const reasonNames = [
  'price',
  'quality',
  'product',
  'service',
  'competitor',
  'no-need',
  'closed',
  'other',
  'rule',
  'none',
] as const
export type ReasonName = (typeof reasonNames)[number]

/** Earlier ones go before where two begin at the same word: a product's quality is quality. */
const spoken: readonly [ReasonName, RegExp][] = [
  [
    'price',
    /\b(?:pric|expensive|cheap|costs?\b|costly|budget|discount|afford|fees?\b)|价格|价钱|报价|贵|预算|费用|成本|便宜|涨价|折扣/iu,
  ],
  [
    'quality',
    /\b(?:(?:product )?quality|defect|broke|fault|flicker|damaged)|(?:产品)?(?:质量|品质)|故障|瑕疵|次品|不良品|损坏|坏了/iu,
  ],
  ['product', /\b(?:product|feature|assortment|selection|function|models?\b)|产品|功能|型号|款式|规格|不合适|不适合/iu],
  [
    'service',
    /\b(?:(?:unhappy with (?:the )?)?service|support|respon[sd]|slow|late\b|deliver|rude|complain)|(?:对)?(?:服务|售后|客服)|态度|响应|回复慢|交货|交期|发货|物流|配送|投诉/iu,
  ],
  [
    'competitor',
    /\b(?:(?:(?:went|moved|switched|changed) (?:over )?(?:to|with) (?:a |an |another |the )?)?(?:compet|rival|other supplier|another supplier|somebody else|someone else)|switched)|(?:选择了|换了|换成|转向)?(?:竞品|竞争|对手|友商|同行|别家|其他供应商|别的供应商|另一家)|换了供应商/iu,
  ],
  [
    'no-need',
    /\b(?:no (?:longer |more )?need|(?:do|does|did)(?: not|n['’]t) need|not needed|need it any|project (?:is )?(?:over|ended|finished)|stopped using)|(?:不再|不|没|没有|无|暂无)(?:有|再)?(?:需要|需求)|项目(?:已)?(?:结束|完成|取消)/iu,
  ],
  [
    'closed',
    /\b(?:clos(?:ed|ing|ure)|bankrupt|insolven|liquidat|out of business|moved away|moving away|relocat|shut)|停业|歇业|倒闭|破产|关店|关门|闭店|注销|搬迁|搬走/iu,
  ],
]

const byRule = new Set(ruleReasons.map(reason => reason.normalize('NFKC').toLowerCase()))

/** Which reason somebody's own words give: the one they name first. Pure. */
export function reasonOf(text: string | null): ReasonName {
  const plain = (text ?? '').normalize('NFKC').trim()
  if (!plain) return 'none'
  if (byRule.has(plain.toLowerCase())) return 'rule'
  const found = spoken.flatMap(([name, pattern]) => {
    const at = plain.search(pattern)
    return at < 0 ? [] : [{ name, at }]
  })
  return found.toSorted((one, other) => one.at - other.at)[0]?.name ?? 'other'
}

export interface ReasonCount {
  name: ReasonName
  /** What reps wrote and what customers answered: two questions put to two people, so they are never added up. */
  reps: number
  customers: number
}

export interface Reasons {
  counts: ReasonCount[]
  /** What reps wrote that is none of the reasons, as it was written, most frequent first. */
  ownWords: { text: string; count: number }[]
}

/** Counts both columns. `reps`: each text with how many have it; `answers`: by choice. Nothing of either: the row is left out. Pure. */
export function countReasons(
  reps: readonly { text: string | null; count: number }[],
  answers: readonly { choice: string; count: number }[],
): Reasons {
  const said = reps.map(({ text, count }) => ({ text, count, reason: reasonOf(text) }))
  const counts = reasonNames.map(name => ({
    name,
    reps: sum(said.filter(({ reason }) => reason === name)),
    customers: sum(answers.filter(({ choice }) => choice === name)),
  }))
  const byText = new Map<string, { text: string; count: number }>()
  for (const { text, count, reason } of said) {
    if (text === null || reason !== 'other') continue
    const key = normalised(text)
    const known = byText.get(key)
    if (known) known.count += count
    else if (key) byText.set(key, { text: text.trim(), count })
  }
  return {
    counts: counts.filter(count => count.reps + count.customers > 0).toSorted((one, other) => rank(one) - rank(other)),
    ownWords: [...byText.values()].toSorted((one, other) => other.count - one.count),
  }
}

const sum = (rows: readonly { count: number }[]): number => rows.reduce((total, { count }) => total + count, 0)

/** Reasons by how often they are given; what says no reason comes last. */
const rank = ({ name, reps, customers }: ReasonCount): number =>
  name === 'rule' || name === 'none' ? reasonNames.indexOf(name) * 1e9 : -(reps + customers)

const normalised = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()
