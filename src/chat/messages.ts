import type { Command } from './feature.ts'
import { code, type Inline, type Message, say } from './message.ts'
import { withTyped } from './typed-text.ts'
import { type Locale, wording } from './wording.ts'

const words = wording({
  en: {
    notHere:
      'This channel is shared with another company, so customer data stays out of it. Write to me in a direct message instead.',
    denied: 'You may not do that. Ask a manager of the team, or an administrator (`/rapport role`).',
    outsider: 'Only members of the company’s team can use this.',
    stale: 'This button is out of date: what it was about has changed since. Open it again from the customer or the list.',
    staleForm: 'This form is out of date, so nothing was saved. Open it again from the customer or the list.',
    failed: (reason: string) =>
      `That did not work and nothing was saved (${reason}). Try again; if it stays, ask an administrator to look at /rapport status.`,
    slowDown: (seconds: number) =>
      `That was too much at once, so this was not done and nothing was saved. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    yourText: 'Your text, so that it is not lost:',
    unknownVerb: (typed: string) => `I do not know “${typed}”.`,
    didYouMean: 'Did you mean ',
    usage: 'Usage:',
    unknownText: 'I did not understand that. These are the commands:',
    expired: 'This took so long that the form can no longer be opened. Run the command again.',
    more: (count: number) => `…and ${count} more`,
    working: 'Working on it…',
    checkField: 'Please check this field.',
  },
  'zh-CN': {
    notHere: '这个频道与外部公司共享，客户资料不会在这里显示。请直接私信我。',
    denied: '您没有权限做这个操作。请联系团队经理，或请管理员用“/rapport 角色”授权。',
    outsider: '只有本公司团队成员可以使用。',
    stale: '按钮已失效：相关内容已有变动，请从客户卡片或列表重新打开。',
    staleForm: '表单已过期，没有保存。请从客户卡片或列表重新打开。',
    failed: (reason: string) => `操作失败，没有保存任何内容（${reason}）。请重试；如果仍然失败，请管理员查看“/rapport 状态”。`,
    slowDown: (seconds: number) => `操作太频繁，这一次没有执行，也没有保存。请在 ${seconds} 秒后重试。`,
    yourText: '您刚才输入的内容如下，可以直接复制：',
    unknownVerb: (typed: string) => `没有“${typed}”这个命令。`,
    didYouMean: '您是不是想用 ',
    usage: '用法：',
    unknownText: '没看懂您的意思。可以使用以下命令：',
    expired: '等待太久，表单已无法打开，请重新输入命令。',
    more: (count: number) => `……另有 ${count} 项`,
    working: '正在处理……',
    checkField: '请检查这一项。',
  },
})

export const chatWords = words

/** Long enough that somebody would hate to type it again. */
const worthKeeping = 40

/** Refused: outsiders, shared places and missing roles read differently, none of them says what exists. A longer text comes back. */
export function deniedMessage(locale: Locale, why: 'outsider' | 'shared' | 'role', typed: string | null = null): Message {
  const text = words(locale)
  const line = why === 'outsider' ? text.outsider : why === 'shared' ? text.notHere : text.denied
  return typed && typed.length > worthKeeping ? withTyped(locale, line, typed) : say(locale, line)
}

export function staleMessage(locale: Locale): Message {
  return say(locale, words(locale).stale)
}

/** A form that no longer fits: nothing was saved, what was typed comes back. */
export function staleFormMessage(locale: Locale, typed: string | null): Message {
  const text = words(locale)
  return typed
    ? withTyped(locale, `${text.staleForm}${locale === 'en' ? ' ' : ''}${text.yourText}`, typed)
    : say(locale, text.staleForm)
}

/** Nothing was saved; what was typed comes back. */
export function failedMessage(locale: Locale, reason: string, typed: string | null): Message {
  const text = words(locale)
  return typed
    ? withTyped(locale, `${text.failed(reason)}${locale === 'en' ? ' ' : ''}${text.yourText}`, typed)
    : say(locale, text.failed(reason))
}

/** Too fast: nothing was saved; what was typed comes back. */
export function slowDownMessage(locale: Locale, seconds: number, typed: string | null): Message {
  const text = words(locale)
  const line = text.slowDown(seconds)
  return typed ? withTyped(locale, `${line}${locale === 'en' ? ' ' : ''}${text.yourText}`, typed) : say(locale, line)
}

/** An unknown verb: the nearest one and the usage. */
export function unknownVerbMessage(locale: Locale, command: Command, typed: string, nearest: string | null): Message {
  const text = words(locale)
  const first: Inline[] = [text.unknownVerb(typed.slice(0, 40))]
  if (nearest)
    first.push(locale === 'en' ? ' ' : '', text.didYouMean, code(`/${command.name} ${nearest}`), locale === 'en' ? '?' : '？')
  const message = say(locale, ...first)
  message.parts.push({ kind: 'list', title: text.usage, rows: command.verbs.map(verb => ({ text: [code(verb.usage[locale])] })) })
  return message
}

/** A text that names no command. */
export function unknownTextMessage(locale: Locale, commands: readonly Command[]): Message {
  const text = words(locale)
  // The daily commands first; settings and help are the way out.
  const daily = commands.toSorted((a, b) => Number(a.name === 'rapport') - Number(b.name === 'rapport'))
  const rows = daily.map(command => ({ text: [code(`/${command.name}`), ' ', command.summary[locale]] satisfies Inline[] }))
  return {
    locale,
    summary: text.unknownText,
    parts: [
      { kind: 'text', text: [text.unknownText] },
      { kind: 'list', rows },
    ],
  }
}
