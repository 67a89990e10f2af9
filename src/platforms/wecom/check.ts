import type { Health } from '../../chat/platform.ts'
import type { Worded } from '../../chat/wording.ts'
import type { LinkCode, LinkState } from './robot/connection.ts'

const down: Record<LinkCode, Worded> = {
  wecom_down: {
    en: 'WeCom is not connected; trying again, messages wait',
    'zh-CN': '企业微信连接已断开，正在重连，恢复后会补发消息',
  },
  wecom_refused: { en: 'WeCom refuses the robot’s id or secret', 'zh-CN': '机器人的 Bot ID 或 Secret 不正确' },
  wecom_kicked: {
    en: 'another program took over the robot’s connection; trying again in a while',
    'zh-CN': '另一个程序占用了这个机器人的长连接，稍后重试',
  },
}

const up: Worded = { en: 'smart robot connected', 'zh-CN': '智能机器人已连接' }
const elsewhere: Worded = { en: 'smart robot, connected by another process', 'zh-CN': '智能机器人由另一个进程连接' }

/** How the robot is connected and the app is, for `/rapport status`; null for what there is not. */
export function health(robot: LinkState | null, app: Health | null): Health {
  if (app && !app.ok) return app
  if (!robot) return app ?? { ok: true, detail: elsewhere }
  if (robot.kind === 'down') return { ok: false, code: robot.code, detail: down[robot.code], since: robot.since }
  const detail = both(robot.kind === 'up' ? up : elsewhere, app)
  return robot.kind === 'up' ? { ok: true, detail, since: robot.since } : { ok: true, detail }
}

const both = (robot: Worded, app: Health | null): Worded =>
  app ? { en: `${robot.en}, ${app.detail.en}`, 'zh-CN': `${robot['zh-CN']}，${app.detail['zh-CN']}` } : robot
