import type { Company } from './companies.ts'

/** Customers of earlier years who stopped ordering: what is usual before somebody leaves can only be learnt from those who did. */
export function former(language: 'english' | 'chinese'): Company[] {
  const [first, second] = names[language]
  return first.flatMap((one, row) =>
    second.map(({ word, industry }, column): Company => {
      const number = row * second.length + column
      return {
        name: language === 'english' ? `${one} ${word}` : `${one}${word}`,
        tier: 'C',
        stage: language === 'english' ? 'customer' : '成交',
        industry,
        region: language === 'english' ? (['Germany', 'Austria', 'Denmark', 'France'][row % 4] ?? '') : '华东',
        cycle: 18 + ((number * 7) % 24),
        amount: (language === 'english' ? 1 : 7) * (260 + ((number * 53) % 900)),
        silent: 200 + ((number * 37) % 480),
        contact: null,
        orders: 4 + ((number * 5) % 10),
        tags: '',
        person: '',
        role: '',
      }
    }),
  )
}

const names = {
  english: [
    ['Amber', 'Birch', 'Cobalt', 'Dune', 'Ember', 'Fern', 'Granite', 'Heath'],
    [
      { word: 'Bistro', industry: 'Restaurants' },
      { word: 'Studios', industry: 'Design' },
      { word: 'Hostel', industry: 'Hospitality' },
      { word: 'Dental', industry: 'Health' },
      { word: 'Gallery', industry: 'Culture' },
    ],
  ],
  chinese: [
    ['常熟', '江阴', '余姚', '慈溪', '太仓', '海宁', '义乌', '启东'],
    [
      { word: '雅集茶楼', industry: '餐饮' },
      { word: '青舍民宿', industry: '酒店' },
      { word: '康齿口腔', industry: '医疗' },
      { word: '元初画廊', industry: '文化' },
      { word: '邻里便利店', industry: '零售' },
    ],
  ],
} as const
