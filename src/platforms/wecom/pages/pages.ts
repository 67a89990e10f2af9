import type { IncomingMessage, ServerResponse } from 'node:http'
import { readFields, showPage, type View } from '../../../chat/web-page.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Keyring } from '../../../config/keyring.ts'
import { type Log, stackOf } from '../../../config/log.ts'
import type { AppSettings } from '../app/app.ts'
import { wecomCode } from '../errors.ts'
import type { FormPlace } from '../form/talk.ts'
import type { Ask } from '../rest/http.ts'
import type { Turns } from '../turns.ts'
import { type FormLinks, formLinks } from './form-links.ts'
import { type FormPageParts, formView, takeForm } from './form-page.ts'
import { notice, policyOf } from './frame.ts'
import { createSignIn, type Session, type SignIn } from './sign-in.ts'
import { pageWords } from './words.ts'

export interface PagesOptions {
  /** Without a slash at its end. */
  baseUrl: string
  keys: Pick<Keyring, 'sign' | 'verify'>
  /** WeCom's page that asks who it is; unset: its own. */
  authorizeUrl?: string
}

interface PagesParts extends PagesOptions, Omit<FormPageParts, 'links'> {
  app: AppSettings
  /** As the app. */
  ask: Ask
  /** One after the other for each person, and after what they wrote. */
  inTurn: Turns['next']
  /** Of who is not known yet. */
  locale: Locale
  log: Log
}

interface Parts extends PagesParts {
  links: FormLinks
  signIn: SignIn
}

const mostBytes = 256 * 1_024

/** `/wecom/form/<token>`: pages inside WeCom for the member whom WeCom says it is. False for other addresses. */
export function createPages(given: PagesParts) {
  const { app, ask, keys, baseUrl, authorizeUrl, now } = given
  const signIn = createSignIn({ ask, ...app, keys, baseUrl, authorizeUrl, now })
  const parts: Parts = { ...given, links: formLinks(keys, baseUrl), signIn }
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    const [, token] = /^\/wecom\/form\/([\w.-]{1,300})$/.exec(path) ?? []
    if (token === undefined) return false
    const view = await visited(parts, request, path, token).catch((error: unknown): View => {
      parts.log('error', 'wecom.page-failed', { code: wecomCode(error), at: stackOf(error) })
      return notice(503, parts.locale, pageWords(parts.locale).failed, pageWords(parts.locale).failedText)
    })
    return showPage(request, response, view, policyOf(false))
  }
}

async function visited(parts: Parts, request: IncomingMessage, path: string, token: string): Promise<View> {
  const { locale } = parts
  const words = pageWords(locale)
  const named = parts.links.read(token)
  if (!named) return notice(404, locale, words.unknown, words.unknownText)
  if (request.method === 'POST') return posted(parts, request, named)
  if (request.method !== 'GET') return notice(405, locale, words.notAllowed, words.notAllowedText, { allow: 'GET, POST' })
  if (new URL(request.url ?? '/', 'http://localhost').searchParams.has('code')) return parts.signIn.finish(request, path, locale)
  const session = parts.signIn.session(request)
  return session ? shown(parts, session, named) : parts.signIn.begin(path, locale)
}

type Named = NonNullable<ReturnType<FormLinks['read']>>

const over = ({ locale }: Parts): View => notice(404, locale, pageWords(locale).over, pageWords(locale).overText)

async function shown(parts: Parts, session: Session, { place, form }: Named): Promise<View> {
  const at: FormPlace = { id: place, person: session.person }
  const open = await parts.forms.opened(at, form)
  return open ? formView({ at, open, session }) : over(parts)
}

async function posted(parts: Parts, request: IncomingMessage, { place, form }: Named): Promise<View> {
  const words = pageWords(parts.locale)
  const session = parts.signIn.session(request)
  if (!session) return notice(403, parts.locale, words.notSignedIn, words.notSignedInText)
  const pairs = await readFields(request, mostBytes)
  if (!pairs) return notice(400, parts.locale, words.malformed, words.malformedText)
  const proof = pairs.find(([name]) => name === 'proof')?.[1] ?? ''
  if (!parts.signIn.isProof(session, proof)) return notice(403, parts.locale, words.notSignedIn, words.notSignedInText)
  const at: FormPlace = { id: place, person: session.person }
  return parts.inTurn(session.person, async () => {
    const open = await parts.forms.opened(at, form)
    return open ? takeForm(parts, { at, open, session }, pairs) : over(parts)
  })
}
