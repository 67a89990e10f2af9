import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'
import type { CallbackEvent } from './callback-event.ts'

/** Fields that may come once or several times. */
const lists = new Set(['SelectedItem', 'OptionId'])
/** A callback is some fields, some of them with fields below. */
const deepest = 8

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  // As text: numbers of 19 digits and codes with zeros in front would change otherwise.
  parseTagValue: false,
  processEntities: false,
  maxNestedTags: deepest,
  isArray: name => lists.has(name),
})
const document = z.strictObject({ xml: z.record(z.string(), z.unknown()) })

/** The fields of a callback; null for what is no well-formed `<xml>`, or has a DOCTYPE: what it defines is never asked for. */
export function readXml(text: string): CallbackEvent | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(outsideOfData(text)) || XMLValidator.validate(text) !== true) return null
  try {
    return document.safeParse(parser.parse(text)).data?.xml ?? null
  } catch {
    return null
  }
}

/** What people write stands in CDATA, and may be about anything. In one pass, for anybody may send what is long. */
function outsideOfData(text: string): string {
  const outside: string[] = []
  for (let at = 0; ; ) {
    const from = text.indexOf('<![CDATA[', at)
    if (from < 0) return [...outside, text.slice(at)].join('')
    outside.push(text.slice(at, from))
    const until = text.indexOf(']]>', from)
    if (until < 0) return outside.join('')
    at = until + 3
  }
}
