import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { UiApp } from '../../ui-contract.ts'
import { usePage } from '../state/page-context.ts'
import { CloseIcon } from './icons.tsx'

/** The app's settings, as Slack shows them: what another bot needs to be installed here, and where requests go. */
export function AppPanel({ onClose }: { onClose: () => void }) {
  const { state, words, send } = usePage()
  const { app } = state
  const id = useId()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.querySelector('button')?.focus(), [])
  const foreign = app.sockets > 0 || !app.ownUrl
  return (
    <aside
      className="side-panel app-panel"
      aria-labelledby={`${id}-title`}
      data-testid="app-panel"
      ref={box}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <header className="modal-head">
        <h2 id={`${id}-title`}>{words.appSettings}</h2>
        <button type="button" className="icon-button" aria-label={words.close} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <p className="side-about">{words.appAbout}</p>
      <p className={`app-now ${foreign ? 'foreign' : ''}`} role="status" data-testid="app-now">
        {app.sockets > 0 ? words.appOnSockets(app.sockets) : app.ownUrl ? words.appOwn : words.appOnHttp}
      </p>
      {foreign && (
        <button
          type="button"
          className="button"
          data-testid="app-own"
          onClick={() => send('app', { requestUrl: null, socketMode: false })}
        >
          {words.appBack}
        </button>
      )}
      <h3>{words.appBySocket}</h3>
      <p className="side-about">{words.appSocketHint}</p>
      <label className="app-switch">
        <input
          type="checkbox"
          data-testid="app-socket-mode"
          checked={app.socketMode}
          onChange={event => send('app', { socketMode: event.target.checked })}
        />
        {words.appSocketMode}
      </label>
      <Copied name="SLACK_APP_TOKEN" value={app.appToken} />
      <h3>{words.appByHttp}</h3>
      <RequestUrl app={app} />
      <Copied name="SLACK_SIGNING_SECRET" value={app.signingSecret} />
      <h3>{words.appForBoth}</h3>
      <Copied name="SLACK_BOT_TOKEN" value={app.botToken} />
      <Copied name="SLACK_API_URL" value={app.apiUrl} />
      <p className="side-about">{words.appElsewhere}</p>
    </aside>
  )
}

/** Where requests go; saved once the bot there has answered. */
function RequestUrl({ app }: { app: UiApp }) {
  const { words, send } = usePage()
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setAsking(true)
    const { ok } = await send('app', { requestUrl: typed ?? app.requestUrl })
    setAsking(false)
    if (ok) setTyped(null)
  }
  return (
    <form onSubmit={save}>
      <label className="field-label" htmlFor={id}>
        {words.appRequestUrl}
      </label>
      <div className="app-row">
        <input
          id={id}
          className="control"
          type="url"
          required
          data-testid="app-request-url"
          value={typed ?? app.requestUrl}
          onChange={event => setTyped(event.target.value)}
        />
        <button type="submit" className="button" disabled={asking} data-testid="app-save">
          {asking ? words.appAsking : words.appSave}
        </button>
      </div>
      <p className="field-hint">{words.appUrlHint}</p>
    </form>
  )
}

/** A setting's value, to be copied. */
function Copied({ name, value }: { name: string; value: string }) {
  const { words } = usePage()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [done, setDone] = useState(false)
  const copy = async () => {
    field.current?.select()
    await navigator.clipboard.writeText(value)
    setDone(true)
  }
  return (
    <div className="app-value">
      <label className="field-label" htmlFor={id}>
        <code>{name}</code>
      </label>
      <div className="app-row">
        <input
          id={id}
          ref={field}
          className="control"
          readOnly
          value={value}
          data-testid={`app-${name}`}
          onBlur={() => setDone(false)}
        />
        <button type="button" className="button" aria-label={words.appCopyOf(name)} onClick={copy}>
          {done ? words.appCopied : words.appCopy}
        </button>
      </div>
    </div>
  )
}
