import type { ServerResponse } from 'node:http'
import type { Person } from '../model.ts'
import type { World } from '../world.ts'
import { sendJson } from './http.ts'

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Gives out a file to whoever may read the message that shares or shows it. */
export function sendFile(world: World, res: ServerResponse, person: Person, query: URLSearchParams): void {
  const channel = world.channels.get(query.get('channel') ?? '')
  const messages = channel?.members.includes(person.id) ? (world.messages.get(channel.id) ?? []) : []
  const file = messages
    .filter(({ ephemeralTo }) => ephemeralTo === undefined || ephemeralTo === person.id)
    .flatMap(({ files = [], pictures = [] }) => [...files, ...pictures])
    .find(({ id }) => id === query.get('id'))
  if (!file) {
    sendJson(res, 404, { ok: false, error: 'There is no such file.' })
    return
  }
  sendBytes(res, file)
}

/** Sends a shared file; a picture as one, anything else to be saved. */
export function sendBytes(res: ServerResponse, file: { name: string; base64: string }): void {
  const bytes = Buffer.from(file.base64, 'base64')
  const isPng = bytes.subarray(0, pngSignature.length).equals(pngSignature)
  res.writeHead(200, {
    'content-type': isPng ? 'image/png' : 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  res.end(bytes)
}
