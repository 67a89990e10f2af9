import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach } from 'vitest'

/** A mail as it arrived. */
export interface Arrived {
  to: string[]
  /** As it came over the line. */
  raw: string
  secure: boolean
}

export interface MailServer {
  port: number
  arrived: Arrived[]
  /** Connections opened so far. */
  connections: number
  /** Lines of RCPT TO. */
  asked: number
}

/** What the server does instead of taking a mail. */
export type Answer = 'take' | { at: 'recipient' | 'data' | 'hello'; code: number } | 'hang-up-after-data' | 'silent-after-data'

/** A real SMTP server on this machine; it goes with the test. `answer` is asked for each mail. */
export function useMailServers() {
  const servers: SMTPServer[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise<void>(resolve => server.close(() => resolve()))
  })
  return async (answer: () => Answer = () => 'take', options: SMTPServerOptions = {}): Promise<MailServer> => {
    const state: MailServer = { port: 0, arrived: [], connections: 0, asked: 0 }
    const sockets = new Map<string, Socket>()
    const refusal = (code: number) => Object.assign(new Error('not <customer@example.com>'), { responseCode: code })
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 100,
      logger: false,
      onConnect(_session, done) {
        state.connections += 1
        const now = answer()
        done(typeof now === 'object' && now.at === 'hello' ? refusal(now.code) : null)
      },
      onRcptTo(_address, _session, done) {
        state.asked += 1
        const now = answer()
        done(typeof now === 'object' && now.at === 'recipient' ? refusal(now.code) : null)
      },
      onData(stream, session, done) {
        const pieces: Buffer[] = []
        stream.on('data', (piece: Buffer) => pieces.push(piece))
        stream.on('end', () => {
          const now = answer()
          if (typeof now === 'object' && now.at === 'data') return done(refusal(now.code))
          state.arrived.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            raw: Buffer.concat(pieces).toString('latin1'),
            secure: session.secure,
          })
          if (now === 'hang-up-after-data') return sockets.forEach(socket => void socket.destroy())
          if (now === 'silent-after-data') return
          done()
        })
      },
      ...options,
    })
    server.on('error', () => undefined)
    server.server.on('connection', (socket: Socket) => sockets.set(`${socket.remotePort}`, socket))
    servers.push(server)
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    state.port = (server.server.address() as AddressInfo).port
    return state
  }
}

/** The mail's headers, unfolded, and its two bodies as they were written. */
export function readMail(raw: string): { headers: Map<string, string[]>; text: string; html: string } {
  const { headers, body } = split(raw)
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type')?.[0] ?? '')?.[1]
  const parts = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map(part => split(part.replace(/^\r\n/, '')))
    : []
  const bodyOf = (type: string) => {
    const part = parts.find(one => one.headers.get('content-type')?.[0]?.startsWith(type))
    return part ? decoded(part.body, part.headers.get('content-transfer-encoding')?.[0] ?? '7bit') : ''
  }
  return { headers, text: bodyOf('text/plain'), html: bodyOf('text/html') }
}

function split(raw: string): { headers: Map<string, string[]>; body: string } {
  const end = raw.indexOf('\r\n\r\n')
  const headers = new Map<string, string[]>()
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? []
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value])
  }
  return { headers, body: raw.slice(end + 4).replace(/\r\n$/, '') }
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8').replaceAll('\r\n', '\n')
  const bytes = body
    .replace(/[ \t]*=\r\n/g, soft => soft.slice(0, -3))
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n')
}

/** A subject as mail programs show it (RFC 2047). */
export function decodedHeader(value: string): string {
  return value.replace(/\?=\s+=\?/g, '?==?').replace(/(?:=\?utf-8\?[BQ]\?[^?]*\?=)+/gi, words => {
    const pieces = [...words.matchAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi)].map(([, way, text = '']) =>
      way?.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64')
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ),
    )
    return Buffer.concat(pieces).toString('utf8')
  })
}
