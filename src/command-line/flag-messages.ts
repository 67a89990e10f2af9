import type { Worded } from '../chat/wording.ts'

/** What is wrong with the words after a command. */
export const flagFaults = {
  unknown: (flag: string, near: string | null, flags: readonly string[]): Worded => ({
    en: `There is no flag ${flag}${near ? `; did you mean ${near}?` : '.'} Flags: ${flags.join(' ')}`,
    'zh-CN': `没有 ${flag} 这个选项${near ? `，是不是 ${near}？` : '。'}可用选项：${flags.join(' ')}`,
  }),
  value: (flag: string, usage: string): Worded => ({
    en: `The flag ${flag} is not used like this.\n  ${usage}`,
    'zh-CN': `选项 ${flag} 的用法不对。\n  ${usage}`,
  }),
  pair: (pair: string): Worded => ({
    en: `--map takes field=column pairs, such as --map customer_external_id=customer_id,ordered_at=date; ${JSON.stringify(pair)} is none.`,
    'zh-CN': `--map 的格式是 字段=列名，例如 --map customer_external_id=customer_id,ordered_at=date；${JSON.stringify(pair)} 不符合。`,
  }),
  twice: (field: string): Worded => ({
    en: `--map names the field ${field} twice.`,
    'zh-CN': `--map 里字段 ${field} 出现了两次。`,
  }),
  day: (flag: string, text: string): Worded => ({
    en: `${flag} takes a day such as 2026-03-31, not ${JSON.stringify(text)}.`,
    'zh-CN': `${flag} 要写成 2026-03-31 这样的日期，不能是 ${JSON.stringify(text)}。`,
  }),
  count: (flag: string, text: string, most: number): Worded => ({
    en: `${flag} takes a whole number from 1 to ${most}, not ${JSON.stringify(text)}.`,
    'zh-CN': `${flag} 要写 1 到 ${most} 的整数，不能是 ${JSON.stringify(text)}。`,
  }),
}
