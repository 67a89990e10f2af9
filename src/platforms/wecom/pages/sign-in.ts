import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { View } from '../../../chat/web-page.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Keyring } from '../../../config/keyring.ts'
import { Refused } from '../errors.ts'
import type { Ask } from '../rest/http.ts'
import { notice, notSignedIn } from './frame.ts'
import { pageWords } from './words.ts'

/** A member in a browser, as WeCom said and a cookie of ours repeats. */
export interface Session {
  person: string
  /** Stands in every form of a page, so that no other site can send one: it does not know the cookie. */
  proof: string
}

export interface SignIn {
  /** Null: not signed in, or not any more. */
  session(request: IncomingMessage): Session | null
  isProof(session: Session, given: string): boolean
  /** Sends the browser to WeCom, which sends it back to this path. */
  begin(path: string, locale: Locale): View
  /** WeCom sent it back: on to the same path, signed in; or why not. Rejects when WeCom cannot be asked. */
  finish(request: IncomingMessage, path: string, locale: Locale): Promise<View>
}

export interface SignInParts {
  ask: Ask
  corpId: string
  agentId: number
  /** Without a slash at its end. */
  baseUrl: string
  /** Of WeCom's page that asks who it is. */
  authorizeUrl?: string | undefined
  keys: Pick<Keyring, 'sign' | 'verify'>
  now(): Date
}

const weixinUrl = 'https://open.weixin.qq.com/connect/oauth2/authorize'
const [stateCookie, sessionCookie] = ['rapport_state', 'rapport_member']
/** A signature for one is worth nothing for the others. */
const purposes = { state: 'wecom-page-state', session: 'wecom-page-session', proof: 'wecom-page-proof' }
const stateLivesMs = 10 * 60_000
const sessionLivesMs = 60 * 60_000

/** Only members have one (path/91023). */
const member = z.object({ userid: z.string().min(1).optional() })

/** Who somebody is, by WeCom's OAuth with `snsapi_base`: silent inside WeCom, impossible outside. */
export function createSignIn({ ask, corpId, agentId, baseUrl, authorizeUrl = weixinUrl, keys, now }: SignInParts): SignIn {
  const root = new URL(`${baseUrl}/wecom/`).pathname
  const cookie = (name: string, value: string, livesMs: number): string =>
    `${name}=${value}; Path=${root}; Max-Age=${Math.floor(livesMs / 1_000)}; HttpOnly; Secure; SameSite=Lax`
  const until = (livesMs: number): number => now().getTime() + livesMs

  const isOurs = (request: IncomingMessage, state: string, path: string): boolean => {
    const [, ends = '', signature = ''] = /^(\d{1,15})\.([\w.-]+)$/.exec(cookieOf(request, stateCookie)) ?? []
    return Number(ends) > now().getTime() && keys.verify(purposes.state, `${state}|${ends}|${path}`, signature) !== null
  }
  const whoIs = async (code: string): Promise<string | null> => {
    try {
      return (await ask({ path: 'auth/getuserinfo', params: { code } }, member)).userid ?? null
    } catch (error) {
      if (error instanceof Refused) return null
      throw error
    }
  }

  return {
    session(request) {
      const value = cookieOf(request, sessionCookie)
      const [, name = '', ends = '', signature = ''] = /^([\w-]{1,200})\.(\d{1,15})\.([\w.-]+)$/.exec(value) ?? []
      if (!(Number(ends) > now().getTime()) || !keys.verify(purposes.session, `${name}.${ends}`, signature)) return null
      return { person: Buffer.from(name, 'base64url').toString(), proof: keys.sign(purposes.proof, value) }
    },
    isProof: (session, given) => given === session.proof,
    begin(path, locale) {
      // WeCom takes letters and digits.
      const state = randomBytes(16).toString('hex')
      const ends = until(stateLivesMs)
      const query = new URLSearchParams({
        ...{ appid: corpId, redirect_uri: `${baseUrl}${path}`, response_type: 'code' },
        ...{ scope: 'snsapi_base', state, agentid: String(agentId) },
      })
      const signature = keys.sign(purposes.state, `${state}|${ends}|${path}`)
      return sentTo(`${authorizeUrl}?${query}#wechat_redirect`, locale, [
        cookie(stateCookie, `${ends}.${signature}`, stateLivesMs),
      ])
    },
    async finish(request, path, locale) {
      const words = pageWords(locale)
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
      const used = [cookie(stateCookie, '', 0)]
      if (!isOurs(request, searchParams.get('state') ?? '', path)) return notSignedIn(locale)
      const person = await whoIs(searchParams.get('code') ?? '')
      if (person === null) return notice(403, locale, words.noMember, words.noMemberText, { 'set-cookie': used })
      const signed = `${Buffer.from(person).toString('base64url')}.${until(sessionLivesMs)}`
      const value = `${signed}.${keys.sign(purposes.session, signed)}`
      return sentTo(`${baseUrl}${path}`, locale, [...used, cookie(sessionCookie, value, sessionLivesMs)])
    },
  }
}

const sentTo = (location: string, locale: Locale, cookies: string[]): View =>
  notice(302, locale, pageWords(locale).moment, '', { location, 'set-cookie': cookies })

function cookieOf({ headers }: IncomingMessage, name: string): string {
  const found = (headers.cookie ?? '').split(';').find(pair => pair.trim().startsWith(`${name}=`))
  return found?.trim().slice(name.length + 1) ?? ''
}
