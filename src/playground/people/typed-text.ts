import type { World } from '../world.ts'

/** How a mention is written: with its name in a command (`should_escape: true`), without in a message. */
export type Writing = 'message' | 'command'

interface Name {
  name: string
  id: string
  label: string
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const TOKEN = /^<([@#])([A-Z0-9]+)(?:\|[^>]*)?>/
const LINK = /^https?:\/\/[^\s<>|，。；、）]+/

function names(world: World, sign: '@' | '#'): Name[] {
  const known: Name[] =
    sign === '@'
      ? [
          ...[...world.people.values()].flatMap(({ id, name, handle }) => [
            { name, id, label: handle },
            { name: handle, id, label: handle },
          ]),
          { name: world.bot.name, id: world.bot.userId, label: world.bot.name.toLowerCase() },
        ]
      : [...world.channels.values()].filter(each => each.kind === 'channel').map(({ id, name }) => ({ name, id, label: name }))
  return known.sort((a, b) => b.name.length - a.name.length)
}

/** The longest name that begins `text`; a Latin name must end there. */
function nameAt(candidates: Name[], text: string): Name | undefined {
  return candidates.find(({ name }) => {
    if (text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return false
    return !/[a-z0-9]$/i.test(name) || !/^[a-z0-9_]/i.test(text.slice(name.length))
  })
}

/**
 * Turns what a person typed into what Slack sends: `@Name` and `#channel` become `<@U..>` and `<#C..>`, links
 * `<http..>`, and `& < >` their entities. A mention already written as `<@U..>` is kept.
 */
export function slackText(world: World, typed: string, writing: Writing): string {
  const mention = (sign: string, id: string, label: string) =>
    writing === 'command' || sign === '#' ? `<${sign}${id}|${label}>` : `<${sign}${id}>`
  const known = { '@': names(world, '@'), '#': names(world, '#') }
  let out = ''
  let at = 0
  while (at < typed.length) {
    const rest = typed.slice(at)
    const char = typed[at] ?? ''
    const starts = at === 0 || !/[a-z0-9_]/i.test(typed[at - 1] ?? '')
    const token = char === '<' ? TOKEN.exec(rest) : null
    const same = token ? [...known['@'], ...known['#']].find(each => each.id === token[2]) : undefined
    const name = starts && (char === '@' || char === '#') ? nameAt(known[char], rest.slice(1)) : undefined
    const link = starts && char === 'h' ? LINK.exec(rest)?.[0].replace(/[.,;:!?)]+$/, '') : undefined
    if (token && same) {
      out += mention(token[1] ?? '@', same.id, same.label)
      at += token[0].length
    } else if (name) {
      out += mention(char, name.id, name.label)
      at += 1 + name.name.length
    } else if (link) {
      out += `<${link.replace(/&/g, '&amp;')}>`
      at += link.length
    } else {
      out += ESCAPES[char] ?? char
      at += 1
    }
  }
  return out
}
