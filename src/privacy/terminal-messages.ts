import { type Locale, type Worded, wording } from '../chat/wording.ts'
import type { Refused } from './tasks.ts'

export const exportHelp: Worded = {
  en: `  export WHO [--out FOLDER]
      Everything stored about one customer (external id, id or exact name), as JSON and CSV files in a new folder.`,
  'zh-CN': `  export 客户 [--out 文件夹]
      把某位客户（外部编号、编号或完整名称）的全部资料导出为 JSON 和 CSV 文件，放进一个新文件夹。`,
}

export const eraseHelp: Worded = {
  en: `  erase WHO --confirm "EXACT NAME"
      Erases everything personal about one customer, for good. Figures stay, with an anonymous record.`,
  'zh-CN': `  erase 客户 --confirm "完整名称"
      永久抹除某位客户的全部个人资料。统计数字以匿名方式保留。`,
}

export const terminalWords = wording({
  en: {
    exportUsage: 'Which customer? npm run rapport -- export WHO [--out FOLDER]',
    eraseUsage: 'Which customer? npm run rapport -- erase WHO --confirm "EXACT NAME"',
    folder: (folder: string, code: string) =>
      `The folder ${folder} cannot be made (${code}). Name one that does not exist yet with --out.`,
    exported: (name: string, files: number, folder: string) => `${name}: ${files} files in ${folder}`,
    none: (who: string) => `No customer has the external id, id or exact name ${JSON.stringify(who)}. Nothing was done.`,
    several: (who: string) => `Several customers are called ${JSON.stringify(who)}. Nothing was done; name one by its id:`,
    name: (name: string) => `To erase, repeat the exact name: --confirm ${JSON.stringify(name)}. Nothing was done.`,
  },
  'zh-CN': {
    exportUsage: '请指明客户：npm run rapport -- export 客户 [--out 文件夹]',
    eraseUsage: '请指明客户：npm run rapport -- erase 客户 --confirm "完整名称"',
    folder: (folder: string, code: string) => `无法创建文件夹 ${folder}（${code}）。请用 --out 指定一个尚不存在的文件夹。`,
    exported: (name: string, files: number, folder: string) => `${name}：${files} 个文件，位于 ${folder}`,
    none: (who: string) => `没有外部编号、编号或完整名称为 ${JSON.stringify(who)} 的客户。没有做任何改动。`,
    several: (who: string) => `有多位客户叫 ${JSON.stringify(who)}，没有做任何改动。请改用编号指明：`,
    name: (name: string) => `抹除前请重复完整名称：--confirm ${JSON.stringify(name)}。没有做任何改动。`,
  },
})

/** Why nothing was done, and which customers could be meant. */
export function refusedText(locale: Locale, who: string, { why, customers }: Refused): string {
  const words = terminalWords(locale)
  if (why === 'name') return words.name(customers[0]?.name ?? '')
  const listed = customers.map(({ id, name, externalId }) => `  #${id}  ${name}${externalId ? `  (${externalId})` : ''}`)
  return [why === 'none' ? words.none(who) : words.several(who), ...listed].join('\n')
}
