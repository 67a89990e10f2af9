const mention = '@\\[([^\\]\\s]+)\\]'
const first = new RegExp(`^(?:(?:for|to)\\s+|(?:转|交)?给\\s*|请\\s*)?${mention}[\\s:：,，、]*`, 'iu')
const handed = new RegExp(`(?:(?<=^|\\s)(?:for|to)\\s+|(?:转|交)?给\\s*)${mention}`, 'iu')
const last = new RegExp(`${mention}[\\s.。!！]*$`, 'u')
const joins = /(?:\b(?:with|about|and|or|from|by|via|of|ask|cc|like|than)|和|跟|与|同|找|问|向|对|联系|关于|或)\s*$/iu

/**
 * The colleague a task is for and the text without them: mentioned at its beginning or end or after for, to, 给, 转给. Anybody else
 * mentioned ("discuss the price with @Marcus on friday") belongs to the text.
 */
export function takeAssignee(text: string): { ref: string | null; rest: string } {
  const line = text.trim()
  const end = last.exec(line)
  const match = first.exec(line) ?? handed.exec(line) ?? (end && !joins.test(line.slice(0, end.index)) ? end : null)
  if (!match?.[1]) return { ref: null, rest: line }
  const rest = `${line.slice(0, match.index).trim()} ${line.slice(match.index + match[0].length).trim()}`
  return { ref: match[1], rest: rest.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '').trim() }
}
