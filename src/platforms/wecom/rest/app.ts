import { NoAnswer, NotConnected, Refused } from '../errors.ts'
import type { Ask } from './http.ts'
import type { Kept } from './kept.ts'
import { createTokens } from './token.ts'

export interface AppSecret {
  corpId: string
  /** Of one app: the self-built one, customer contact, or customer service. */
  secret: string
}

/** WeCom's REST calls as one app: each with its token, once more with a new one when WeCom takes the old one no more. Rejects like `Ask`. */
export function createAppCalls(ask: Ask, app: AppSecret, now: () => Date): Ask {
  const tokens = createTokens(ask, app, now)
  return async (call, answer) => {
    const asWith = (token: string) => ask({ ...call, params: { access_token: token, ...call.params } }, answer)
    const token = await tokenOf(tokens)
    try {
      return await asWith(token)
    } catch (error) {
      if (!isTokenEnded(error)) throw error
      tokens.drop(token)
      return asWith(await tokenOf(tokens))
    }
  }
}

/** Without a token nothing is asked, so whatever became of that question: the call itself never left. */
const tokenOf = (tokens: Kept): Promise<string> =>
  tokens.get().catch((error: unknown) => {
    throw error instanceof NoAnswer ? new NotConnected() : error
  })

/** Never was one (40014), or its time is over (42001). */
const isTokenEnded = (error: unknown): boolean => error instanceof Refused && [40_014, 42_001].includes(error.errcode)
