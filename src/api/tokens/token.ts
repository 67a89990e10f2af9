import { randomBytes } from 'node:crypto'

/** Everything a token may stand for: one word instead of all kinds, those of later versions included. */
export const everyKind = '*'

/** 256 bits: nobody guesses it. Hexadecimal, so that a double click selects it whole. */
export const newSecret = (): string => randomBytes(32).toString('hex')

/** `rap_<id>_<secret>`: the id is looked up, the secret is compared. */
export const tokenText = (id: number, secret: string): string => `rap_${id}_${secret}`

/** How much of a token is shown for recognition; the rest has more than enough bits. */
export const shownPrefix = (id: number, secret: string): string => tokenText(id, secret.slice(0, 4))

/** The parts of what looks like a token; null for everything else, which is not worth a look at the database. */
export function readToken(text: string): { id: number; secret: string } | null {
  const match = /^rap_([1-9]\d{0,8})_([0-9a-f]{64})$/.exec(text)
  return match ? { id: Number(match[1]), secret: match[2] ?? '' } : null
}

export const maySend = (kinds: readonly string[], kind: string): boolean => kinds.includes(everyKind) || kinds.includes(kind)
