import { useEffect, useReducer } from 'react'
import type { UiEvent } from '../../ui-contract.ts'
import { SOFIA } from '../../workspace.ts'
import { changePage, emptyPage, type PageChange, type PageState } from './page-state.ts'
import { loadState, streamAddress } from './talk.ts'

let lastId = 0
/** Ids for lines and notices of this page. */
export function nextId(): number {
  lastId += 1
  return lastId
}

const longestWaitMs = 8000

/** The workspace of one person, kept fresh: state first, then the stream; after every reconnection the state again. */
export function useWorkspace(as: string | null, attempt: number): [PageState, (change: PageChange) => void] {
  const [page, change] = useReducer(changePage, emptyPage)
  useEffect(() => {
    // A new attempt runs this again, also for the same person.
    void attempt
    return follow(as, change)
  }, [as, attempt])
  return [page, change]
}

function follow(as: string | null, change: (change: PageChange) => void): () => void {
  let over = false
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const connect = (me: string) => {
    // Events that arrive while the state is on its way are applied after it, so none is lost between the two.
    let early: UiEvent[] | null = []
    const stream = new EventSource(streamAddress(me))
    source = stream
    const again = () => {
      stream.close()
      if (over || source !== stream) return
      source = null
      change({ type: 'online', online: false })
      failures += 1
      timer = setTimeout(() => connect(me), Math.min(longestWaitMs, 500 * 2 ** failures))
    }
    stream.onopen = async () => {
      const state = await loadState(me)
      if (over || source !== stream) return
      if (!state) return again()
      failures = 0
      change({ type: 'loaded', state })
      change({ type: 'online', online: true })
      for (const event of early ?? []) change({ type: 'event', event, id: nextId() })
      early = null
    }
    stream.onmessage = message => {
      const event = JSON.parse(message.data) as UiEvent
      if (early) early.push(event)
      else change({ type: 'event', event, id: nextId() })
    }
    stream.onerror = again
  }

  const begin = async () => {
    // Who comes without a name, or with one that is gone, begins as the demo's account rep: the work is hers.
    const state = (as ? await loadState(as) : null) ?? (await loadState(SOFIA))
    if (over) return
    if (!state) return change({ type: 'failed' })
    change({ type: 'loaded', state })
    connect(state.me)
  }
  void begin()

  return () => {
    over = true
    clearTimeout(timer)
    source?.close()
  }
}
