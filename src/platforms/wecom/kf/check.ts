import type { Health } from '../../../chat/platform.ts'
import type { Worded } from '../../../chat/wording.ts'
import { NotConnected, Refused, wecomCode } from '../errors.ts'
import type { KfCalls } from './calls.ts'

const ill: Record<string, Worded> = {
  kf_down: { en: 'WeCom cannot be reached; what customers write comes later', 'zh-CN': '无法连接企业微信，客户消息会稍后收到' },
  kf_secret: { en: 'WeCom refuses the secret for 微信客服', 'zh-CN': '企业微信拒绝了微信客服的 Secret' },
  kf_not_allowed: {
    en: 'the app may not call 微信客服, or this machine’s address is not trusted',
    'zh-CN': '该应用没有微信客服接口权限，或本机 IP 不在企业可信 IP 中',
  },
  kf_not_managed: { en: 'the account is not among those the app may manage', 'zh-CN': '该客服账号没有交给这个应用管理' },
}
const otherwise: Worded = { en: 'WeCom refuses to answer for 微信客服', 'zh-CN': '企业微信没有正常返回微信客服的信息' }
const well: Worded = { en: 'customers can be reached in WeChat', 'zh-CN': '可以在微信里接待客户' }

const codes: Record<number, string> = {
  40001: 'kf_secret',
  40013: 'kf_secret',
  48002: 'kf_not_allowed',
  60020: 'kf_not_allowed',
  48007: 'kf_not_managed',
}

/** How 微信客服 is reached, for `/rapport status` and `doctor`. */
export async function checkKf(calls: Pick<KfCalls, 'isManaged'>): Promise<Health> {
  const code = await calls.isManaged().then(
    isManaged => (isManaged ? null : 'kf_not_managed'),
    (error: unknown) => {
      if (error instanceof NotConnected) return 'kf_down'
      return (error instanceof Refused ? codes[error.errcode] : undefined) ?? wecomCode(error)
    },
  )
  return code === null ? { ok: true, detail: well } : { ok: false, code, detail: ill[code] ?? otherwise }
}
