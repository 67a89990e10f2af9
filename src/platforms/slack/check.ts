import type { Health } from '../../chat/platform.ts'
import type { Worded } from '../../chat/wording.ts'
import { failureOf } from './errors.ts'
import type { Identities } from './identity.ts'
import type { LinkCode, LinkState } from './socket/link.ts'

/** What the Web API's refusals mean; what to do about each, the status command knows by its code. */
export const refusals: Record<string, Worded> = {
  invalid_auth: { en: 'Slack does not know the bot token', 'zh-CN': 'Slack 不认识这个机器人令牌' },
  not_authed: { en: 'no bot token was sent', 'zh-CN': '没有发送机器人令牌' },
  token_revoked: { en: 'the bot token was revoked', 'zh-CN': '机器人令牌已被撤销' },
  token_expired: { en: 'the bot token has expired', 'zh-CN': '机器人令牌已过期' },
  account_inactive: { en: 'the app was removed from the workspace', 'zh-CN': '应用已从工作区移除' },
  ratelimited: { en: 'Slack asks to slow down; it goes on by itself', 'zh-CN': 'Slack 要求放慢速度，稍后会自动恢复' },
}
const unreachable: Worded = {
  en: 'Slack cannot be reached; messages wait and go out later',
  'zh-CN': '无法连接 Slack，消息会保留，恢复后自动发送',
}

const down: Record<LinkCode, Worded> = {
  socket_down: { en: 'Socket Mode is not connected; trying again', 'zh-CN': 'Socket Mode 未连接，正在重试' },
  socket_mode_off: { en: 'Socket Mode is switched off in the app', 'zh-CN': '应用里的 Socket Mode 已被关闭' },
  app_token_refused: { en: 'Slack refuses the app-level token', 'zh-CN': 'Slack 拒绝了应用级令牌' },
}

/** How Slack is connected, for `/rapport status`. `link`: the socket's state, null over HTTP. */
export async function check(identities: Identities, link: LinkState | null): Promise<Health> {
  try {
    const { teamName, botUser } = await identities.refresh()
    if (link && !link.up) return { ok: false, code: link.code, detail: down[link.code], since: link.since }
    const bot = `${teamName} (${botUser})`
    if (!link) return { ok: true, detail: { en: `${bot}, over HTTP`, 'zh-CN': `${bot}，通过 HTTP` } }
    const detail = { en: `${bot}, Socket Mode connected`, 'zh-CN': `${bot}，Socket Mode 已连接` }
    return { ok: true, detail, since: link.since }
  } catch (error) {
    const { code } = failureOf(error)
    return { ok: false, code, detail: refusals[code] ?? unreachable }
  }
}
