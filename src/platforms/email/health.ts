import type { Health } from '../../chat/platform.ts'
import type { Worded } from '../../chat/wording.ts'
import type { Failure } from './failure.ts'

const well: Worded = { en: 'the mail server takes mails', 'zh-CN': '邮件服务器可正常发信' }

const ill: Record<string, Worded> = {
  smtp_auth: { en: 'the mail server refuses user or password', 'zh-CN': '邮件服务器拒绝了用户名或密码' },
  smtp_tls: { en: 'the mail server’s certificate or encryption cannot be trusted', 'zh-CN': '邮件服务器的证书或加密不可信' },
  smtp_unreachable: {
    en: 'the mail server cannot be reached; mails wait and go out later',
    'zh-CN': '无法连接邮件服务器，邮件会保留，恢复后自动发送',
  },
}
const refuses: Worded = { en: 'the mail server refuses the connection', 'zh-CN': '邮件服务器拒绝连接' }

/** How the mail server is reached, in words; null: it is. */
export function healthOf(failure: Failure | null): Health {
  return failure === null ? { ok: true, detail: well } : { ok: false, code: failure.code, detail: ill[failure.code] ?? refuses }
}
