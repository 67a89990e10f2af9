import { isIP } from 'node:net'

export interface SmtpOptions {
  host: string
  port: number
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  secure: boolean
  /** No STARTTLS, no mail: a password is never sent in the clear over a network. */
  requireTLS: boolean
  auth?: { user: string; pass: string }
  tls: { rejectUnauthorized: boolean }
}

/**
 * `smtp://user:password@host:587` or `smtps://…:465` as options; user and password percent-encoded. `?tls.rejectUnauthorized=false` takes a
 * certificate nobody vouches for. The settings have checked it.
 */
export function smtpOptions(url: string): SmtpOptions {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : null
  return {
    host,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: auth !== null && !isLoopback(host),
    ...(auth && { auth }),
    tls: { rejectUnauthorized: searchParams.get('tls.rejectUnauthorized') !== 'false' },
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
