import type { AccessAction } from './access.ts'
import type { Context } from './context.ts'
import type { Contributions } from './contributions.ts'
import type { Command, Verb } from './feature.ts'
import { chatWords, staleFormMessage, staleMessage, unknownTextMessage, unknownVerbMessage } from './messages.ts'
import type { Incoming, Reply } from './platform.ts'
import { typedText } from './typed-text.ts'
import { nearest, plainSpaces, splitFirst } from './verbs.ts'

/** What an event leads to: the access it needs and the work. */
export interface Route {
  needs: AccessAction
  slow?: boolean
  run(context: Context): Promise<Reply>
}

/** Finds the entry for what a person did. Pure: nothing is read but the contributions. People of a customer (`outsider`) know no commands. */
export function routeOf(incoming: Incoming, rooms: Contributions, outsider = false): Route {
  if (outsider && incoming.kind === 'text') return customerTextRoute(rooms, incoming.text) ?? textRoute(rooms, incoming.text)
  if (incoming.kind === 'command') return commandRoute(rooms, incoming.name, incoming.text)
  if (incoming.kind === 'text') return textRoute(rooms, incoming.text)
  if (incoming.kind === 'action') {
    const { action: id, value } = incoming
    const entry = rooms.actions.find(action => action.id === id)
    if (!entry) return stale
    const parsed = entry.value.safeParse(value)
    if (!parsed.success) return stale
    return { needs: entry.needs, slow: entry.slow ?? false, run: context => entry.run(context, parsed.data) }
  }
  if (incoming.kind === 'shortcut') {
    const { shortcut: name, said } = incoming
    const entry = rooms.shortcuts.find(shortcut => shortcut.name === name)
    return entry ? { needs: entry.needs, run: context => entry.run(context, said) } : stale
  }
  if (incoming.kind === 'submit') return submitRoute(rooms, incoming)
  return { needs: 'help.read', run: async () => ({ kind: 'none' }) }
}

const stale: Route = { needs: 'help.read', run: async context => ({ kind: 'message', message: staleMessage(context.locale) }) }

/** What was written into a form of an older version comes back. */
const staleForm = (typed: string | null): Route => ({
  needs: 'help.read',
  run: async context => ({ kind: 'message', message: staleFormMessage(context.locale, typed) }),
})

function submitRoute(rooms: Contributions, incoming: Extract<Incoming, { kind: 'submit' }>): Route {
  const entry = rooms.forms.find(form => form.id === incoming.form)
  const state = entry?.state.safeParse(incoming.state)
  const values = entry?.values.safeParse(incoming.values)
  // A field the form does not have (any more) has no place to show an error at.
  const isOld = !state?.success || values?.error?.issues.some(({ path }) => path.length === 0)
  if (!entry || !values || isOld) return staleForm(typedText(incoming))
  if (values.success) return { needs: entry.needs, run: context => entry.submit(context, values.data, state.data) }
  const fields = values.error.issues.map(issue => String(issue.path[0] ?? ''))
  return {
    needs: entry.needs,
    run: async context => ({
      kind: 'invalid',
      errors: Object.fromEntries(fields.map(field => [field, chatWords(context.locale).checkField])),
    }),
  }
}

/** A direct message or mention: the command's name first, slash or not, with a space, a colon or (Chinese) nothing behind it. */
function textRoute(rooms: Contributions, text: string): Route {
  const said = commandSaid(rooms, text)
  return said ? commandRoute(rooms, said.name, said.rest) : unknownText(rooms)
}

/** The command that a text names, and what follows it; null when it names none. */
export function commandSaid(rooms: Pick<Contributions, 'commands'>, text: string): { name: string; rest: string } | null {
  const { first, rest } = splitFirst(text)
  if (findCommand(rooms, first)) return { name: first, rest }
  const [, name = '', after = ''] = /^[/／]?([^\s:：]{1,20})[:：](.*)$/su.exec(plainSpaces(text)) ?? []
  if (findCommand(rooms, name)) return { name, rest: after }
  return gluedCommand(rooms, plainSpaces(text).replace(/^[/／]/, ''))
}

function customerTextRoute({ customerTexts }: Contributions, text: string): Route | null {
  for (const { needs, read, run } of customerTexts) {
    const value = read(text)
    if (value !== null) return { needs, run: context => run(context, value) }
  }
  return null
}

const unknownText = ({ commands }: Contributions): Route => ({
  needs: 'help.read',
  run: async context => ({ kind: 'message', message: unknownTextMessage(context.locale, commands) }),
})

function commandRoute(rooms: Contributions, name: string, text: string): Route {
  const command = findCommand(rooms, name)
  if (!command) return unknownText(rooms)
  const trimmed = text.trim()
  if (!trimmed) return verbRoute(verbNamed(command, command.empty), '')
  const { first, rest } = splitFirst(trimmed)
  const verb = /^["“”「]/.test(trimmed) ? undefined : verbTyped(command, first)
  if (verb) return verbRoute(verb, rest)
  if (command.firstWordIsName) return verbRoute(verbNamed(command, command.otherwise), trimmed)
  const guess = nearest(
    first,
    command.verbs.flatMap(({ words }) => [...words]),
  )
  return {
    needs: 'help.read',
    run: async context => ({ kind: 'message', message: unknownVerbMessage(context.locale, command, first, guess) }),
  }
}

/** 客户知客, 跟进知客打了电话: only for commands after which a name stands, so that 帮助我 is no command. */
function gluedCommand(rooms: Pick<Contributions, 'commands'>, text: string): { name: string; rest: string } | null {
  for (const { aliases, firstWordIsName } of rooms.commands)
    for (const alias of aliases)
      if (firstWordIsName && /^\p{Script=Han}{2,}$/u.test(alias) && text.startsWith(alias))
        return { name: alias, rest: text.slice(alias.length) }
  return null
}

const verbRoute = ({ needs, slow = false, run }: Verb, rest: string): Route => ({
  needs,
  slow: typeof slow === 'function' ? slow(rest) : slow,
  run: context => run(context, rest),
})

export function findCommand(rooms: Pick<Contributions, 'commands'>, name: string): Command | undefined {
  const bare = name.replace(/^[/／]/, '').toLowerCase()
  return rooms.commands.find(command => command.name === bare || command.aliases.includes(bare))
}

function verbTyped(command: Command, typed: string): Verb | undefined {
  const word = typed.toLowerCase()
  return command.verbs.find(verb => verb.words.includes(word))
}

function verbNamed(command: Command, name: string): Verb {
  const verb = command.verbs.find(candidate => candidate.name === name)
  if (!verb) throw new Error(`/${command.name} has no verb ${name}`)
  return verb
}
