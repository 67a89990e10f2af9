import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { UiFault } from '../../ui-contract.ts'
import { usePage } from '../state/page-context.ts'
import { CloseIcon } from './icons.tsx'

const methods = [
  '*',
  'chat.postMessage',
  'chat.postEphemeral',
  'chat.update',
  'views.open',
  'views.update',
  'views.publish',
  'users.info',
  'conversations.history',
]
const kinds = ['ratelimited', 'error-before', 'error-after', 'hang'] as const

/** The drawer that makes the local Slack fail on purpose. */
export function FaultPanel({ onClose }: { onClose: () => void }) {
  const { state, words, send } = usePage()
  const id = useId()
  const box = useRef<HTMLElement>(null)
  const [method, setMethod] = useState('chat.postMessage')
  const [kind, setKind] = useState<UiFault['kind']>('ratelimited')
  const [count, setCount] = useState(1)
  useEffect(() => box.current?.querySelector('select')?.focus(), [])
  const add = (event: FormEvent) => {
    event.preventDefault()
    void send('fault', { method, kind, remaining: count })
  }
  const name = (one: string) => (one === '*' ? words.anyMethod : one)
  return (
    <aside
      className="side-panel"
      aria-labelledby={`${id}-title`}
      data-testid="fault-panel"
      ref={box}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <header className="modal-head">
        <h2 id={`${id}-title`}>{words.faults}</h2>
        <button type="button" className="icon-button" aria-label={words.close} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <p className="side-about">{words.faultsAbout}</p>
      <form onSubmit={add}>
        <label className="field-label" htmlFor={`${id}-kind`}>
          {words.faultKind}
        </label>
        <select
          id={`${id}-kind`}
          className="control"
          data-testid="fault-kind"
          value={kind}
          onChange={event => setKind(kinds.find(one => one === event.target.value) ?? 'hang')}
        >
          {kinds.map(one => (
            <option key={one} value={one}>
              {words.faultNames[one]}
            </option>
          ))}
        </select>
        <p className="field-hint">{words.faultSentences[kind]}</p>
        <div className="fault-row-inputs">
          <div>
            <label className="field-label" htmlFor={`${id}-method`}>
              {words.faultMethod}
            </label>
            <select
              id={`${id}-method`}
              className="control"
              data-testid="fault-method"
              value={method}
              onChange={event => setMethod(event.target.value)}
            >
              {methods.map(one => (
                <option key={one} value={one}>
                  {name(one)}
                </option>
              ))}
            </select>
          </div>
          <div>
            <label className="field-label" htmlFor={`${id}-count`}>
              {words.faultCount}
            </label>
            <input
              id={`${id}-count`}
              className="control"
              data-testid="fault-count"
              type="number"
              min={1}
              max={99}
              value={count}
              onChange={event => setCount(Math.min(99, Math.max(1, Math.trunc(Number(event.target.value)) || 1)))}
            />
          </div>
        </div>
        <button type="submit" className="button primary" data-testid="fault-add">
          {words.faultAdd}
        </button>
      </form>
      <h3>{words.faultNow}</h3>
      {state.faults.length === 0 && <p className="side-about">{words.faultNone}</p>}
      <ul className="fault-list">
        {state.faults.map(fault => (
          <li key={`${fault.method} ${fault.kind}`} data-testid="fault-row">
            <span>
              <strong>{name(fault.method)}</strong>
              <span className="fault-kind">{words.faultNames[fault.kind]}</span>
              <span className="fault-left">{words.faultLeft(fault.remaining)}</span>
            </span>
            <button
              type="button"
              className="button small"
              data-testid="fault-clear"
              onClick={() => send('fault', { ...fault, remaining: 0 })}
            >
              {words.faultClear}
            </button>
          </li>
        ))}
      </ul>
    </aside>
  )
}
