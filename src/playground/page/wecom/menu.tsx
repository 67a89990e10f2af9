import { useState } from 'react'
import { useCompany } from './company.ts'

/** The app's menu below its chat: a button clicks, or opens its own. */
export function Menu() {
  const { state, words, send } = useCompany()
  const [open, setOpen] = useState<string | null>(null)
  const click = (key: string) => {
    setOpen(null)
    void send('click', { key })
  }
  return (
    <nav className="wc-menu" aria-label={words.menu}>
      {state.menu.map(({ name, key, sub_button: below = [] }) => (
        <div key={name} className="wc-menu-button">
          <button
            type="button"
            aria-expanded={key === undefined ? open === name : undefined}
            onClick={() => (key === undefined ? setOpen(open === name ? null : name) : click(key))}
          >
            {name}
          </button>
          {open === name && (
            <div className="wc-menu-below">
              {below.map(one => (
                <button key={one.key} type="button" onClick={() => click(one.key)}>
                  {one.name}
                </button>
              ))}
            </div>
          )}
        </div>
      ))}
    </nav>
  )
}
