import { WebSocket } from 'ws'
import { type Finding, said } from '../../../chat/finding.ts'
import { wecomCode } from '../errors.ts'

const wecomUrl = 'wss://openws.work.weixin.qq.com'
const patienceMs = 10_000

/**
 * Opens a socket to WeCom and closes it again, without saying who we are: a second subscription would take the connection from the running
 * bot.
 */
export async function inspectRobot({ wsUrl = wecomUrl }: { wsUrl?: string }): Promise<Finding[]> {
  const code = await reach(wsUrl)
  if (code === null)
    return [
      {
        ...{ check: 'wecom', state: 'ok' },
        said: said(
          'WeCom can be reached; whether it knows the robot, /rapport status says.',
          '可以连上企业微信；机器人凭证是否有效请看“/rapport 状态”。',
        ),
      },
    ]
  return [
    {
      ...{ check: 'wecom', state: 'problem' },
      said: said(`WeCom cannot be reached (${code}).`, `无法连接企业微信（${code}）。`),
      next: said(
        'Check the network: this machine must reach openws.work.weixin.qq.com on port 443.',
        '请检查网络：本机需要能访问 openws.work.weixin.qq.com 的 443 端口。',
      ),
    },
  ]
}

function reach(url: string): Promise<string | null> {
  return new Promise(resolve => {
    const socket = new WebSocket(url, { handshakeTimeout: patienceMs })
    socket.once('open', () => {
      socket.close()
      resolve(null)
    })
    socket.on('error', error => resolve(wecomCode(error)))
  })
}
