import { clean } from '../../../chat/clean.ts'

declare const brand: unique symbol

/** Text in the robot's markdown. Only this file makes it, so that what people typed cannot become markup by being forgotten. */
export type Markdown = string & { readonly [brand]: true }

const markup = (text: string) => text as Markdown
/** Seen by nobody, and it keeps `<` from `@`, `]` from `(`, `:` from `//`: WeCom documents no escaping that all its clients know. */
export const gap = '\u200b'

/** What would be a mention, a tag, an entity or a link is taken apart by a space that nobody sees. */
const apart = (text: string): string =>
  clean(text)
    .replace(/[<\]&!](?=[^\s\d]|$)/g, sign => `${sign}${gap}`)
    .replace(/:(?=\/|$)/g, `:${gap}`)

/** Text as people typed it, without links and mentions; what would format becomes the same sign in full width. */
export function literal(text: string): Markdown {
  return markup(
    apart(text)
      .replaceAll('*', '＊')
      .replaceAll('`', 'ˋ')
      .replace(/~(?=~)|(?<=~)~/g, '～')
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '＿')
      .replace(/^(\s*)#/gm, '$1＃')
      .replace(/^(\s*)>/gm, '$1＞'),
  )
}

/** On one line. */
export const oneLine = (text: string): Markdown => literal(text.replace(/\s*\n\s*/g, ' '))

export function strong(text: string): Markdown {
  const shown = oneLine(text).trim()
  return markup(shown === '' ? '' : `**${shown}**`)
}

/** What people type; several lines become a block. */
export function code(text: string): Markdown {
  const kept = apart(text).replaceAll('`', 'ˋ')
  return markup(kept.includes('\n') ? `\n\`\`\`\n${kept}\n\`\`\`\n` : `\`${kept}\``)
}

/** A member of the company; null when the id cannot be one. */
export const mention = (id: string): Markdown | null => (/^[A-Za-z0-9][\w.@-]{0,63}$/.test(id) ? markup(`<@${id}>`) : null)

const longestUrl = 1_000

/** A link to a web page; null when the address is none. */
export function link(url: string, text: string): Markdown | null {
  if (!URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  if (!['http:', 'https:'].includes(protocol) || href.length > longestUrl) return null
  const shown = oneLine(text.replace(/[[\]]/g, ' '))
  return markup(`[${shown}](${href.replaceAll('(', '%28').replaceAll(')', '%29')})`)
}

export const heading = (text: string): Markdown => markup(`### ${oneLine(text)}`)
export const quiet = (text: Markdown): Markdown => markup(`> ${text.replaceAll('\n', '\n> ')}`)
export const rule = markup('---')
/** Ours, without anything that people typed. */
export const own = (text: string): Markdown => markup(text)
export const join = (parts: readonly Markdown[], between = ''): Markdown =>
  markup(parts.filter(part => part !== '').join(between))
