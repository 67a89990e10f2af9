import { type Locale, wording } from '../../chat/wording.ts'

/** What only WeCom's robot and app need to say. */
export const wecomWords = wording({
  en: {
    welcome: (id: string) =>
      `Hello, this is Rapport. Send “customer acme” for a customer, “care” for your tasks, “help” for everything. Your member id is ${id}.`,
    onlyText: 'I read text and voice only. Please write it.',
    answeredAlone: 'Answered in our direct chat: this group belongs to no team yet (/rapport setup).',
    writeFirst: 'Customer data does not belong in this group. Open a direct chat with me, write anything there, and ask again.',
    act: 'Answer with the code to do it, such as',
    choose: 'Choose',
    done: 'Done',
    formHow: (label: string) =>
      `Answer in one message, a line “field: value” each, such as “${label}: …”. What you leave out stays as it is; “none” empties it. “submit” saves, “cancel” ends it. Kept for 24 hours.`,
    formPage: 'Fill it in on a page',
    required: ' (required)',
    options: 'One of: ',
    severalOptions: 'Any of: ',
    empty: '–',
    asked: (label: string) => `“${label}” is still missing. Just write it.`,
    notSaved: 'Nothing was saved yet. Please correct these, what else you wrote is kept:',
    cancelled: 'Cancelled, nothing was saved.',
    unknownOption: (options: string) => `not among: ${options}`,
    noDate: 'not a date; write 2026-10-31, or “next Friday”',
    noPerson: 'nobody with that member id has written to me yet',
    noCustomer: 'no such customer',
    manyCustomers: (names: string) => `which one? ${names}`,
    noField: 'there is no such field',
    missing: 'is missing',
    tooLong: (most: number) => `at most ${most} characters`,
  },
  'zh-CN': {
    welcome: (id: string) =>
      `您好，我是 Rapport。发送“客户 公司名”查看客户，“关怀”查看任务，“帮助”查看全部功能。您的成员 ID 是 ${id}。`,
    onlyText: '目前只能处理文字和语音，请用文字告诉我。',
    answeredAlone: '已私聊回复您：这个群还没有绑定团队（/rapport 设置）。',
    writeFirst: '客户资料不宜在这个群里显示。请先私聊我发一条消息，然后再问一次。',
    act: '回复编号即可操作，例如',
    choose: '请选择',
    done: '已处理',
    formHow: (label: string) =>
      `请用一条消息回复，每行写“字段：值”，例如“${label}：……”。没写的保持原样，写“无”表示清空。发送“提交”保存，“取消”放弃。24 小时内有效。`,
    formPage: '在页面里填写',
    required: '（必填）',
    options: '可选：',
    severalOptions: '可多选：',
    empty: '–',
    asked: (label: string) => `还差“${label}”，直接回复即可。`,
    notSaved: '还没有保存，请改正以下内容（其余已保留）：',
    cancelled: '已取消，没有保存。',
    unknownOption: (options: string) => `请从这些里选：${options}`,
    noDate: '看不出是哪一天，请写成 2026-10-31，或“下周五”',
    noPerson: '没有找到这个成员 ID，对方需要先给我发过消息',
    noCustomer: '没有找到这个客户',
    manyCustomers: (names: string) => `有多个匹配：${names}`,
    noField: '没有这一项',
    missing: '必填',
    tooLong: (most: number) => `最多 ${most} 个字`,
  },
})

/** What ends or submits an open form, in whatever language. */
export const formWords = {
  cancel: new Set(['取消', 'cancel']),
  submit: new Set(['提交', '保存', '确定', 'submit', 'save']),
  none: new Set(['无', '空', 'none', '-', '–']),
}

export const joined = (locale: Locale, texts: readonly string[]): string => texts.join(locale === 'en' ? ', ' : '、')
