import { tryLines } from '../composer/try-lines.ts'
import { usePage } from '../state/page-context.ts'

/** A place without messages: what it is, and lines to begin with. */
export function Beginning({ name, withBot, onTry }: { name: string; withBot: boolean; onTry: (line: string) => void }) {
  const { state, me, words } = usePage()
  const lines = tryLines(me, withBot, state.commands).slice(0, 4)
  const about = (line: string) => state.commands.find(command => command.name === line.split(' ')[0])?.description ?? ''
  return (
    <div className="beginning">
      <p className="beginning-title">{words.emptyChannel(name)}</p>
      <p>{words.emptyHint}</p>
      <ul>
        {lines.map(line => (
          <li key={line}>
            <button type="button" onClick={() => onTry(line)}>
              <span className="starter-line">{line}</span>
              {about(line) && <span className="option-about">{about(line)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
