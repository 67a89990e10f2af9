import { createHash, randomUUID } from 'node:crypto'
import { type Card, cardFits } from '../cards.ts'
import type { SharedFile } from '../media.ts'
import type { Methods } from './api.ts'
import { ApiRefusal, type ApiRequest, type AppShown, type LocalCompany } from './company.ts'

/** Bytes and counts (path/90236, path/99110). */
const limits = {
  text: 2_048,
  webhook: 4_096,
  users: 1_000,
  perMinute: 30,
  perHour: 1_000,
  webhookPerMinute: 20,
  image: 2 * 1024 * 1024,
}
const minuteMs = 60_000
/** The longest in which a repeat is known as one (path/90236). */
const rememberedMs = 4 * 60 * minuteMs

export const messages: Methods = {
  'message/send': { as: 'app', run: (company, request) => send(company, request) },
  'message/update_template_card': { as: 'app', run: (company, request) => update(company, request) },
  'webhook/send': { as: 'webhook', run: (company, request) => post(company, request) },
}

function send(company: LocalCompany, { body, at }: ApiRequest): object {
  const users = typeof body.touser === 'string' ? body.touser.split('|') : []
  if (body.agentid !== company.agentId) throw new ApiRefusal(40_056)
  if (users.length === 0 || users.length > limits.users) throw new ApiRefusal(40_058)
  const made = contentOf(company, body, limits.text)
  const known = users.filter(user => company.members.get(user)?.isVisible)
  if (known.length === 0) throw new ApiRefusal(81_013)
  const invalid = users.filter(user => !known.includes(user)).join('|')
  const same = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const withinMs = Number(body.duplicate_check_interval ?? 1_800) * 1_000
  company.sent = company.sent.filter(one => at - one.at < rememberedMs)
  const { sent } = company
  const isRepeat = body.enable_duplicate_check === 1 && sent.some(one => one.same === same && at - one.at < withinMs)
  const ids: { msgid: string; response_code?: string } = { msgid: randomUUID() }
  if (!isRepeat)
    for (const to of known) {
      const lately = (ms: number) => sent.filter(one => one.to === to && at - one.at < ms).length
      const isDropped = lately(minuteMs) >= limits.perMinute || lately(60 * minuteMs) >= limits.perHour
      sent.push({ to, at, same })
      if (isDropped) continue
      const shown: AppShown = { to, ...made }
      show(company, shown)
      if (made.card) ids.response_code = respondable(company, shown)
    }
  return { ...ids, invaliduser: invalid }
}

function update(company: LocalCompany, { body }: ApiRequest): object {
  if (body.agentid !== company.agentId) throw new ApiRefusal(40_056)
  const code = String(body.response_code)
  const shown = company.responseCodes.get(code)
  if (!shown) throw new ApiRefusal(42_045)
  const card = cardOf(body)
  if (card?.task_id !== shown.card?.task_id) throw new ApiRefusal(40_058)
  company.responseCodes.delete(code)
  shown.card = card
  company.told.changed(shown)
  return {}
}

function post(company: LocalCompany, { params, body, at }: ApiRequest): object {
  const key = params.key ?? ''
  if (!company.webhooks.has(key)) throw new ApiRefusal(93_000)
  company.sent = company.sent.filter(one => at - one.at < rememberedMs)
  const { sent } = company
  if (sent.filter(one => one.to === key && at - one.at < minuteMs).length >= limits.webhookPerMinute) throw new ApiRefusal(45_009)
  const made = contentOf(company, body, limits.webhook)
  // Its cards have no buttons, and so are of kinds that nobody here sends.
  if (made.card) throw new ApiRefusal(40_058)
  sent.push({ to: key, at, same: '' })
  show(company, { to: key, ...made })
  return {}
}

/** The last of them are kept. */
const mostShown = 10_000

function show(company: LocalCompany, shown: AppShown): void {
  company.shown.push(shown)
  company.shown.splice(0, company.shown.length - mostShown)
  company.told.shown(shown)
}

/** A new code under which the card can be changed once. */
export function respondable(company: LocalCompany, shown: AppShown): string {
  const code = randomUUID()
  company.responseCodes.set(code, shown)
  const [oldest] = company.responseCodes.keys()
  if (company.responseCodes.size > mostShown && oldest !== undefined) company.responseCodes.delete(oldest)
  return code
}

function contentOf(company: LocalCompany, body: Record<string, unknown>, most: number): Omit<AppShown, 'to'> {
  const none = { text: '', card: null, file: null }
  const kind = String(body.msgtype)
  if (kind === 'text' || kind === 'markdown' || kind === 'markdown_v2') {
    const { content } = (body[kind] ?? {}) as { content?: string }
    if (!content || Buffer.byteLength(content) > most) throw new ApiRefusal(40_058)
    return { ...none, text: content }
  }
  if (kind === 'file' || (kind === 'image' && body.image && 'media_id' in (body.image as object))) {
    const { media_id: id } = (body[kind] ?? {}) as { media_id?: string }
    const file = company.media.get(id ?? '')
    if (file === undefined) throw new ApiRefusal(40_007)
    return { ...none, file }
  }
  if (kind === 'image') return { ...none, file: imageOf(body) }
  const card = kind === 'template_card' ? cardOf(body) : null
  if (!card) throw new ApiRefusal(40_008)
  return { ...none, card }
}

function imageOf(body: Record<string, unknown>): SharedFile {
  const { base64 = '', md5 } = (body.image ?? {}) as { base64?: string; md5?: string }
  const image = Buffer.from(base64, 'base64')
  const isWhole = createHash('md5').update(image).digest('hex') === md5
  if (!isWhole || image.length === 0 || image.length > limits.image) throw new ApiRefusal(40_009)
  return { name: 'image.png', base64 }
}

function cardOf({ template_card: card }: Record<string, unknown>): Card | null {
  if (!card) return null
  if (!cardFits(card as Card)) throw new ApiRefusal(40_058)
  return card as Card
}
