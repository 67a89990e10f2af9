/** One CSV cell. A spreadsheet would run a text that begins like a formula, so such a text gets an apostrophe before it. */
export function csvCell(text: string): string {
  const neutral = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n;\t']/.test(neutral) ? `"${neutral.replaceAll('"', '""')}"` : neutral
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`
