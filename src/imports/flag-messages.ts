import type { Worded } from '../chat/wording.ts'

const usage =
  'npm run rapport -- import <kind> FILE [--map field=column,...] [--key columns|row] [--create-customers] [--report FILE] [--dry-run] [--json]'

/** What is wrong with the words after `import`. */
export const flagFaults = {
  usage: (): Worded => ({
    en: `Name what to import and the file:\n  ${usage}`,
    'zh-CN': `请写明导入类型和文件：\n  ${usage}`,
  }),
  more: (word: string): Worded => ({
    en: `One file at a time; what is ${JSON.stringify(word)}?\n  ${usage}`,
    'zh-CN': `一次只能导入一个文件，多出了 ${JSON.stringify(word)}。\n  ${usage}`,
  }),
  key: (key: string): Worded => ({
    en: `--key is columns or row, not ${JSON.stringify(key)}.`,
    'zh-CN': `--key 只能是 columns 或 row，不能是 ${JSON.stringify(key)}。`,
  }),
  unknown: (flag: string, near: string | null, flags: readonly string[]): Worded => ({
    en: `There is no flag ${flag}${near ? `; did you mean ${near}?` : '.'} Flags: ${flags.join(' ')}`,
    'zh-CN': `没有 ${flag} 这个选项${near ? `，是不是 ${near}？` : '。'}可用选项：${flags.join(' ')}`,
  }),
  value: (flag: string): Worded => ({
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
}
