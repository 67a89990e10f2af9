import { useEffect, useReducer } from 'react'
import type { UiEvent, UiState } from '../../ui-contract.ts'
import { SOFIA } from '../../workspace.ts'
import { follow } from './follow.ts'
import { changePage, emptyPage, type PageChange, type PageState } from './page-state.ts'
import { loadState, streamAddress } from './talk.ts'

let lastId = 0
/** Ids for lines and notices of this page. */
export function nextId(): number {
  lastId += 1
  return lastId
}

/** The workspace of one person, kept fresh: state first, then the stream; after every reconnection the state again. */
export function useWorkspace(as: string | null, attempt: number): [PageState, (change: PageChange) => void] {
  const [page, change] = useReducer(changePage, emptyPage)
  useEffect(() => {
    // A new attempt runs this again, also for the same person.
    void attempt
    return follow<UiState, UiEvent>(as, {
      load: loadState,
      streamAddress,
      // Who comes without a name begins as the demo's account rep: the work is hers.
      otherwise: SOFIA,
      loaded: state => change({ type: 'loaded', state }),
      happened: event => change({ type: 'event', event, id: nextId() }),
      online: online => change({ type: 'online', online }),
      failed: () => change({ type: 'failed' }),
    })
  }, [as, attempt])
  return [page, change]
}
