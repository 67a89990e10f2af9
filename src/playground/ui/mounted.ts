import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendText, TooLarge } from './http.ts'

/** Serves what is its own; false for other addresses, untouched. */
export type Handle = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>

/** Everything at `prefix` and below it, with an answer also to what goes wrong there. */
export function mounted(prefix: string, route: (req: IncomingMessage, res: ServerResponse, url: URL) => Promise<void>): Handle {
  return async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://localhost')
    if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) return false
    try {
      await route(req, res, url)
    } catch (error) {
      if (res.headersSent) res.destroy()
      else if (error instanceof TooLarge) sendText(res, 413, 'That is too large.')
      else if (error instanceof URIError) sendText(res, 404, 'There is no such file.')
      else {
        console.error(`the playground failed: ${error instanceof Error ? error.stack : String(error)}`)
        sendText(res, 500, 'The playground failed; its log says why.')
      }
    }
    return true
  }
}
