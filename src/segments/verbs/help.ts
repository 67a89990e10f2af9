import type { Verb } from '../../chat/feature.ts'
import { code, type Inline, type Part } from '../../chat/message.ts'
import { wording } from '../../chat/wording.ts'
import { filterFields } from '../../customers/filter/read.ts'

const words = wording({
  en: {
    title: 'What segments and lists can ask for',
    intro:
      'Conditions side by side all have to hold; and, or, not and parentheses say it otherwise. Texts with spaces go in quotes. != is “is not”, none is “has none”.',
    times: 'Times: 30d, 4w, 6m, 1y ago; of a day to come +14d; or a day, month or year: 2026-03.',
    example: 'csat>=4 and (ticket.solved<30d or not tag:vip)',
  },
  'zh-CN': {
    title: '分群和列表可以使用的条件',
    intro: '并列的条件须同时满足，也可用“且”“或”“非”和括号组合。带空格的内容请加引号。!= 表示“不是”，“无”表示“没有”。',
    times: '时间：30天、4周、6个月、1年（之内或之前）；将来的日期写 14天后；也可写具体的日、月、年，如 2026-03。',
    example: '满意度>=4 且（工单.解决<30天 或 非 标签：VIP）',
  },
})

/** Lines of one paragraph: every platform shows so many whole. */
const together = 12

export const helpVerb: Verb = {
  name: 'help',
  words: ['help', '帮助', '?', '？', '条件'],
  usage: { en: '/segment help', 'zh-CN': '/segment 帮助' },
  needs: 'customer.read',
  async run(context) {
    const { locale } = context
    const text = words(locale)
    const lines = (await filterFields(context)).map(({ example, meaning }): Inline[] => [
      code(example[locale]),
      `  ${meaning[locale]}`,
    ])
    const parts: Part[] = [
      { kind: 'heading', text: text.title },
      { kind: 'text', text: [text.intro, '\n', code(text.example)] },
    ]
    for (let from = 0; from < lines.length; from += together)
      parts.push({
        kind: 'text',
        text: lines.slice(from, from + together).flatMap((line, index) => (index ? ['\n', ...line] : line)),
      })
    parts.push({ kind: 'note', text: [text.times] })
    return { kind: 'message', message: { locale, summary: text.title, parts } }
  },
}
