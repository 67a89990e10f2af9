import { usePage } from '../state/page-context.ts'
import { testId } from '../testids.ts'
import { commandOf } from './completion.ts'
import { tryLines } from './try-lines.ts'

/** The line under the text box: things to try while it is empty, how the command goes on, or the keys. Its height never changes. */
export function Assist({ text, withBot, onTry }: { text: string; withBot: boolean; onTry: (line: string) => void }) {
  const { state, me, words } = usePage()
  if (text === '') {
    return (
      <section className="assist chips" aria-label={words.tryThese}>
        <span className="chips-label" aria-hidden="true">
          {words.tryThese}
        </span>
        {tryLines(me, withBot, state.commands).map((line, index) => (
          <button
            key={line}
            type="button"
            className="chip"
            data-testid={testId.tryLine(index)}
            title={line}
            onClick={() => onTry(line)}
          >
            {line}
          </button>
        ))}
      </section>
    )
  }
  const command = commandOf(text, state.commands)
  return (
    <p className="assist">
      {command ? (
        <span className="usage">
          <code>
            {command.name} {command.usageHint}
          </code>
        </span>
      ) : (
        words.keys
      )}
    </p>
  )
}
