import type { Finding } from '../../chat/finding.ts'
import { said } from '../../chat/finding.ts'
import type { AppSettings } from './app/app.ts'
import { checkApp } from './app/check.ts'
import { createAppCalls } from './rest/app.ts'
import { createAsk } from './rest/http.ts'
import { inspectRobot } from './robot/doctor.ts'

interface Inspected {
  robot: { wsUrl?: string } | null
  app: AppSettings | null
  apiUrl?: string
}

/** What can be found out about WeCom from the command line, without taking anything from the running bot. */
export async function inspectWecom({ robot, app, apiUrl }: Inspected): Promise<Finding[]> {
  const [ofRobot, ofApp] = await Promise.all([
    robot ? inspectRobot(robot) : [],
    app ? inspectApp(app, apiUrl === undefined ? {} : { url: apiUrl }) : [],
  ])
  return [...ofRobot, ...ofApp]
}

async function inspectApp(app: AppSettings, at: { url?: string }): Promise<Finding[]> {
  const ask = createAppCalls(createAsk(at), app, () => new Date())
  const health = await checkApp(ask, app.agentId)
  const check = 'wecom-app'
  if (health.ok)
    return [
      { check, state: 'ok', said: said('WeCom knows the app and its secret.', '企业微信自建应用的 AgentId 和 Secret 有效。') },
    ]
  const { en, 'zh-CN': zh } = health.detail
  return [
    {
      ...{ check, state: 'problem', said: said(`${en} (${health.code}).`, `${zh}（${health.code}）。`) },
      next: said(
        'In the WeCom console, 应用管理, your app: compare AgentId and Secret with the settings, and add this machine’s public address to 企业可信IP.',
        '请到管理后台“应用管理”打开该应用：核对 AgentId 和 Secret，并把本机公网 IP 加入“企业可信IP”。',
      ),
    },
  ]
}
