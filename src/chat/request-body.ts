import type { IncomingMessage } from 'node:http'

/** The body of a request as text; null when it has more bytes than these or breaks off. The connection stays open for the answer. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return null
  const pieces: Uint8Array[] = []
  let read = 0
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      read += piece.length
      if (read > mostBytes) return null
      pieces.push(piece)
    }
  } catch {
    return null
  }
  return Buffer.concat(pieces).toString('utf8')
}
