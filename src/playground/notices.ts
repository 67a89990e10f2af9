import type { Person } from './model.ts'

/** What "Slack" itself tells a person, in English and Simplified Chinese. */
const TEXTS = {
  unknownCommand: {
    en: (command: string) => `${command} is not a valid command. In Slack, type / to see the commands you can use.`,
    zh: (command: string) => `${command} 不是有效的命令。输入 / 可查看能用的命令。`,
  },
  externalCommand: {
    en: (command: string) => `${command} belongs to another company's workspace, so you can't use it in this channel.`,
    zh: (command: string) => `${command} 属于另一家公司的工作区，你不能在这个频道里使用。`,
  },
  externalShortcut: {
    en: (name: string) => `"${name}" belongs to another company's workspace, so you can't use it in this channel.`,
    zh: (name: string) => `“${name}”属于另一家公司的工作区，你不能在这个频道里使用。`,
  },
  threadCommand: {
    en: (command: string) => `${command} is not supported in threads. Sorry!`,
    zh: (command: string) => `${command} 不能在消息列（话题回复）里使用。`,
  },
  failed: {
    en: (what: string, failure: string) => `${what} failed with the error "${failure}".`,
    zh: (what: string, failure: string) => `${what} 失败，错误为“${failure}”。`,
  },
  trouble: {
    en: () => 'We had some trouble connecting. Try again?',
    zh: () => '连接出了点问题，请再试一次。',
  },
  element: {
    en: () => 'This app did not respond to what you did. Try again?',
    zh: () => '应用没有对你的操作作出响应，请再试一次。',
  },
  notMember: {
    en: () => 'You are not in this conversation, or it is archived.',
    zh: () => '你不在这个会话里，或者它已被归档。',
  },
  gone: {
    en: () => 'This is no longer here: the app has replaced or removed it.',
    zh: () => '它已不在这里：应用已将其替换或移除。',
  },
  notLoopback: {
    en: () => 'Requests go only to this machine: an address such as http://127.0.0.1:3100/slack/events.',
    zh: () => '请求只会发往本机，地址形如 http://127.0.0.1:3100/slack/events。',
  },
  notVerified: {
    en: (answer: string) => `Nothing there answered as the app does (${answer}). Is the bot running, with this signing secret?`,
    zh: (answer: string) => `该地址没有像应用那样回应（${answer}）。机器人是否已启动，并使用了这个 Signing Secret？`,
  },
  noHome: {
    en: () => "This app's Home tab is for members of its own workspace.",
    zh: () => '此应用的主页只对其所在工作区的成员开放。',
  },
  empty: {
    en: () => 'There is nothing to send.',
    zh: () => '没有可发送的内容。',
  },
  required: {
    en: () => 'Please complete this required field.',
    zh: () => '请填写此必填项。',
  },
  tooShort: {
    en: (length: string) => `Please enter at least ${length} characters.`,
    zh: (length: string) => `请至少输入 ${length} 个字符。`,
  },
  tooLong: {
    en: (length: string) => `Please enter no more than ${length} characters.`,
    zh: (length: string) => `请不要超过 ${length} 个字符。`,
  },
  number: {
    en: () => 'Please enter a valid number.',
    zh: () => '请输入有效的数字。',
  },
  email: {
    en: () => 'Please enter a valid email address.',
    zh: () => '请输入有效的电子邮箱地址。',
  },
  link: {
    en: () => 'Please enter a valid URL.',
    zh: () => '请输入有效的网址。',
  },
} as const

export type NoticeName = keyof typeof TEXTS

/** A person tried what Slack would not let them do; the text is for that person. */
export class Refused extends Error {
  constructor(person: Person, name: NoticeName, ...details: string[]) {
    super(noticeText(person, name, ...details))
    this.name = 'Refused'
  }
}

/** The notice in the person's language; `details` fill its places in order. */
export function noticeText(person: Person, name: NoticeName, ...details: string[]): string {
  const texts: { en: (...args: string[]) => string; zh: (...args: string[]) => string } = TEXTS[name]
  return person.locale.startsWith('zh') ? texts.zh(...details) : texts.en(...details)
}
