import type { ReactNode } from 'react'
import { emoji } from './emoji.ts'
import { Broadcast, ChannelMention, DateText, SafeLink, UserMention } from './inline.tsx'
import { type Json, number, record, records, string } from './json.ts'
import { keyed } from './keyed.ts'

/** Slack's `rich_text` block. */
export function RichText({ block }: { block: Json }) {
  return drawn(records(block.elements), RichPart)
}

function drawn(parts: Json[], Draw: (props: { part: Json }) => ReactNode): ReactNode[] {
  return keyed(parts, part => string(part.type)).map(({ key, item }) => <Draw key={key} part={item} />)
}

function RichPart({ part }: { part: Json }) {
  const children = records(part.elements)
  switch (part.type) {
    case 'rich_text_section':
      return <p className="text">{drawn(children, RichInline)}</p>
    case 'rich_text_quote':
      return <blockquote>{drawn(children, RichInline)}</blockquote>
    case 'rich_text_preformatted':
      return <pre>{children.map(child => string(child.text) || string(child.url)).join('')}</pre>
    case 'rich_text_list':
      return <RichList part={part} />
    default:
      return <RichInline part={part} />
  }
}

function RichList({ part }: { part: Json }) {
  const items = drawn(records(part.elements), RichItem)
  const style = { marginInlineStart: `${Math.min(8, number(part.indent, 0)) * 1.4}em` }
  if (part.style !== 'ordered') return <ul style={style}>{items}</ul>
  return (
    <ol style={style} start={number(part.offset, 0) + 1}>
      {items}
    </ol>
  )
}

function RichItem({ part }: { part: Json }) {
  return <li>{drawn(records(part.elements), RichInline)}</li>
}

function RichInline({ part }: { part: Json }): ReactNode {
  switch (part.type) {
    case 'text':
      return styled(string(part.text), record(part.style))
    case 'link':
      return <SafeLink url={string(part.url)}>{styled(string(part.text) || string(part.url), record(part.style))}</SafeLink>
    case 'emoji':
      return fromCodes(string(part.unicode)) ?? emoji(string(part.name)) ?? `:${string(part.name)}:`
    case 'user':
      return <UserMention id={string(part.user_id)} label="" />
    case 'channel':
      return <ChannelMention id={string(part.channel_id)} label="" />
    case 'usergroup':
      return <Broadcast label={`@${string(part.usergroup_id)}`} />
    case 'broadcast':
      return <Broadcast label={`@${string(part.range)}`} />
    case 'date':
      return (
        <DateText
          seconds={number(part.timestamp, 0)}
          format={string(part.format)}
          fallback={string(part.fallback)}
          url={string(part.url)}
        />
      )
    default:
      return string(part.text) || string(part.value)
  }
}

/** `1f44d-1f3fb` -> the character, or null. */
function fromCodes(unicode: string): string | null {
  if (!/^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6})*$/i.test(unicode)) return null
  const codes = unicode.split('-').map(code => Number.parseInt(code, 16))
  return codes.every(code => code <= 0x10ffff) ? String.fromCodePoint(...codes) : null
}

function styled(text: string, style: Json): ReactNode {
  let node: ReactNode = text
  if (style.code === true) node = <code>{node}</code>
  if (style.strike === true) node = <s>{node}</s>
  if (style.italic === true) node = <em>{node}</em>
  if (style.bold === true) node = <strong>{node}</strong>
  return node
}
