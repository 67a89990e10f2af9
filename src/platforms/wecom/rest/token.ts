import { z } from 'zod'
import type { Ask } from './http.ts'
import { createKept, type Kept } from './kept.ts'

const answered = z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().positive() })

/** The access token of one app, by `GET /cgi-bin/gettoken` (path/91039), which WeCom limits. */
export const createTokens = (ask: Ask, app: { corpId: string; secret: string }, now: () => Date): Kept =>
  createKept(async () => {
    const params = { corpid: app.corpId, corpsecret: app.secret }
    const { access_token: value, expires_in: seconds } = await ask({ path: 'gettoken', params }, answered)
    return { value, seconds }
  }, now)
