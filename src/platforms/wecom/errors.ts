import { z } from 'zod'
import { errorCode } from '../../chat/errors.ts'
import type { SendResult } from '../../chat/platform.ts'

/** There is no connection: nothing left this machine. */
export class NotConnected extends Error {
  readonly code = 'wecom_down'
}

/** Asked, and no answer that can be read came back: it may have been done. */
export class NoAnswer extends Error {
  readonly code = 'wecom_no_answer'
}

/** WeCom's own "no". */
export class Refused extends Error {
  readonly code: string
  readonly errcode: number
  constructor(errcode: number) {
    super(`errcode ${errcode}`)
    this.errcode = errcode
    this.code = `wecom_${errcode}`
  }
}

const refusal = z.object({ errcode: z.number() })

/** The SDK rejects with the frame itself when WeCom refuses. */
export function refusalOf(error: unknown): never {
  const { data } = refusal.safeParse(error)
  if (data) throw new Refused(data.errcode)
  if (error instanceof Error && error.message.includes('not connected')) throw new NotConnected()
  throw error
}

/** Busy (-1), too often (45009), too much at once (45033): the same works later. */
const passing = new Set([-1, 45009, 45033])
export const isPassing = (error: unknown): boolean => error instanceof Refused && passing.has(error.errcode)

const pauseSeconds = 60
const reconnectSeconds = 10

/** What a failed send means: robots can neither mark a message nor look for one, so whatever is in doubt stays so. */
export function failureOf(error: unknown): Exclude<SendResult, { kind: 'sent' }> {
  const code = wecomCode(error)
  if (error instanceof NotConnected) return { kind: 'retry-after', seconds: reconnectSeconds, code }
  if (!(error instanceof Refused)) return { kind: 'unknown', code: 'wecom_no_answer' }
  return isPassing(error) ? { kind: 'retry-after', seconds: pauseSeconds, code } : { kind: 'rejected', code }
}

/** A stable short code for logs and answers; never a message, which may quote data. */
export const wecomCode = (error: unknown): string => errorCode(error)
