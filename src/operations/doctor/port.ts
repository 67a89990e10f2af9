import axios from 'axios'
import { errorCode } from '../../chat/errors.ts'
import { type Finding, said } from '../../chat/finding.ts'

const readyz = {
  timeout: 5_000,
  proxy: false,
  responseType: 'text',
  validateStatus: () => true,
  maxContentLength: 1_000_000,
} as const

/** Who listens where the bot would. */
export async function portFinding({ host, port }: { host: string; port: number }): Promise<Finding> {
  const check = 'port'
  if (port === 0) return { check, state: 'ok', said: said('Any free port is taken (PORT=0).', '使用任意空闲端口（PORT=0）。') }
  const at = `${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`
  let answer: string
  try {
    const response = await axios.get<string>(`http://${at}/readyz`, readyz)
    answer = response.data
  } catch (error) {
    if (errorCode(error) !== 'ECONNREFUSED') return other(at)
    return { check, state: 'ok', said: said(`No bot runs; ${at} is free.`, `机器人未运行；${at} 空闲。`) }
  }
  if (answer === 'ready')
    return { check, state: 'ok', said: said(`A bot runs at ${at} and is ready.`, `机器人正在 ${at} 运行，状态正常。`) }
  if (answer === 'starting')
    return {
      ...{ check, state: 'warning', said: said(`A bot at ${at} is starting.`, `${at} 的机器人正在启动。`) },
      next: said('Wait a moment and look again; otherwise its log says why.', '请稍后再看；若仍如此，请查看日志。'),
    }
  if (answer === 'database')
    return {
      ...{
        check,
        state: 'problem',
        said: said(`A bot runs at ${at}, but its database does not answer.`, `机器人在 ${at} 运行，但数据库没有响应。`),
      },
      next: said('See the database below and the log of the bot.', '请看下面的数据库检查和机器人日志。'),
    }
  return other(at)
}

function other(at: string): Finding {
  return {
    ...{ check: 'port', state: 'problem', said: said(`Another program listens at ${at}.`, `${at} 被其他程序占用。`) },
    next: said('Set PORT to a free port, or 0 for any.', '请把 PORT 设为空闲端口，或设为 0 任选。'),
  }
}
