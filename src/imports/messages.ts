import type { Worded } from '../chat/wording.ts'

/** Text from a file, repeated to the person: short, on one line. */
const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
const list = (texts: readonly string[], most = 12): string =>
  texts.slice(0, most).map(quoted).join(', ') + (texts.length > most ? ', …' : '')

const saveAs: Worded = {
  en: 'Save it as "CSV UTF-8 (comma delimited)": in Excel under File, Save As; in LibreOffice with the character set UTF-8.',
  'zh-CN': '请另存为“CSV UTF-8（逗号分隔）”：Excel 在“文件 > 另存为”，WPS 或 LibreOffice 保存时字符集选 UTF-8。',
}

/** Why a file cannot be read at all. */
export const fileFaults = {
  empty: (): Worded => ({ en: 'The file is empty.', 'zh-CN': '文件是空的。' }),
  headerOnly: (): Worded => ({
    en: 'The file has a header row and no rows under it.',
    'zh-CN': '文件只有表头，下面没有数据行。',
  }),
  utf16: (): Worded => ({
    en: `The file is UTF-16 ("Unicode text"), not UTF-8. ${saveAs.en}`,
    'zh-CN': `文件是 UTF-16（“Unicode 文本”）编码，不是 UTF-8。${saveAs['zh-CN']}`,
  }),
  gbk: (): Worded => ({
    en: `The file is in a Chinese encoding (GBK or GB 18030), not UTF-8. ${saveAs.en}`,
    'zh-CN': `文件是 GBK（GB 18030）编码，不是 UTF-8。${saveAs['zh-CN']}`,
  }),
  encoding: (): Worded => ({
    en: `The file is not UTF-8. ${saveAs.en}`,
    'zh-CN': `文件不是 UTF-8 编码。${saveAs['zh-CN']}`,
  }),
  binary: (): Worded => ({
    en: 'The file is not text: a workbook or an archive, perhaps. Save the sheet as CSV UTF-8.',
    'zh-CN': '文件不是文本，可能是 Excel 工作簿或压缩包。请把工作表另存为 CSV UTF-8。',
  }),
  columns: (count: number, most: number): Worded => ({
    en: `The file has ${count.toLocaleString('en')} columns; ${most} are the most that are read. Leave out those you do not need.`,
    'zh-CN': `文件有 ${count} 列，最多读取 ${most} 列。请删去不需要的列。`,
  }),
  duplicates: (names: readonly string[]): Worded => ({
    en: `The header names a column more than once: ${list(names)}. Rename or remove the others.`,
    'zh-CN': `表头中有重复的列名：${list(names)}。请改名或删去多余的列。`,
  }),
  missing: (columns: readonly string[], header: readonly string[], hints: readonly string[]): Worded => ({
    en: `The file lacks ${columns.length > 1 ? 'the columns' : 'the column'} ${columns.join(', ')}. Its header: ${list(header)}. ${hint(columns, hints)}`,
    'zh-CN': `文件缺少列：${columns.join('、')}。表头是：${list(header)}。${hintChinese(columns, hints)}`,
  }),
  unknownField: (field: string, fields: readonly string[], near: string | null): Worded => ({
    en: `--map names the field ${quoted(field)}, which does not exist${near ? `; did you mean ${near}?` : '.'} Fields: ${fields.join(', ')}.`,
    'zh-CN': `--map 中的字段 ${quoted(field)} 不存在${near ? `，是不是 ${near}？` : '。'}可用字段：${fields.join('、')}。`,
  }),
  unknownColumn: (column: string, header: readonly string[], near: string | null): Worded => ({
    en: `--map names the column ${quoted(column)}, which the file does not have${near ? `; did you mean ${quoted(near)}?` : '.'} Its header: ${list(header)}.`,
    'zh-CN': `--map 中的列 ${quoted(column)} 在文件里不存在${near ? `，是不是 ${quoted(near)}？` : '。'}表头是：${list(header)}。`,
  }),
  keyMapped: (): Worded => ({
    en: '--key row makes the external id from the other columns: leave external_id out of --map.',
    'zh-CN': '--key row 会用其他列生成外部编号，请不要在 --map 里指定 external_id。',
  }),
  unknownKind: (kind: string, kinds: readonly string[], near: string | null): Worded => ({
    en: `There is no kind ${quoted(kind)} to import${near ? `; did you mean ${near}?` : '.'} Kinds: ${kinds.join(', ')}.`,
    'zh-CN': `没有可导入的类型 ${quoted(kind)}${near ? `，是不是 ${near}？` : '。'}可用类型：${kinds.join('、')}。`,
  }),
}

const hint = (columns: readonly string[], hints: readonly string[]): string =>
  `If it has ${columns.length > 1 ? 'them' : 'it'} under another name: --map ${hints.join(',')}`
const hintChinese = (_columns: readonly string[], hints: readonly string[]): string =>
  `如果列名不同，请加：--map ${hints.join(',')}`

/** Why a row cannot be taken, whatever its kind. */
export const rowFaults = {
  missing: (): Worded => ({ en: 'is missing', 'zh-CN': '没有填写' }),
  width: (cells: number, columns: number): Worded => ({
    en: `the row has ${cells} cells and the header ${columns}; a cell with the delimiter in it must stand in quotes`,
    'zh-CN': `这一行有 ${cells} 个单元格，表头有 ${columns} 个；含分隔符的单元格必须加引号`,
  }),
  notUtf8: (): Worded => ({
    en: 'holds bytes that are not UTF-8 text',
    'zh-CN': '含有不是 UTF-8 的字节',
  }),
  tooLong: (bytes: number): Worded => ({
    en: `a row here is larger than ${bytes / 1_000_000} MB: a quote is probably not closed. Nothing from this line on was read.`,
    'zh-CN': `这里有一行超过 ${bytes / 1_000_000} MB，可能是引号没有闭合。从这一行起都没有读取。`,
  }),
  openQuote: (): Worded => ({
    en: 'a quote that opens here is never closed. Nothing from this line on was read.',
    'zh-CN': '这里开始的引号没有闭合。从这一行起都没有读取。',
  }),
  unreadable: (code: string): Worded => ({
    en: `the CSV cannot be read here (${code}). Nothing from this line on was read.`,
    'zh-CN': `CSV 从这里起无法读取（${code}）。从这一行起都没有读取。`,
  }),
}

/** Why an import ended before the file did. */
export const stopReasons = {
  stopping: (): Worded => ({
    en: 'Interrupted. Run the same command again: what has landed is not doubled.',
    'zh-CN': '导入被中断。请重新执行同一命令，已导入的数据不会重复。',
  }),
  database: (first: number, last: number, code: string): Worded => ({
    en: `The database did not take lines ${first} to ${last} (${code}). Rows before them have landed; run the same command again: they are not doubled.`,
    'zh-CN': `数据库没有接受第 ${first} 到 ${last} 行（${code}）。之前的行已经导入；重新执行同一命令不会重复。`,
  }),
  source: (code: string): Worded => ({
    en: `The file could not be read to its end (${code}). Rows before have landed; run the same command again: they are not doubled.`,
    'zh-CN': `文件没有读完（${code}）。之前的行已经导入；重新执行同一命令不会重复。`,
  }),
}
