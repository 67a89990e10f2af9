import type { IncomingMessage } from 'node:http'
import type { Locale } from '../chat/wording.ts'
import { Refused } from './answer.ts'
import { refusals } from './messages.ts'

const megabyte = 1_000_000

/** Refuses by its headers what is not one of `types` (first is named in the answer), is encoded, or says that it is too large. */
export function checkHeaders({ headers }: IncomingMessage, types: readonly string[], mostBytes: number, locale: Locale): string {
  const text = refusals(locale)
  // Never decoded, so that a small body cannot become a large one.
  if (![undefined, 'identity'].includes(headers['content-encoding']?.trim().toLowerCase()))
    throw new Refused(415, 'content_encoding', text.content_encoding)
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map(part => part.trim())
  const charset = parameters
    .find(parameter => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '')
  if (!types.includes(type) || ![undefined, 'utf-8', 'utf8'].includes(charset))
    throw new Refused(415, 'content_type', text.content_type(types.join(' / ')))
  if (Number(headers['content-length'] ?? 0) > mostBytes) throw tooLarge(mostBytes, locale)
  return type
}

/** The body's pieces, up to so many bytes; then it throws `Refused` and reads no further. The connection stays open for the answer. */
export async function* piecesOf(request: IncomingMessage, mostBytes: number, locale: Locale): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    read += piece.length
    if (read > mostBytes) throw tooLarge(mostBytes, locale)
    yield piece
  }
}

/** The whole body. */
export async function readBody(request: IncomingMessage, mostBytes: number, locale: Locale): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of piecesOf(request, mostBytes, locale)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const tooLarge = (mostBytes: number, locale: Locale): Refused =>
  new Refused(413, 'too_large', refusals(locale).too_large(mostBytes / megabyte))
