import type { Health } from '../../chat/platform.ts'
import type { Worded } from '../../chat/wording.ts'
import type { LinkCode, LinkState } from './connection.ts'

const down: Record<LinkCode, Worded> = {
  wecom_down: {
    en: 'WeCom is not connected; trying again, messages wait',
    'zh-CN': '企业微信未连接，正在重试，消息会保留',
  },
  wecom_refused: { en: 'WeCom refuses the robot’s id or secret', 'zh-CN': '企业微信拒绝了机器人的 Bot ID 或 Secret' },
  wecom_kicked: {
    en: 'another program took over the robot’s connection; trying again in a while',
    'zh-CN': '另一个程序占用了这个机器人的长连接，稍后重试',
  },
}

/** How the robot is connected, for `/rapport status`. */
export function health(state: LinkState): Health {
  if (state.kind === 'down') return { ok: false, code: state.code, detail: down[state.code], since: state.since }
  if (state.kind === 'elsewhere')
    return { ok: true, detail: { en: 'smart robot, connected by another process', 'zh-CN': '智能机器人，由另一个进程连接' } }
  return { ok: true, detail: { en: 'smart robot connected', 'zh-CN': '智能机器人已连接' }, since: state.since }
}
