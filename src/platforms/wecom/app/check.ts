import { z } from 'zod'
import type { Health } from '../../../chat/platform.ts'
import type { Worded } from '../../../chat/wording.ts'
import { isPassing, NoAnswer, NotConnected, Refused } from '../errors.ts'
import type { Ask } from '../rest/http.ts'

const well: Worded = { en: 'self-built app answers', 'zh-CN': '自建应用正常' }

/** By errcode; all others are `wecom_app_refused`. */
const refusals: Record<number, { code: string; detail: Worded }> = {
  60020: {
    code: 'wecom_ip',
    detail: { en: 'WeCom does not let this machine ask for the app', 'zh-CN': '本机 IP 不在应用的可信 IP 中' },
  },
}
const refused = {
  code: 'wecom_app_refused',
  detail: { en: 'WeCom refuses the app’s id or secret', 'zh-CN': '应用的 AgentId 或 Secret 不正确' },
}
const down = {
  code: 'wecom_api_down',
  detail: { en: 'WeCom cannot be asked for the app', 'zh-CN': '无法访问企业微信的应用接口' },
}

/** Asks for the app itself (path/90227). Rejects only with what is no answer of WeCom's. */
export async function checkApp(ask: Ask, agentId: number): Promise<Health> {
  try {
    await ask({ path: 'agent/get', params: { agentid: String(agentId) } }, z.object({}))
    return { ok: true, detail: well }
  } catch (error) {
    if (error instanceof NotConnected || error instanceof NoAnswer || isPassing(error)) return { ok: false, ...down }
    if (error instanceof Refused) return { ok: false, ...(refusals[error.errcode] ?? refused) }
    throw error
  }
}
