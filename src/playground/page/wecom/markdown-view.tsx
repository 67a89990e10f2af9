import type { ReactNode } from 'react'
import { keyed } from '../blocks/keyed.ts'
import { useCompany } from './company.ts'
import { type Block, type Inline, parseMarkdown } from './markdown.ts'

/** A robot's markdown as React nodes; no markup of the text ever reaches the page as HTML. */
export function Markdown({ text }: { text: string }) {
  return keyed(parseMarkdown(text), block => block.kind).map(({ key, item }) => <BlockView key={key} block={item} />)
}

function BlockView({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <h3>{nodes(block.inlines)}</h3>
    case 'text':
      return <p>{nodes(block.inlines)}</p>
    case 'row':
      return (
        <p className="wc-row">
          <span className="wc-row-mark">{block.mark}</span>
          <span>{nodes(block.inlines)}</span>
        </p>
      )
    case 'below':
      return <p className="wc-below">{nodes(block.inlines)}</p>
    case 'quote':
      return (
        <blockquote>
          {keyed(block.lines, () => 'line').map(({ key, item }) => (
            <p key={key}>{nodes(item)}</p>
          ))}
        </blockquote>
      )
    case 'code':
      return <pre>{block.text}</pre>
    case 'rule':
      return <hr />
    case 'gap':
      return <div className="wc-gap" />
  }
}

const nodes = (inlines: readonly Inline[]): ReactNode[] =>
  keyed(inlines, inline => inline.kind).map(({ key, item }) => <Part key={key} part={item} />)

function Part({ part }: { part: Inline }): ReactNode {
  const { state } = useCompany()
  switch (part.kind) {
    case 'text':
      return part.text
    case 'bold':
      return <strong>{part.text}</strong>
    case 'code':
      return <code>{part.text}</code>
    case 'link':
      return (
        <a href={part.url} target="_blank" rel="noreferrer noopener">
          {part.text}
        </a>
      )
    case 'mention':
      return <span className="wc-mention">@{state.people.find(({ id }) => id === part.id)?.name ?? part.id}</span>
  }
}
