import { limits } from './limits.ts'

declare const brand: unique symbol

/**
 * Text in Slack's markup. Only this file makes it, so text from people cannot become markup by being forgotten:
 * a plain string does not fit where Mrkdwn is asked for.
 */
export type Mrkdwn = string & { readonly [brand]: true }

const markup = (text: string) => text as Mrkdwn

/** Text as people typed it: control sequences (`<!channel>`, `<@U1>`, `<https://…>`) become visible characters. */
export const escaped = (text: string): Mrkdwn =>
  markup(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))

export const isUserId = (ref: string): boolean => /^[UW][A-Z0-9]{2,20}$/.test(ref)

/** A person of the workspace, or null when the reference cannot be one. */
export const mention = (ref: string): Mrkdwn | null => (isUserId(ref) ? markup(`<@${ref}>`) : null)

/** A web or mail address in its normal form; null for anything else (`javascript:`, relative, malformed). */
export function safeUrl(url: string): string | null {
  try {
    const parsed = new URL(url)
    return ['http:', 'https:', 'mailto:'].includes(parsed.protocol) && parsed.href.length <= limits.url ? parsed.href : null
  } catch {
    return null
  }
}

/** A link, or null when the address is none. */
export function link(url: string, text: string): Mrkdwn | null {
  const safe = safeUrl(url)
  if (safe === null) return null
  return markup(`<${escaped(safe.replaceAll('|', '%7C'))}|${escaped(text.replaceAll('|', '¦').replaceAll('\n', ' '))}>`)
}

/** How Slack is to show an instant, in the reader's own zone and language. */
export const instantFormat = '{date_short_pretty} {time}'

/** Seconds since 1970, or null for what is no instant. */
export function epochSeconds(at: string): number | null {
  const ms = Date.parse(at)
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000)
}

export function date(at: string, fallback: string): Mrkdwn {
  const seconds = epochSeconds(at)
  if (seconds === null) return escaped(fallback)
  return markup(`<!date^${seconds}^${instantFormat}|${escaped(fallback.replaceAll('|', '¦'))}>`)
}

export const strong = (text: Mrkdwn): Mrkdwn => markup(`*${text}*`)
export const code = (text: Mrkdwn): Mrkdwn => markup(`\`${text}\``)
export const join = (parts: readonly Mrkdwn[]): Mrkdwn => markup(parts.join(''))

/**
 * Would Slack format something in this text once it is escaped? `*a*`, `_a_`, `~a~`, backticks, `:smile:` and a quote's `>` cannot be
 * escaped, so such text is shown where no formatting exists. An underscore inside a word does nothing.
 */
export function wouldFormat(text: string): boolean {
  return /[*~`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:[\w+'-]+:|^\s*>/m.test(text)
}
