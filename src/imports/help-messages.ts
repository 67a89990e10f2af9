import { wording } from '../chat/wording.ts'

const importUsage = `  import <kind> FILE [--map field=column,...] [--key columns|row] [--create-customers]
                     [--report FILE] [--dry-run] [--json]`

/** What the command line says about itself. */
export const cliWords = wording({
  en: {
    help: `npm run rapport -- <command>

${importUsage}
      Reads a CSV file (UTF-8, a header row; comma, semicolon or tab) and adds or updates its records.
      Kinds: customers, orders. Good rows land; the others are listed with line and reason.
      --map ordered_at=date,...  the file's own names for the columns
      --key row                  the rows have no id of their own: make one from what they say
      --create-customers         make customers that orders name and nobody knows
      --report FILE              write every rejected row to a CSV file
      --dry-run                  check everything, save nothing
      --json                     the outcome as one JSON line on stdout
  help

Exit code: 0 all well, 2 some rows rejected, 1 nothing done.`,
    unknown: (command: string, near: string | null) =>
      `There is no command ${JSON.stringify(command)}${near ? `; did you mean ${near}?` : '.'} \`npm run rapport -- help\` lists them.`,
    settings: 'These settings (environment or .env) cannot be used:',
  },
  'zh-CN': {
    help: `npm run rapport -- <命令>

${importUsage}
      读取 CSV 文件（UTF-8，带表头；逗号、分号或制表符分隔），新增或更新其中的记录。
      类型：customers（客户）、orders（订单）。正确的行会导入，有误的行会列出行号和原因。
      --map ordered_at=date,...  文件里的列名与字段的对应关系
      --key row                  行里没有编号时，用行内容生成编号
      --create-customers         订单里出现的未知客户自动新建
      --report 文件              把所有有误的行写入 CSV 文件
      --dry-run                  只检查，不保存
      --json                     以一行 JSON 在标准输出给出结果
  help

退出码：0 全部成功，2 部分行有误，1 什么也没有做。`,
    unknown: (command: string, near: string | null) =>
      `没有 ${JSON.stringify(command)} 这个命令${near ? `，是不是 ${near}？` : '。'}用 \`npm run rapport -- help\` 查看全部命令。`,
    settings: '以下设置（环境变量或 .env）无法使用：',
  },
})
