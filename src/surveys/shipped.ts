import type { Questionnaire } from './questionnaire.ts'

/** How likely they would recommend us: loyalty. */
export const nps: Questionnaire = {
  kind: 'nps',
  id: null,
  filter: null,
  name: { en: 'NPS', 'zh-CN': 'NPS 推荐意愿' },
  questions: [
    {
      kind: 'score',
      key: 'score',
      from: 0,
      to: 10,
      text: {
        en: 'How likely are you to recommend us to a colleague or a friend?',
        'zh-CN': '您有多大可能把我们推荐给同行或朋友？',
      },
      low: { en: 'not at all likely', 'zh-CN': '完全不可能' },
      high: { en: 'extremely likely', 'zh-CN': '非常可能' },
    },
    {
      kind: 'text',
      key: 'comment',
      text: { en: 'What is the main reason for your answer?', 'zh-CN': '打这个分数，主要原因是什么？' },
    },
  ],
}

/** How content they are with what we did last. */
export const csat: Questionnaire = {
  kind: 'csat',
  id: null,
  filter: null,
  name: { en: 'CSAT', 'zh-CN': 'CSAT 满意度' },
  questions: [
    {
      kind: 'score',
      key: 'score',
      from: 1,
      to: 5,
      text: { en: 'How satisfied were you with our service this time?', 'zh-CN': '您对我们这次的服务满意吗？' },
      low: { en: 'very dissatisfied', 'zh-CN': '非常不满意' },
      high: { en: 'very satisfied', 'zh-CN': '非常满意' },
    },
    {
      kind: 'text',
      key: 'comment',
      text: { en: 'What could we have done better?', 'zh-CN': '有哪些地方我们可以做得更好？' },
    },
  ],
}

/** Why they left; its choices are what `/retention lost` counts. */
export const lost: Questionnaire = {
  kind: 'lost',
  id: null,
  filter: null,
  name: { en: 'Why you left', 'zh-CN': '流失原因' },
  questions: [
    {
      kind: 'choice',
      key: 'reason',
      text: {
        en: 'You have not been with us for a while. What was the main reason?',
        'zh-CN': '您已有一段时间没有与我们合作，主要原因是什么？',
      },
      options: [
        { value: 'price', label: { en: 'Price', 'zh-CN': '价格' } },
        { value: 'product', label: { en: 'The product did not fit', 'zh-CN': '产品不合适' } },
        { value: 'quality', label: { en: 'Quality', 'zh-CN': '质量问题' } },
        { value: 'service', label: { en: 'Service', 'zh-CN': '服务问题' } },
        { value: 'competitor', label: { en: 'Went to somebody else', 'zh-CN': '换了其他供应商' } },
        { value: 'no-need', label: { en: 'No need any more', 'zh-CN': '不再需要' } },
        { value: 'other', label: { en: 'Something else', 'zh-CN': '其他原因' } },
      ],
    },
    {
      kind: 'text',
      key: 'comment',
      text: { en: 'What would have kept you with us?', 'zh-CN': '我们怎么改进，您会愿意继续合作？' },
    },
  ],
}

export const shipped: readonly Questionnaire[] = [nps, csat, lost]
