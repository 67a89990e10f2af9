import { type Finding, said } from '../../chat/finding.ts'
import { type SettingsResult, slackInUse, wecomInUse } from '../../config/settings.ts'

/** Node itself: its version, and whether it knows languages and time zones. */
export function machineFindings(version: string): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isOld = major < 20 || (major === 20 && minor < 19)
  const month = new Intl.DateTimeFormat('zh-CN', { month: 'long', timeZone: 'Asia/Shanghai' }).format(
    new Date('2026-01-31T20:00Z'),
  )
  return [
    isOld
      ? {
          ...{ check: 'node', state: 'problem', said: said(`Node.js ${version} is too old.`, `Node.js ${version} 太旧。`) },
          next: said('Install Node.js 20.19 or later.', '请安装 Node.js 20.19 或更新版本。'),
        }
      : { check: 'node', state: 'ok', said: said(`Node.js ${version}`, `Node.js ${version}`) },
    month === '二月'
      ? { check: 'languages', state: 'ok', said: said('Languages and time zones are known.', '语言和时区数据齐全。') }
      : {
          ...{ check: 'languages', state: 'problem' },
          said: said('This Node.js has no full language and time zone data.', '此 Node.js 缺少完整的语言和时区数据。'),
          next: said('Use an official build of Node.js, or one made with full ICU.', '请使用官方 Node.js，或带完整 ICU 的版本。'),
        },
  ]
}

/** The settings as the start would read them: all problems, none quoting a value. */
export function settingsFindings(read: SettingsResult): Finding[] {
  if (!read.ok)
    return read.problems.map(problem => ({
      ...{ check: 'settings', state: 'problem' },
      said: said(`${problem.setting} ${problem.problem}.`, `设置 ${problem.setting} 无法使用。`),
      next: said(problem.fix, problem.fix),
    }))
  const chats = [...(slackInUse(read) ? ['Slack'] : []), ...(wecomInUse(read) ? ['WeCom'] : [])]
  const postgres = read.secrets.databaseUrl !== null
  const english = `${chats.join(', ') || 'a local workspace'}, ${postgres ? 'Postgres' : 'the embedded database'}`
  const chinese = `${chats.join('、').replace('WeCom', '企业微信') || '本地工作区'}，${postgres ? 'Postgres' : '内置数据库'}`
  return [{ check: 'settings', state: 'ok', said: said(`Settings can be used: ${english}.`, `设置可用：${chinese}。`) }]
}
