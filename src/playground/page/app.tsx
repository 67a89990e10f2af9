import { useCallback, useEffect, useMemo, useState } from 'react'
import { Toasts } from './frame/toasts.tsx'
import { Waiting } from './frame/waiting.tsx'
import { Workspace } from './frame/workspace.tsx'
import { ConfirmHost } from './modal/confirm.tsx'
import { ModalHost } from './modal/modal-host.tsx'
import { type Page, PageContext } from './state/page-context.ts'
import { type Path, post } from './state/talk.ts'
import { useAddress } from './state/use-address.ts'
import { nextId, useWorkspace } from './state/use-workspace.ts'
import { useTheme } from './theme.ts'
import { wordsFor } from './words.ts'

/** The whole page: loads the workspace for the person in the address, and gives every part its context. */
export function App() {
  const [address, go] = useAddress()
  const [attempt, setAttempt] = useState(0)
  const [page, change] = useWorkspace(address.as, attempt)
  const [dark, toggleTheme] = useTheme()
  const { state } = page
  const me = state?.people.find(person => person.id === state.me)
  const words = wordsFor(me?.locale ?? navigator.language)

  useEffect(() => {
    document.documentElement.lang = words === wordsFor('en') ? 'en' : 'zh-CN'
  }, [words])

  const myId = me?.id
  const send = useCallback(
    async (path: Path, body: Record<string, unknown>) => {
      const reply = await post(path, path === 'fault' ? body : { as: myId, ...body })
      // A form and a menu say themselves what went wrong, and a notice may already be on its way.
      if (!reply.ok && !reply.noticed && path !== 'submit' && path !== 'suggest')
        change({ type: 'toast', id: nextId(), text: reply.error ?? words.unreachable })
      return reply
    },
    [myId, words, change],
  )
  const context: Page | null = useMemo(() => (state && me ? { state, me, words, send } : null), [state, me, words, send])
  const dismiss = useCallback((id: number) => change({ type: 'dismiss', id }), [change])

  if (!context) return <Waiting failed={page.failed} words={words} onRetry={() => setAttempt(attempt + 1)} />
  return (
    <PageContext value={context}>
      <ConfirmHost>
        <Workspace page={page} change={change} address={address} go={go} dark={dark} onTheme={toggleTheme} />
        <ModalHost view={context.state.view} />
      </ConfirmHost>
      <Toasts toasts={page.toasts} words={words} onDismiss={dismiss} />
    </PageContext>
  )
}
