import type { Locale } from '../chat/wording.ts'
import { Refused } from './answer.ts'
import { checkHeaders, readBody } from './body.ts'
import { envelope, mostItems } from './item-schema.ts'
import { type JsonFault, readJson } from './json.ts'
import { landItems } from './land-items.ts'
import { refusals } from './messages.ts'
import type { Answer, Received } from './routes.ts'

export const mostJsonBytes = 5_000_000

/** `POST /api/v1/<kind>` with `{ "items": [...] }`. */
export async function receiveItems({ at, kind, request, locale }: Received): Promise<Answer> {
  const text = refusals(locale)
  checkHeaders(request, ['application/json'], mostJsonBytes, locale)
  const read = readJson(await readBody(request, mostJsonBytes, locale))
  if ('fault' in read) throw malformed(read.fault, locale)
  const body = envelope.safeParse(read.value)
  if (!body.success) throw new Refused(400, 'malformed', text.malformed)
  const { items } = body.data
  if (items.length > mostItems) throw new Refused(413, 'too_many', text.too_many(mostItems))
  const options = {
    createCustomers: false,
    defaultCurrency: at.defaults.currency,
    defaultZone: at.defaults.zone,
    now: at.now(),
  }
  const { accepted, rejected } = await landItems(at.store, kind, items, options)
  const told = rejected.map(({ index, errors }) => ({
    index,
    errors: errors.map(({ field, reason }) => ({ ...(field !== null && { field }), reason: reason[locale] })),
  }))
  return { status: 200, body: { accepted, rejected: told } }
}

function malformed(fault: JsonFault, locale: Locale): Refused {
  const text = refusals(locale)
  if (fault.code === 'not-utf8') return new Refused(400, 'not_utf8', text.not_utf8)
  if (fault.code === 'not-json') return new Refused(400, 'not_json', text.not_json(fault.at))
  return new Refused(400, 'repeated_key', text.repeated_key(fault.key.slice(0, 80)))
}
