import { wording } from '../chat/wording.ts'

const figure = (value: number): string => value.toLocaleString('en')

export const screenWords = wording({
  en: {
    line: (line: number) => `line ${line}`,
    progress: (rows: number, rate: number, rejected: number) =>
      `${figure(rows)} rows, ${figure(rate)} rows/s${rejected > 0 ? `, ${figure(rejected)} rejected` : ''}`,
    more: (count: number, report: string | null) =>
      `... and ${figure(count)} more${report ? `, all in ${report}` : '; --report FILE writes them all'}`,
    ignored: (columns: string) => `Columns not used: ${columns}`,
    rows: (rows: number, seconds: string, rate: number) => `${figure(rows)} rows read in ${seconds} s (${figure(rate)} rows/s)`,
    counts: (kind: string, created: number, updated: number, unchanged: number) =>
      `${kind}: ${figure(created)} new, ${figure(updated)} changed, ${figure(unchanged)} as they were`,
    customers: (count: number) => `customers created: ${figure(count)}`,
    rejected: (count: number) =>
      `rows rejected: ${figure(count)}. Correct them in the file and import the whole file again: what landed is not doubled.`,
    dryRun: 'This was a dry run: nothing was saved.',
  },
  'zh-CN': {
    line: (line: number) => `第 ${line} 行`,
    progress: (rows: number, rate: number, rejected: number) =>
      `已处理 ${figure(rows)} 行，每秒 ${figure(rate)} 行${rejected > 0 ? `，${figure(rejected)} 行有误` : ''}`,
    more: (count: number, report: string | null) =>
      `……另有 ${figure(count)} 处${report ? `，全部写在 ${report}` : '，加 --report 文件名 可全部写入文件'}`,
    ignored: (columns: string) => `未使用的列：${columns}`,
    rows: (rows: number, seconds: string, rate: number) =>
      `读取 ${figure(rows)} 行，用时 ${seconds} 秒（每秒 ${figure(rate)} 行）`,
    counts: (kind: string, created: number, updated: number, unchanged: number) =>
      `${kind}：新增 ${figure(created)}，变更 ${figure(updated)}，未变 ${figure(unchanged)}`,
    customers: (count: number) => `新建客户：${figure(count)}`,
    rejected: (count: number) => `有误的行：${figure(count)}。请在文件中改正后重新导入整个文件，已导入的不会重复。`,
    dryRun: '这是试运行，没有保存任何数据。',
  },
})
