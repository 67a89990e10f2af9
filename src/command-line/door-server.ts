import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createDoor } from './door.ts'
import { doorAddress } from './door-client.ts'
import type { Task, Workplace } from './task.ts'

/**
 * Opens the door on a port of its own that only this machine reaches, whatever HOST is, and writes address and key where the command
 * line looks for them (`file`, readable by its owner only). The port of the chat platforms stays out of it: there a request must
 * arrive within seconds, and a proxy may stand before it.
 */
export async function openDoor(parts: {
  file: string
  tasks: readonly Task[]
  at: Workplace
}): Promise<{ close(): Promise<void> }> {
  const key = randomBytes(32).toString('base64url')
  const door = createDoor({ key, tasks: parts.tasks, at: parts.at })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    door.handle(request, response, pathname).then(
      own => own || response.writeHead(404).end(),
      () => response.destroy(),
    )
  })
  // A file takes as long as it takes.
  server.requestTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await writeAddress(parts.file, JSON.stringify({ url: urlOf(server), key }))
  return {
    async close() {
      await door.stop()
      server.close()
      server.closeAllConnections()
      if (await isOurs(parts.file, key)) await rm(parts.file, { force: true })
    },
  }
}

function urlOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the door has no port')
  return `http://127.0.0.1:${address.port}`
}

/** Renamed into place: nobody reads half of it, and it never exists with wider rights. */
async function writeAddress(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, `${text}\n`, { mode: 0o600, flag: 'wx' })
  await rename(draft, file)
}

async function isOurs(file: string, key: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return doorAddress(text)?.key === key
}
