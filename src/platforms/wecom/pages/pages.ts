import type { IncomingMessage, ServerResponse } from 'node:http'
import { readFields, showPage, type View } from '../../../chat/web-page.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Keyring } from '../../../config/keyring.ts'
import { type Log, stackOf } from '../../../config/log.ts'
import type { AppSettings } from '../app/app.ts'
import { wecomCode } from '../errors.ts'
import type { FormPlace, OpenForm } from '../form/talk.ts'
import type { Ask } from '../rest/http.ts'
import type { Turns } from '../turns.ts'
import { answerSignature, sendScript } from './assets.ts'
import { type FormLinks, formLinks } from './form-links.ts'
import { type FormPageParts, formView, takeForm } from './form-page.ts'
import { notice, notSignedIn, policyOf } from './frame.ts'
import { scripts } from './scripts.ts'
import { openSidebar, type SidebarParts, takeSidebar } from './sidebar.ts'
import { createSignIn, type Session, type SignIn } from './sign-in.ts'
import { createSignatures } from './signatures.ts'
import { pageWords } from './words.ts'

export interface PagesOptions {
  /** Without a slash at its end. */
  baseUrl: string
  keys: Pick<Keyring, 'sign' | 'verify'>
  /** WeCom's page that asks who it is; unset: its own. */
  authorizeUrl?: string
  /** The customer whom a contact of WeCom (`external_userid`) belongs to; unset: contacts are not synced. */
  customerOf?(externalUserId: string): Promise<number | null>
}

interface PagesParts extends PagesOptions, Omit<FormPageParts & SidebarParts, 'links' | 'keys' | 'customerOf'> {
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

/** A page for who is signed in. */
interface Page {
  show(session: Session, query: URLSearchParams): Promise<View>
  take(session: Session, pairs: [string, string][]): Promise<View>
}

/**
 * `/wecom/form/<token>` and `/wecom/sidebar`: pages inside WeCom for the member whom WeCom says it is, and the sidebar's scripts. False for
 * other addresses.
 */
export function createPages(given: PagesParts) {
  const { app, ask, keys, baseUrl, authorizeUrl, now } = given
  const signIn = createSignIn({ ask, ...app, keys, baseUrl, authorizeUrl, now })
  const parts: Parts = { ...given, links: formLinks(keys, baseUrl), signIn }
  const sign = createSignatures(ask, now)
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    if (path === '/wecom/sidebar/signature') return answerSignature(parts, sign, request, response)
    const script = scripts[path]
    if (script) return sendScript(request, response, script)
    if (path !== '/wecom/sidebar' && !path.startsWith('/wecom/form/')) return false
    const view = await visited(parts, request, path).catch((error: unknown): View => {
      parts.log('error', 'wecom.page-failed', { code: wecomCode(error), at: stackOf(error) })
      return notice(503, parts.locale, pageWords(parts.locale).failed, pageWords(parts.locale).failedText)
    })
    return showPage(request, response, view, policyOf(path === '/wecom/sidebar'))
  }
}

async function visited(parts: Parts, request: IncomingMessage, path: string): Promise<View> {
  const { locale, signIn } = parts
  const words = pageWords(locale)
  const page = pageAt(parts, path)
  if (!page) return notice(404, locale, words.unknown, words.unknownText)
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams
  const session = signIn.session(request)
  if (request.method === 'POST') {
    const pairs = session && (await readFields(request, mostBytes))
    const proof = pairs?.find(([name]) => name === 'proof')?.[1] ?? ''
    if (!session || (pairs && !signIn.isProof(session, proof))) return notSignedIn(locale)
    return pairs ? page.take(session, pairs) : notice(400, locale, words.malformed, words.malformedText)
  }
  if (request.method !== 'GET') return notice(405, locale, words.notAllowed, words.notAllowedText, { allow: 'GET, POST' })
  if (query.has('code')) return signIn.finish(request, path, locale)
  return session ? page.show(session, query) : signIn.begin(path, locale)
}

function pageAt(parts: Parts, path: string): Page | null {
  if (path === '/wecom/sidebar')
    return {
      show: (session, query) => openSidebar(parts, session, query),
      take: (session, pairs) => takeSidebar(parts, session, pairs),
    }
  const named = parts.links.read(path.slice('/wecom/form/'.length))
  return named && formPage(parts, named.place, named.form)
}

function formPage(parts: Parts, place: string, form: string): Page {
  const visit = async ({ person }: Session, then: (at: FormPlace, open: OpenForm) => View | Promise<View>): Promise<View> => {
    const at = { id: place, person }
    const open = await parts.forms.opened(at, form)
    const { over, overText } = pageWords(parts.locale)
    return open ? then(at, open) : notice(404, parts.locale, over, overText)
  }
  return {
    show: session => visit(session, (at, open) => formView({ at, open, session })),
    take: (session, pairs) =>
      parts.inTurn(session.person, () => visit(session, (at, open) => takeForm(parts, { at, open, session }, pairs))),
  }
}
