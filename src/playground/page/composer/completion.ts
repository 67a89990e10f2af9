import type { UiCommand } from '../../ui-contract.ts'

export interface CompletionItem {
  /** What is inserted, without the space after it: `/customer` or `@Maya Lind`. */
  insert: string
  name: string
  hint: string
  description: string
  /** A person's id, for the picture beside the name. */
  id?: string
}

export interface Completion {
  kind: 'command' | 'person'
  /** The part of the text that accepting replaces. */
  from: number
  to: number
  items: CompletionItem[]
}

export interface NamedPerson {
  id: string
  name: string
  about: string
}

/** What to offer at the caret, or null. A Chinese keyboard's full-width slash counts as a slash. */
export function complete(
  text: string,
  caret: number,
  commands: readonly UiCommand[],
  people: readonly NamedPerson[],
): Completion | null {
  const before = text.slice(0, caret)
  if (/^[/／]\S*$/.test(before)) return completeCommand(before, commands)
  const mention = /(?:^|[\s（(，,：:])[@＠]([^\n@＠]{0,24})$/.exec(before)
  return mention ? completePerson(mention[1] ?? '', caret, people) : null
}

function completeCommand(before: string, commands: readonly UiCommand[]): Completion | null {
  const query = before.slice(1).toLowerCase()
  const items = ranked(commands, query, command => command.name.slice(1).toLowerCase()).map(command => ({
    insert: command.name,
    name: command.name,
    hint: command.usageHint,
    description: command.description,
  }))
  return items.length > 0 ? { kind: 'command', from: 0, to: before.length, items } : null
}

function completePerson(query: string, caret: number, people: readonly NamedPerson[]): Completion | null {
  const items = ranked(people, query.toLowerCase(), person => person.name.toLowerCase()).map(person => ({
    insert: `@${person.name}`,
    name: person.name,
    hint: '',
    description: person.about,
    id: person.id,
  }))
  return items.length > 0 ? { kind: 'person', from: caret - query.length - 1, to: caret, items } : null
}

/** Those that begin with the query first, then those that hold it; each group in its given order. */
function ranked<T>(all: readonly T[], query: string, nameOf: (one: T) => string): T[] {
  const begins = all.filter(one => nameOf(one).startsWith(query))
  const holds = all.filter(one => !nameOf(one).startsWith(query) && nameOf(one).includes(query))
  return [...begins, ...holds]
}

/** The text and caret after accepting an item; one space follows it. */
export function accept(text: string, completion: Completion, item: CompletionItem): { text: string; caret: number } {
  const after = text.slice(completion.to)
  const inserted = `${item.insert}${after.startsWith(' ') ? '' : ' '}`
  return {
    text: text.slice(0, completion.from) + inserted + after,
    caret: completion.from + item.insert.length + 1,
  }
}

/** The command that a line begins with, to show how it goes on. */
export function commandOf(line: string, commands: readonly UiCommand[]): UiCommand | undefined {
  const name = /^[/／](\S+)\s/.exec(line)?.[1]?.toLowerCase()
  return name === undefined ? undefined : commands.find(command => command.name.slice(1).toLowerCase() === name)
}

/** Whether a line is a command rather than something said. */
export function isCommand(line: string): boolean {
  return /^[/／][^\s/]/.test(line)
}
