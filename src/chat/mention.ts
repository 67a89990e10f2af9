/**
 * People and channels named in typed text, without any platform's markup: platforms turn their own mentions into `@[U123]` and `#[C123]`.
 */
export const personToken = (ref: string): string => `@[${ref}]`
export const channelToken = (ref: string): string => `#[${ref}]`

/** The first person mentioned and the text without the mention. */
export function takePerson(text: string): { ref: string | null; rest: string } {
  return take(text, /@\[([^\]\s]+)\]/)
}

/** The first channel mentioned and the text without the mention. */
export function takeChannel(text: string): { ref: string | null; rest: string } {
  return take(text, /#\[([^\]\s]+)\]/)
}

function take(text: string, pattern: RegExp): { ref: string | null; rest: string } {
  const match = pattern.exec(text)
  if (!match?.[1]) return { ref: null, rest: text }
  return {
    ref: match[1],
    rest: `${text.slice(0, match.index)}${text.slice(match.index + match[0].length)}`.replace(/\s+/g, ' ').trim(),
  }
}
