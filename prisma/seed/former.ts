import type { Company, Left } from './companies.ts'

/**
 * Customers of earlier years who stopped ordering: what is usual before somebody leaves can only be learnt from those who did. Most came from
 * trade fairs, which is what they share; every third left within the last three months, and of two of three somebody wrote down why.
 */
export function former(language: 'english' | 'chinese'): Company[] {
  const [first, second] = names[language]
  const isEnglish = language === 'english'
  return first.flatMap((one, row) =>
    second.map(({ word, industry }, column): Company => {
      const number = row * second.length + column
      const silent = number % 3 === 0 ? 188 + ((number * 7) % 78) : 275 + ((number * 37) % 405)
      const left = leftOf(language, number, silent)
      return {
        name: isEnglish ? `${one} ${word}` : `${one}${word}`,
        tier: ['C', 'B', 'C', 'B', 'A', 'C'][(number * 5) % 6] ?? 'C',
        stage: isEnglish ? 'customer' : '成交',
        industry,
        region: regions[language][(number * 3) % 5] ?? '',
        cycle: 18 + ((number * 7) % 24),
        amount: (isEnglish ? 1 : 7) * (260 + ((number * 53) % 900)),
        silent,
        contact: null,
        orders: 4 + ((number * 5) % 10),
        tags: '',
        person: '',
        role: '',
        ...(number % 6 === 1 || number % 24 === 3 ? {} : { source: isEnglish ? 'trade fair' : '展会' }),
        ...(left && { left }),
      }
    }),
  )
}

/** The others are found by the rule. They are marked on the day on which the rule would have found them. */
function leftOf(language: 'english' | 'chinese', number: number, silent: number): Left | null {
  const said = reasons[language]
  const answer = answers[language].find(({ by }) => by === number)
  if (number % 5 === 4) return null
  return { days: silent - 180, reason: said[(number * 3) % said.length] ?? '', ...(answer && { answer }) }
}

const regions = {
  english: ['Germany', 'Austria', 'Netherlands', 'Denmark', 'France'],
  chinese: ['上海', '杭州', '苏州', '宁波', '温州'],
}

const reasons = {
  english: [
    'Price: a discounter is 15% cheaper',
    'Went to a competitor: they install as well',
    'Lamps flickered twice within a month',
    'Unhappy with the service: two late deliveries',
    'Price',
    'Closed or moved away: gave up the second site',
    'No longer needs it: the refit is finished',
  ],
  chinese: [
    '价格：比网购贵一成多',
    '选择了竞品：对方包安装',
    '灯具一个月坏了两次',
    '对服务不满意：两次延迟发货',
    '价格',
    '停业或搬迁：分店关了',
    '不再有需求：装修已完工',
  ],
}

const answers = {
  english: [
    { by: 0, reason: 'price', comment: 'Keep the prices you showed us at the fair for the second order too.' },
    { by: 6, reason: 'service', comment: 'Tell us before a delivery is late, not after.' },
    { by: 12, reason: 'price', comment: '' },
    { by: 21, reason: 'quality', comment: 'The dimmers hummed from the first week on.' },
  ],
  chinese: [
    { by: 0, reason: 'price', comment: '展会上的价格，第二单就没有了。' },
    { by: 6, reason: 'service', comment: '要晚到请提前说一声。' },
    { by: 12, reason: 'price', comment: '' },
    { by: 21, reason: 'quality', comment: '调光开关从第一周就有杂音。' },
  ],
}

const names = {
  english: [
    ['Amber', 'Birch', 'Cobalt', 'Dune', 'Ember', 'Fern', 'Granite', 'Heath'],
    [
      { word: 'Bistro', industry: 'Restaurants' },
      { word: 'Studios', industry: 'Design' },
      { word: 'Hostel', industry: 'Hospitality' },
      { word: 'Dental', industry: 'Health' },
      { word: 'Schools', industry: 'Education' },
    ],
  ],
  chinese: [
    ['常熟', '江阴', '余姚', '慈溪', '太仓', '海宁', '义乌', '启东'],
    [
      { word: '雅集茶楼', industry: '餐饮' },
      { word: '青舍民宿', industry: '酒店' },
      { word: '启明培训', industry: '教育' },
      { word: '恒信物流', industry: '物流' },
      { word: '邻里便利店', industry: '零售' },
    ],
  ],
} as const
