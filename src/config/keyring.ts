import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Signs with the newest secret key and still knows the older ones. Values of one purpose are worth nothing for another. */
export interface Keyring {
  /** `<key id>.<mac>`, the same for the same text as long as the newest key is the same. */
  sign(purpose: string, text: string): string
  /** Compares in constant time. `older`: right, by a key that is being replaced; sign it again. */
  verify(purpose: string, text: string, signature: string): 'newest' | 'older' | null
  /** Begins a signature of the newest key, and of no other. */
  newestPrefix(): string
}

/** Keys, newest first; at least one. */
export function createKeyring(keys: readonly string[]): Keyring {
  const known = keys.map(key => ({ id: keyId(key), key }))
  const [newest] = known
  if (!newest) throw new Error('a keyring has at least one key')
  return {
    sign: (purpose, text) => `${newest.id}.${mac(newest.key, purpose, text)}`,
    verify(purpose, text, signature) {
      const [id, given = ''] = signature.split('.')
      const found = known.find(key => key.id === id)
      if (!found || !isEqual(mac(found.key, purpose, text), given)) return null
      return found === newest ? 'newest' : 'older'
    },
    newestPrefix: () => `${newest.id}.`,
  }
}

export const newKey = (): string => randomBytes(32).toString('base64url')

/** Tells keys apart without giving one away. */
const keyId = (key: string): string => createHash('sha256').update(`key id\0${key}`).digest('hex').slice(0, 8)

function mac(key: string, purpose: string, text: string): string {
  const derived = createHmac('sha256', key).update(purpose).digest()
  return createHmac('sha256', derived).update(text).digest('base64url')
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
