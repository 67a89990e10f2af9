import { usePage } from '../state/page-context.ts'
import type { LocalLine } from '../state/timeline.ts'

/** A quiet line of the page's own: a command that was run, or a notice. */
export function SystemLine({ line }: { line: LocalLine }) {
  const { words } = usePage()
  if (line.kind === 'notice') {
    return (
      <p className="system-line" data-testid="notice">
        {line.text}
      </p>
    )
  }
  return (
    <p className="system-line echo" data-testid="echo" aria-busy={line.pending || undefined}>
      <span className="hidden-words">{words.ran} </span>
      <code>{line.text}</code>
      {line.pending && <span className="working">{words.working}</span>}
    </p>
  )
}
