const longestWaitMs = 8000

export interface Followed<State extends { me: string }, Event> {
  load(as: string): Promise<State | null>
  streamAddress(as: string): string
  /** Who acts when the address names nobody, or somebody who is gone. */
  otherwise: string
  loaded(state: State): void
  happened(event: Event): void
  online(online: boolean): void
  failed(): void
}

/** State first, then the stream of what changes; after every reconnection the state again. Gives how to stop. */
export function follow<State extends { me: string }, Event>(as: string | null, followed: Followed<State, Event>): () => void {
  let over = false
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const connect = (me: string) => {
    // Events that arrive while the state is on its way are applied after it, so none is lost between the two.
    let early: Event[] | null = []
    const stream = new EventSource(followed.streamAddress(me))
    source = stream
    const again = () => {
      stream.close()
      if (over || source !== stream) return
      source = null
      followed.online(false)
      failures += 1
      timer = setTimeout(() => connect(me), Math.min(longestWaitMs, 500 * 2 ** failures))
    }
    stream.onopen = async () => {
      const state = await followed.load(me)
      if (over || source !== stream) return
      if (!state) return again()
      failures = 0
      followed.loaded(state)
      followed.online(true)
      for (const event of early ?? []) followed.happened(event)
      early = null
    }
    stream.onmessage = message => {
      const event = JSON.parse(message.data) as Event
      if (early) early.push(event)
      else followed.happened(event)
    }
    stream.onerror = again
  }

  const begin = async () => {
    const state = (as ? await followed.load(as) : null) ?? (await followed.load(followed.otherwise))
    if (over) return
    if (!state) return followed.failed()
    followed.loaded(state)
    connect(state.me)
  }
  void begin()

  return () => {
    over = true
    clearTimeout(timer)
    source?.close()
  }
}
