import type { ServerResponse } from 'node:http'
import type { Person } from '../model.ts'
import type { World } from '../world.ts'
import { sendJson } from './http.ts'

/** Gives out a file to whoever may read the channel it was shared in. */
export function sendFile(world: World, res: ServerResponse, person: Person, query: URLSearchParams): void {
  const channel = world.channels.get(query.get('channel') ?? '')
  const messages = channel?.members.includes(person.id) ? (world.messages.get(channel.id) ?? []) : []
  const file = messages.flatMap(message => message.files ?? []).find(({ id }) => id === query.get('id'))
  if (!file) {
    sendJson(res, 404, { ok: false, error: 'There is no such file.' })
    return
  }
  res.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  res.end(Buffer.from(file.base64, 'base64'))
}
