import type { Field } from '../../../chat/form.ts'

export interface Lines {
  /** What was written, by field name. */
  typed: Map<string, string>
  /** Lines that belong to no field. */
  strays: string[]
}

/**
 * `字段：值` lines: a label, a field's own name or its number, then a colon. Lines that name no field go on with a field of several lines,
 * and are strays after any other. Null when the first line names none.
 */
export function linesOf(text: string, fields: readonly Field[]): Lines | null {
  const typed = new Map<string, string>()
  const strays: string[] = []
  let current: Field | null = null
  for (const line of text.trim().split(/\r?\n/)) {
    const [, name = '', value = ''] = /^\s*([^:：]{1,60})[:：](.*)$/su.exec(line) ?? []
    const named = fieldNamed(name, fields)
    if (!named && !current) return null
    current = named ?? current
    if (named) typed.set(named.name, value.trim())
    else if (current?.kind === 'text' && current.multiline) typed.set(current.name, `${typed.get(current.name) ?? ''}\n${line}`)
    else if (line.trim() !== '') strays.push(line.trim())
  }
  return { typed, strays }
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*]+/g, '')

function fieldNamed(name: string, fields: readonly Field[]): Field | undefined {
  const wanted = plain(name)
  if (wanted === '') return undefined
  return fields.find((field, index) => [plain(field.label), plain(field.name), String(index + 1)].includes(wanted))
}
