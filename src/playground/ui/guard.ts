import type { IncomingMessage } from 'node:http'

const LOOPBACK = /^(::1|127(\.\d{1,3}){3}|::ffff:127(\.\d{1,3}){3})$/
const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A name of this machine that no name server decides. */
export const isLocalName = (name: string): boolean => OWN_NAMES.has(name)

function hostName(host: string): string | null {
  try {
    return new URL(`http://${host}`).hostname
  } catch {
    return null
  }
}

/**
 * Why this request may not use the playground, or null. It speaks for people and needs no login, so it answers only
 * this machine, only under a local name (a foreign page cannot reach it by rebinding a name of its own), and takes
 * changes only from its own page.
 */
export function refusal(req: IncomingMessage, changes: boolean): string | null {
  if (!LOOPBACK.test(req.socket.remoteAddress ?? '')) return 'The playground answers only this machine.'
  const host = req.headers.host ?? ''
  if (!isLocalName(hostName(host) ?? '')) return 'The playground answers only as localhost, 127.0.0.1 or [::1].'
  if (!changes) return null
  const { origin } = req.headers
  if (origin !== undefined && origin !== `http://${host}`) return 'The playground takes actions only from its own page.'
  const site = req.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'The playground takes actions only from its own page.'
  if (!(req.headers['content-type'] ?? '').startsWith('application/json')) return 'Actions are sent as application/json.'
  return null
}
