import { useCallback, useEffect, useMemo, useState } from 'react'
import { Toasts } from '../frame/toasts.tsx'
import { Waiting } from '../frame/waiting.tsx'
import { useAddress } from '../state/use-address.ts'
import { nextId } from '../state/use-workspace.ts'
import { useTheme } from '../theme.ts'
import { type Company, CompanyContext, postAs, useCompanyPage } from './company.ts'
import { Frame } from './frame.tsx'
import { wecomWordsFor } from './words.ts'

/** The WeCom page: loads the company for the member in the address, and gives every part its context. */
export function App() {
  const [address, go] = useAddress()
  const [attempt, setAttempt] = useState(0)
  const [page, change] = useCompanyPage(address.as, attempt)
  const [dark, toggleTheme] = useTheme()
  const { state } = page
  const me = state?.people.find(person => person.id === state.me)
  const words = wecomWordsFor(me?.locale ?? navigator.language)

  useEffect(() => {
    document.documentElement.lang = words === wecomWordsFor('en') ? 'en' : 'zh-CN'
  }, [words])

  const myId = me?.id
  const send: Company['send'] = useCallback(
    async (what, body) => {
      const reply = await postAs(myId ?? '', what, body)
      if (!reply.ok) change({ type: 'toast', id: nextId(), text: reply.error ?? words.unreachable })
      return reply
    },
    [myId, words, change],
  )
  const context = useMemo(() => (state && me ? { state, me, words, send } : null), [state, me, words, send])
  const dismiss = useCallback((id: number) => change({ type: 'dismiss', id }), [change])

  if (!context) return <Waiting failed={page.failed} words={words} onRetry={() => setAttempt(attempt + 1)} />
  return (
    <CompanyContext value={context}>
      <Frame online={page.online} address={address} go={go} dark={dark} onTheme={toggleTheme} />
      <Toasts toasts={page.toasts} words={words} onDismiss={dismiss} />
    </CompanyContext>
  )
}
