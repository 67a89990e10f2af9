import { channelToken, personToken } from '../../../chat/mention.ts'

/**
 * What a person typed, from Slack's escaped form: mentions become `@[U1]` and `#[C1]`, links their address or label, and entities
 * their characters.
 */
export function typed(text: string): string {
  return text.replace(/<([^<>]*)>|&(amp|lt|gt);/g, (_, inside: string | undefined, entity: string | undefined) =>
    entity ? (entities[entity] ?? '') : control(inside ?? ''),
  )
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>' }
const entitiesRead = (text: string) => text.replace(/&(amp|lt|gt);/g, (_, entity: string) => entities[entity] ?? '')

function control(inside: string): string {
  const [target = '', label] = split(inside)
  if (target.startsWith('@')) return personToken(target.slice(1))
  if (target.startsWith('#')) return channelToken(target.slice(1))
  if (target.startsWith('!')) return special(target, label)
  // Not Slack's: somebody compares (`orders<3 risk>60%`).
  if (!/^[a-z][\w+.-]*:/i.test(target)) return `<${entitiesRead(inside)}>`
  if (/^(mailto|tel):/.test(target)) return entitiesRead(label ?? target.replace(/^\w+:/, ''))
  return entitiesRead(target)
}

function split(inside: string): [string, string?] {
  const bar = inside.indexOf('|')
  return bar < 0 ? [inside] : [inside.slice(0, bar), inside.slice(bar + 1)]
}

/** `<!channel>`, `<!subteam^S1|@sales>`, `<!date^…|9 May>`: the words people saw. */
function special(target: string, label: string | undefined): string {
  return label ? entitiesRead(label) : `@${target.slice(1).replace(/\^.*$/, '')}`
}

/** The text without the bot's own mention. */
export function withoutMention(text: string, bot: string): string {
  return text
    .replaceAll(personToken(bot), ' ')
    .replace(/[ \t]+/g, ' ')
    .trim()
}
