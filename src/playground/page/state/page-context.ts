import { createContext, useContext } from 'react'
import type { UiPerson, UiReply, UiState } from '../../ui-contract.ts'
import type { Words } from '../words.ts'
import type { Path } from './talk.ts'

/** What every part of the page may need to know and do. */
export interface Page {
  state: UiState
  me: UiPerson
  words: Words
  /** Posts as the acting person; a refusal is also shown as a notice. */
  send: (path: Path, body: Record<string, unknown>) => Promise<UiReply>
}

export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('This part of the page stands outside the page')
  return page
}
