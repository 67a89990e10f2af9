import { chineseNumber } from '../chat/dates/chinese-numbers.ts'
import { parseUntil, type Reference } from '../chat/dates/when.ts'
import type { LocalDate } from '../chat/dates/zone.ts'
import { findOrders, type OrderProposal } from './order-proposal.ts'

/** "Renewed until June 2027" gives a day, "renewed for a year" a length: from where it counts the text does not say. */
export type RenewalProposal = { kind: 'renewal'; until: LocalDate } | { kind: 'renewal'; months: number }

/** A record a note seems to report; saved only when a person confirms it. */
export type Proposal = OrderProposal | RenewalProposal | { kind: 'complaint'; subject: string }

const RENEWED =
  /\b(?:renew(?:ed|s)?|extended|renewal signed|signed (?:the |their )?renewal)\b|续约|续费|续签|续期|续了|延长合同/gi
const NOT_RENEWED =
  /(?:\bnot?\b|n['’]t\b|\bnever\b|\b(?:will|may|might|would|could|should|can|cannot|if|wants?|plans?|going|hopes?|consider(?:s|ing)?|thinking|asked|expects?|likely|unless|before|whether)\b)[^.,;!?\n]{0,30}$|(?:没有?|未|不|别|取消|拒绝|考虑|打算|想|计划|准备|可能|如果|希望|犹豫|能否|是否|要不要|预计|争取|催|谈)[^，。；！？\n]{0,6}$/i
const UNTIL = /^(?:[^.。;；\n]{0,40}?)(?:\b(?:to|until|till|through|thru)\b|直?到|至)\s?/i
const FOR_LENGTH =
  /^[^.。;；，,\n]{0,20}?(?:\bfor\s)?(?:another\s|a further\s)?(?<count>\d{1,3}|an?|one|two|three|five|another|[一二两三四五六七八九十]{1,3}|半)\s?(?:more\s)?(?:个)?(?<unit>years?|months?|年|月)/i
const WORDS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, another: 1, two: 2, three: 3, five: 5, 半: 0.5 }

const COMPLAINT = /\bcomplain(?:ts?|s|ed|ing)?\b|投诉|抱怨|吐槽/gi
const NO_COMPLAINT =
  /(?:\b(?:no|not|never|without|any|zero|few|resolved|solved|handled)\b|n['’]t\b)[^.;!?,\n]{0,15}$|(?:没有?|无|未|零|不再?|避免|防止|解决了?|处理了?)[^，。；！？\n]{0,4}$/i
const LONGEST_SUBJECT = 120

/** What a note proposes to record, and the words of a renewal date that does not exist. */
export function findProposals(note: string, ref: Reference): { proposals: Proposal[]; impossible?: string } {
  const renewal = findRenewal(note, ref)
  const complaint = findComplaint(note)
  const proposals: Proposal[] = [...findOrders(note)]
  if (renewal?.kind === 'renewal') proposals.push(renewal)
  if (complaint) proposals.push(complaint)
  return renewal?.kind === 'impossible' ? { proposals, impossible: renewal.text } : { proposals }
}

/** "Renewed until June 2027" ends with June. */
function findRenewal(note: string, ref: Reference): RenewalProposal | { kind: 'impossible'; text: string } | null {
  for (const match of note.matchAll(RENEWED)) {
    if (NOT_RENEWED.test(note.slice(Math.max(0, match.index - 40), match.index))) continue
    const after = note.slice(match.index + match[0].length, match.index + match[0].length + 100)
    const until = UNTIL.exec(after)
    const when = until && parseUntil(after.slice(until[0].length), ref)
    if (when?.kind === 'impossible') return when
    if (when?.kind === 'found' && when.index <= 12) return { kind: 'renewal', until: when.date }
    const months = monthsIn(after)
    if (months > 0) return { kind: 'renewal', months }
  }
  return null
}

function monthsIn(text: string): number {
  const { count = '', unit = '' } = FOR_LENGTH.exec(text)?.groups ?? {}
  const number = WORDS[count.toLowerCase()] ?? chineseNumber(count) ?? 0
  const months = Math.round(number * (/year|年/i.test(unit) ? 12 : 1))
  return months <= 240 ? months : 0
}

/** The complaint a note reports, with what it is about: the words after it, else the sentence it stands in. */
function findComplaint(note: string): { kind: 'complaint'; subject: string } | null {
  for (const match of note.matchAll(COMPLAINT)) {
    if (NO_COMPLAINT.test(note.slice(Math.max(0, match.index - 24), match.index))) continue
    const after = note.slice(match.index + match[0].length, match.index + match[0].length + 200)
    const about = sentence(after).replace(
      /^(?:\s*(?:about|that|of|over|regarding|on|to us|:|：|-|,|，|了|说|称|我们的?|过|关于|的是))+\s*/i,
      '',
    )
    return { kind: 'complaint', subject: shortened(about) || shortened(around(note, match.index)) }
  }
  return null
}

function sentence(text: string): string {
  return text.split(/[。；！？;!?\n]|\.(?=\s|$)/, 1)[0] ?? ''
}

function around(note: string, index: number): string {
  const before = note.slice(Math.max(0, index - 120), index)
  const start = Math.max(...[...'。；！？;!?\n'].map(mark => before.lastIndexOf(mark))) + 1
  return before.slice(start) + sentence(note.slice(index, index + 120))
}

/** The whole note as a complaint's subject, for a log tagged as one that never says so in words. */
export function complaintSubject(note: string): string {
  return shortened(sentence(note) || note)
}

function shortened(text: string): string {
  const trimmed = text.trim().replace(/^[\s,，、:：-]+|[\s,，、]+$/g, '')
  const characters = [...trimmed]
  return characters.length > LONGEST_SUBJECT ? `${characters.slice(0, LONGEST_SUBJECT - 1).join('')}…` : trimmed
}
