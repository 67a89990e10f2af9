import type { Chance } from './random.ts'

/** A made-up company, in one of the two languages. */
export interface CompanyName {
  name: string
  /** What tells it from the others: the coined word, or region and brand. */
  own: string
  industry: string
}

const onsets = ['b', 'c', 'ch', 'd', 'f', 'g', 'j', 'k', 'l', 'm', 'n', 'p', 'ph', 'qu', 'r', 's', 'sh', 't', 'th', 'v', 'w', 'z']
const vowels = ['a', 'e', 'i', 'o', 'u', 'ia', 'ea']
const syllables = onsets.flatMap(onset => vowels.map(vowel => onset + vowel))
const endings = [
  'ado',
  'berg',
  'cent',
  'dyne',
  'era',
  'fold',
  'gate',
  'hart',
  'ion',
  'land',
  'mont',
  'nova',
  'point',
  'quist',
  'rock',
  'stone',
  'tech',
  'vale',
  'well',
  'wick',
]
const englishIndustries = [
  'Logistics',
  'Foods',
  'Retail',
  'Textiles',
  'Machinery',
  'Pharma',
  'Software',
  'Interiors',
  'Packaging',
  'Optics',
  'Travel',
  'Energy',
]
const legal = ['GmbH', 'Ltd', 'Inc', 'AG', 'SA', 'LLC']
const given = [
  'Anna',
  'Ben',
  'Clara',
  'David',
  'Elena',
  'Felix',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Karin',
  'Leo',
  'Mona',
  'Nils',
  'Olga',
  'Paul',
]
const family = [
  'Becker',
  'Carter',
  'Dubois',
  'Evans',
  'Fischer',
  'Grant',
  'Hansen',
  'Ivanov',
  'Jensen',
  'Keller',
  'Lopez',
  'Meyer',
  'Novak',
  'Olsen',
  'Parker',
  'Rossi',
]

const regions = ['上海', '杭州', '苏州', '南京', '宁波', '合肥', '无锡', '厦门', '青岛', '成都', '深圳', '武汉']
const brandHeads = [...'晨锐恒瑞华信远博嘉盛宏达凯兴云启明泰丰星海联创安和卓越天宇金诚']
const brandTails = [...'科达通源光力辉顺捷成业景图域峰程川润邦森航宸']
const chineseIndustries = ['物流', '食品', '零售', '纺织', '机械', '医药', '软件', '家居', '包装', '光电', '旅游', '能源']
const chineseFamily = [...'王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗']
const chineseGiven = ['伟', '芳', '娜', '敏', '静', '强', '磊', '洋', '艳', '杰', '晓雯', '建国', '志强', '雨桐', '思远', '佳怡']

/** Distinct for different numbers below 474,320, and none is the end of another: the number itself is spelt in three syllables. */
export function englishCompany(number: number, chance: Chance): CompanyName {
  const at = (list: readonly string[], index: number): string => list[index % list.length] ?? ''
  const spread = (number * 7_919) % (endings.length * syllables.length ** 2)
  const first = Math.floor(spread / endings.length)
  const word = at(syllables, Math.floor(first / syllables.length)) + at(syllables, first) + at(endings, spread)
  const own = word.slice(0, 1).toUpperCase() + word.slice(1)
  const industry = chance.pick(englishIndustries)
  return { name: `${own} ${industry} ${chance.pick(legal)}`, own, industry }
}

/** Brands of three characters repeat in other regions and industries, as they do. */
export function chineseCompany(chance: Chance): CompanyName {
  const own = chance.pick(regions) + chance.pick(brandHeads) + chance.pick(brandHeads) + chance.pick(brandTails)
  const industry = chance.pick(chineseIndustries)
  return { name: `${own}${industry}有限公司`, own, industry }
}

export const englishPerson = (chance: Chance): string => `${chance.pick(given)} ${chance.pick(family)}`
export const chinesePerson = (chance: Chance): string => chance.pick(chineseFamily) + chance.pick(chineseGiven)
