import type { Health } from '../../../chat/platform.ts'
import type { Worded } from '../../../chat/wording.ts'

const well: Worded = { en: 'customers are kept in step', 'zh-CN': '客户同步正常' }

/** By the stable code of a failure; all others are told by their code alone. */
const refusals: Record<string, { code: string; detail: Worded }> = {
  wecom_40001: {
    code: 'contacts_secret',
    detail: { en: 'WeCom refuses the secret for customer contact', 'zh-CN': '企业微信拒绝了客户联系的 Secret' },
  },
  wecom_48002: {
    code: 'contacts_not_allowed',
    detail: { en: 'the app may not call customer contact', 'zh-CN': '应用没有客户联系接口权限' },
  },
  wecom_60020: {
    code: 'wecom_ip',
    detail: { en: 'WeCom does not let this machine ask for customers', 'zh-CN': '本机 IP 不在应用的可信 IP 中' },
  },
  wecom_down: {
    code: 'wecom_api_down',
    detail: { en: 'WeCom cannot be asked for customers', 'zh-CN': '无法访问企业微信的客户联系接口' },
  },
}
const otherwise: Worded = { en: 'customers could not be brought in step', 'zh-CN': '客户同步失败' }

/** How customer contact does, for `/rapport status`: by what failed last and has not worked since. */
export function contactsHealth(failure: { code: string; since: Date } | null): Health {
  if (!failure) return { ok: true, detail: well }
  const known = refusals[failure.code] ?? { code: failure.code, detail: otherwise }
  return { ok: false, ...known, since: failure.since }
}
