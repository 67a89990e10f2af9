import { type Worded, wording } from '../chat/wording.ts'

const why = {
  en: { ENOENT: 'there is no such file', EACCES: 'you may not read it', EISDIR: 'it is a folder' } as Record<string, string>,
  'zh-CN': { ENOENT: '文件不存在', EACCES: '没有权限读取', EISDIR: '这是一个文件夹' } as Record<string, string>,
}

export const commandWords = wording({
  en: {
    file: (path: string, code: string) => `${path} cannot be read: ${why.en[code] ?? code}.`,
    report: (path: string, code: string) => `The report ${path} cannot be written (${code}).`,
  },
  'zh-CN': {
    file: (path: string, code: string) => `无法读取 ${path}：${why['zh-CN'][code] ?? code}。`,
    report: (path: string, code: string) => `无法写入报告文件 ${path}（${code}）。`,
  },
})

const usage = `  import <kind> FILE [--map field=column,...] [--key columns|row] [--create-customers]
                     [--report FILE] [--dry-run] [--json]`

/** What `help` says of it. */
export const importHelp = (kinds: readonly string[]): Worded => ({
  en: `${usage}
      Reads a CSV file (UTF-8, a header row; comma, semicolon or tab) and adds or updates its records.
      Kinds: ${kinds.join(', ')}. Good rows land; the others are listed with line and reason.
      --map ordered_at=date,...  the file's own names for the columns
      --key row                  the rows have no id of their own: make one from what they say
      --create-customers         make customers that rows name and nobody knows
      --report FILE              write every rejected row to a CSV file
      --dry-run                  check everything, save nothing
      --json                     the outcome as one JSON line on stdout`,
  'zh-CN': `${usage}
      读取 CSV 文件（UTF-8，带表头；逗号、分号或制表符分隔），新增或更新其中的记录。
      类型：${kinds.join('、')}。正确的行会导入，有误的行会列出行号和原因。
      --map ordered_at=date,...  文件里的列名与字段的对应关系
      --key row                  行里没有编号时，用行内容生成编号
      --create-customers         数据里出现的未知客户自动新建
      --report 文件              把所有有误的行写入 CSV 文件
      --dry-run                  只检查，不保存
      --json                     以一行 JSON 在标准输出给出结果`,
})
