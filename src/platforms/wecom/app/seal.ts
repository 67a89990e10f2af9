import { timingSafeEqual } from 'node:crypto'
import { WecomCrypto } from '@wecom/aibot-node-sdk'

/** What WeCom signs a callback with; all of it is in the address, but for what is sealed. */
export interface Signed {
  signature: string
  timestamp: string
  nonce: string
  sealed: string
}

export type Opened =
  | { kind: 'plain'; text: string }
  | { kind: 'wrong'; code: 'callback_signature' | 'callback_sealed' | 'callback_stale' }

/** Seconds that WeCom's clock and ours may be apart, as with Slack. */
const windowSeconds = 300
const blockBytes = 32

/**
 * Opens what WeCom sealed for this company (path/90930): the signature in constant time, the time, then the official SDK's strict
 * decryption: padding to blocks of 32, the length, and the company's id behind the message.
 */
export function createSeal(token: string, encodingAesKey: string, corpId: string, now: () => Date): (signed: Signed) => Opened {
  const crypto = new WecomCrypto(token, encodingAesKey, corpId)
  return ({ signature, timestamp, nonce, sealed }) => {
    const expected = Buffer.from(crypto.computeSignature(timestamp, nonce, sealed))
    const given = Buffer.from(signature)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      return { kind: 'wrong', code: 'callback_signature' }
    const apart = Math.abs(Number(timestamp) - now().getTime() / 1_000)
    if (!(apart <= windowSeconds)) return { kind: 'wrong', code: 'callback_stale' }
    // The SDK looks at the padding itself, and not at what it pads to.
    if (Buffer.from(sealed, 'base64').length % blockBytes !== 0) return { kind: 'wrong', code: 'callback_sealed' }
    try {
      return { kind: 'plain', text: crypto.decrypt(sealed) }
    } catch {
      return { kind: 'wrong', code: 'callback_sealed' }
    }
  }
}
