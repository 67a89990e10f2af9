import { type Locale, type Worded, wording } from '../../chat/wording.ts'
import type { RfmGroup, RfmSegment } from './rules.ts'

const names = wording<Record<RfmSegment, string>>({
  en: {
    champions: 'champions',
    loyal: 'loyal',
    potential: 'potential',
    new: 'new',
    'needs-attention': 'needs attention',
    'about-to-leave': 'about to leave',
    hibernating: 'hibernating',
    lost: 'lost',
  },
  'zh-CN': {
    champions: '核心客户',
    loyal: '忠诚客户',
    potential: '成长客户',
    new: '新客户',
    'needs-attention': '需关注客户',
    'about-to-leave': '即将流失',
    hibernating: '沉睡客户',
    lost: '疑似流失',
  },
})

export const rfmName = (segment: RfmSegment, locale: Locale): string => names(locale)[segment]

/** A group's name and, in one line, what to do about it. */
interface Group {
  name: Worded
  strategy: Worded
}

export const groups: Record<RfmGroup, Group> = {
  'high-value': {
    name: { en: 'High value', 'zh-CN': '高价值' },
    strategy: {
      en: 'Keep close: a named contact, early offers and a thank-you; ask for referrals.',
      'zh-CN': '重点维系：专人对接、优先体验和专属回馈，可请他们转介绍。',
    },
  },
  promising: {
    name: { en: 'Promising', 'zh-CN': '潜力' },
    strategy: {
      en: 'Bring to the next order: related products, a bundle, an offer with an end date.',
      'zh-CN': '促进复购：推荐关联产品或组合，给出有期限的优惠。',
    },
  },
  new: {
    name: { en: 'New', 'zh-CN': '新客户' },
    strategy: {
      en: 'Ask how the first order went within a week, help them settle in, suggest the second.',
      'zh-CN': '首单后一周内回访，协助用好产品，引导第二单。',
    },
  },
  'about-to-leave': {
    name: { en: 'About to leave', 'zh-CN': '即将流失' },
    strategy: {
      en: 'Call now, before anything is sent: find out why they stopped, and solve that first.',
      'zh-CN': '尽快电话沟通，先弄清停单原因并解决，再谈优惠。',
    },
  },
  'to-wake': {
    name: { en: 'To wake up', 'zh-CN': '待唤醒' },
    strategy: {
      en: 'One friendly reason to come back, then let it rest: little effort each, no pressure.',
      'zh-CN': '给一个回来的理由，如新品或老客回馈；控制投入，不反复打扰。',
    },
  },
}
