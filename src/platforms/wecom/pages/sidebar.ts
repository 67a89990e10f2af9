import { randomUUID } from 'node:crypto'
import { html } from '../../../chat/html.ts'
import type { Button, Message } from '../../../chat/message.ts'
import type { Incoming, Reply } from '../../../chat/platform.ts'
import type { View } from '../../../chat/web-page.ts'
import type { Locale } from '../../../chat/wording.ts'
import type { Keyring } from '../../../config/keyring.ts'
import type { FormTalk } from '../form/talk.ts'
import { cardPressed } from '../heard.ts'
import { actionOf } from '../offers.ts'
import type { FormLinks } from './form-links.ts'
import { notice } from './frame.ts'
import { type Shown, type SidebarContent, sidebarView } from './sidebar-view.ts'
import type { Session } from './sign-in.ts'
import { pageWords } from './words.ts'

export interface SidebarParts {
  app: { corpId: string; agentId: number }
  forms: Pick<FormTalk, 'openOnPage'>
  links: Pick<FormLinks, 'linkTo'>
  keys: Pick<Keyring, 'sign' | 'verify'>
  receive(incoming: Incoming): Promise<Reply>
  customerOf?(externalUserId: string): Promise<number | null>
  localeOf(person: string): Locale
}

const purpose = 'wecom-page-button'
/** An `external_userid`. */
const contactId = /^[\w-]{1,64}$/
const customerNumber = /^\d{1,9}$/

/** The sidebar as it is opened: WeCom's SDK finds out whose chat it is, and opens it once more with that contact. */
export async function openSidebar(parts: SidebarParts, session: Session, query: URLSearchParams): Promise<View> {
  const contact = query.get('contact')
  const { corpId, agentId } = parts.app
  if (contact === null) {
    const script = html`<script src="sidebar/jssdk.js" defer></script>
<script src="sidebar/sidebar.js" defer data-corp="${corpId}" data-agent="${agentId}"></script>`
    return view(parts, session, { shown: null, script })
  }
  const id = contactId.test(contact) ? ((await parts.customerOf?.(contact)) ?? null) : null
  return id === null
    ? view(parts, session, { shown: null, isUnknown: true })
    : view(parts, session, await cardOf(parts, session, id))
}

/** Something was pressed, logged, searched for or picked. All of it goes through the rooms as that member, like a line in the chat. */
export async function takeSidebar(
  parts: SidebarParts,
  session: Session,
  pairs: readonly (readonly [string, string])[],
): Promise<View> {
  const given = new Map(pairs)
  const number = (name: string): number | null => (customerNumber.test(given.get(name) ?? '') ? Number(given.get(name)) : null)
  const [pick, query, line, button] = [number('pick'), given.get('q'), given.get('log')?.trim(), given.get('press')]
  if (pick !== null) return view(parts, session, await cardOf(parts, session, pick))
  if (query !== undefined) return search(parts, session, query.trim())
  const customerId = number('customer')
  const before = customerId === null ? null : await cardOf(parts, session, customerId)
  const key = `wecom:page:${session.person}:${given.get('attempt') ?? ''}`
  const reply =
    button !== undefined ? await press(parts, session, key, button) : await log(parts, session, key, before?.shown ?? null, line)
  if (reply.kind === 'form' || reply.kind === 'next-form') return formOf(parts, session, reply)
  const after = customerId === null ? null : await cardOf(parts, session, customerId)
  return view(parts, session, { shown: after?.shown ?? null, answer: answerOf(parts, session, reply) })
}

/** The page of a form that something led to. */
async function formOf(
  parts: SidebarParts,
  session: Session,
  { form }: Extract<Reply, { kind: 'form' | 'next-form' }>,
): Promise<View> {
  const { person } = session
  const at = { id: person, person }
  const locale = parts.localeOf(person)
  const location = parts.links.linkTo(at, await parts.forms.openOnPage(at, form, locale))
  return notice(303, locale, pageWords(locale).moment, '', { location })
}

/** Seen by nobody but the member: it is said in no place, and leaves the numbers of lists in the chat alone. */
const base = ({ person }: Session, key: string) => ({
  ...{ key, platform: 'wecom', person: { platform: 'wecom', id: person }, place: null, replyTo: null },
})
const newKey = (): string => `wecom:page:${randomUUID()}`

/** The customer's card as the chat shows it; or what is said instead. */
async function cardOf(
  { receive }: SidebarParts,
  session: Session,
  customerId: number,
): Promise<{ shown: Shown | null; answer?: Message }> {
  const reply = await receive({ ...base(session, newKey()), kind: 'action', action: 'customers.show', value: { customerId } })
  if (reply.kind !== 'message' && reply.kind !== 'replace') return { shown: null }
  const isCard = nameOn(reply.message) !== null
  return isCard ? { shown: { customerId, card: reply.message } } : { shown: null, answer: reply.message }
}

const nameOn = ({ parts: [first] }: Message): string | null => (first?.kind === 'heading' ? first.text : null)

async function search(parts: SidebarParts, session: Session, query: string): Promise<View> {
  const reply = query === '' ? null : await parts.receive({ ...base(session, newKey()), kind: 'suggest', query })
  const found = reply?.kind === 'options' ? reply.options : []
  const [only, other] = found
  if (only && !other) return view(parts, session, await cardOf(parts, session, Number(only.value)))
  return view(parts, session, { shown: null, search: { query, found } })
}

async function press(parts: SidebarParts, session: Session, key: string, button: string): Promise<Reply> {
  const [, signature = '', pressed = ''] = /^(\S+) (.+)$/s.exec(button) ?? []
  if (!parts.keys.verify(purpose, `${session.person}\n${pressed}`, signature)) return { kind: 'none' }
  const { person, place, replyTo } = base(session, key)
  const heard = cardPressed(parts, { id: key.replace(/^wecom:/, ''), person, place, key: pressed, replyTo })
  if (heard?.kind === 'say') return { kind: 'message', message: heard.message }
  return heard ? parts.receive(heard.incoming) : { kind: 'none' }
}

/** `/log "name": text`; of several customers of that name the rooms ask which one. */
async function log(
  parts: SidebarParts,
  session: Session,
  key: string,
  shown: Shown | null,
  line: string | undefined,
): Promise<Reply> {
  const name = shown && nameOn(shown.card)
  if (!name || !line) return { kind: 'none' }
  const text = `"${name.replaceAll('"', ' ')}": ${line}`
  return parts.receive({ ...base(session, key), kind: 'command', name: 'log', text })
}

function answerOf({ localeOf }: SidebarParts, { person }: Session, reply: Reply): Message {
  if (reply.kind === 'message' || reply.kind === 'replace') return reply.message
  const locale = localeOf(person)
  const text = pageWords(locale).doneAlready
  return { locale, summary: text, parts: [{ kind: 'text', text: [text] }] }
}

function view(parts: SidebarParts, session: Session, content: Omit<SidebarContent, 'session' | 'locale' | 'pressed'>): View {
  const locale = content.shown?.card.locale ?? content.answer?.locale ?? parts.localeOf(session.person)
  const pressed = (button: Button): string => {
    const key = JSON.stringify(actionOf(button))
    return `${parts.keys.sign(purpose, `${session.person}\n${key}`)} ${key}`
  }
  return sidebarView({ ...content, session, locale, pressed })
}
