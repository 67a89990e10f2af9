import type { ServerResponse } from 'node:http'
import type { Audience } from '../world.ts'

const KEEP_ALIVE_MS = 25_000

export interface Streams {
  /** Turns a response into the person's event stream. */
  open(res: ServerResponse, person: { id: string }): void
  /** Ends all of them, so that the server can stop. */
  close(): void
}

/** What can be listened to. */
export interface Source {
  listen(hear: (to: Audience, event: unknown) => void): () => void
}

/** Server-sent events: each page hears only what its acting person may see. */
export function createStreams(source: Source): Streams {
  const open = new Set<ServerResponse>()
  return {
    open(res, person) {
      res.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'keep-alive',
        'x-accel-buffering': 'no',
      })
      res.write(': connected\n\n')
      const stopListening = source.listen((to, event) => {
        if (to === 'everyone' || to.includes(person.id)) res.write(`data: ${JSON.stringify(event)}\n\n`)
      })
      const beat = setInterval(() => res.write(': still here\n\n'), KEEP_ALIVE_MS)
      beat.unref()
      open.add(res)
      res.on('close', () => {
        clearInterval(beat)
        stopListening()
        open.delete(res)
      })
    },
    close() {
      for (const res of open) res.end()
    },
  }
}
