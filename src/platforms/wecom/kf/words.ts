import { wording } from '../../../chat/wording.ts'

/** What only 微信客服 needs to say. */
export const kfWords = wording({
  en: {
    number: (from: string, to: string) => `Just answer with a number from ${from} to ${to}.`,
    oneOf: (labels: string) => `Just answer with one of these: ${labels}`,
    page: 'Answer on a page',
    colon: ': ',
    stop: 'Answer STOP and we will never ask you again.',
    onlyText: 'I read text only. Please write it.',
    write: 'Just write it here.',
    nobody: 'Hello! Nobody reads along here at the moment. Please contact whoever looks after you directly.',
    passedOn: 'I have passed this on to a colleague of ours, who will answer here.',
  },
  'zh-CN': {
    number: (from: string, to: string) => `直接回复 ${from} 到 ${to} 的数字即可。`,
    oneOf: (labels: string) => `直接回复其中一项即可：${labels}`,
    page: '在网页里填写',
    colon: '：',
    stop: '回复“退订”，以后不再给您发问卷。',
    onlyText: '目前只支持文字消息，请用文字回复，谢谢！',
    write: '请直接在这里回复。',
    nobody: '您好，这里暂时没有人工接待，有事请直接联系为您服务的同事。',
    passedOn: '已为您转接同事，请稍候，会有人在这里回复您。',
  },
})
