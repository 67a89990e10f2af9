import { z } from 'zod'
import { errorCode } from '../../chat/errors.ts'
import { type Finding, said } from '../../chat/finding.ts'
import { refusals } from './check.ts'
import { neededScopes } from './scopes.ts'

const answer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
})

/** Requests older than five minutes are refused, so a clock that is off by this much is near to failing. */
const skewMs = 60_000

interface InspectedSlack {
  botToken: string
  connection: { by: 'http' } | { by: 'socket'; appToken: string }
  apiUrl?: string
}

/** Asks Slack whether the token works, what it may do, and what time it is. Says no token. */
export async function inspectSlack(slack: InspectedSlack): Promise<Finding[]> {
  const { findings, works } = await inspectToken(slack.botToken, slack.apiUrl)
  if (!works || slack.connection.by === 'http') return findings
  const opened = await ask('apps.connections.open', slack.connection.appToken, slack.apiUrl).catch(() => null)
  if (opened?.body.ok)
    return [...findings, { check: 'socket mode', state: 'ok', said: said('Slack opens a socket.', 'Slack 允许建立套接字连接。') }]
  return [
    ...findings,
    {
      ...{
        check: 'socket mode',
        state: 'problem',
        said: said(
          `Slack opens no socket (${opened?.body.error ?? 'no answer'}).`,
          `Slack 无法建立套接字连接（${opened?.body.error ?? '无响应'}）。`,
        ),
      },
      next: said(
        'In your app at Slack: switch Socket Mode on, and copy an app-level token with connections:write into SLACK_APP_TOKEN.',
        '请在 Slack 应用中打开 Socket Mode，并把带 connections:write 的应用级令牌填入 SLACK_APP_TOKEN。',
      ),
    },
  ]
}

async function inspectToken(token: string, apiUrl: string | undefined): Promise<{ findings: Finding[]; works: boolean }> {
  let found: Awaited<ReturnType<typeof ask>>
  try {
    found = await ask('auth.test', token, apiUrl)
  } catch (error) {
    return { works: false, findings: [unreachable(errorCode(error instanceof Error && error.cause ? error.cause : error))] }
  }
  const { body, scopes, date } = found
  const findings: Finding[] = date ? clockFindings(date) : []
  if (!body.ok) return { works: false, findings: [...findings, refusedFinding(body.error ?? 'unknown')] }
  findings.unshift({
    ...{ check: 'slack', state: 'ok' },
    said: said(`Slack knows the bot: ${body.user} in ${body.team}.`, `Slack 认可此机器人：${body.team} 的 ${body.user}。`),
  })
  return { works: true, findings: [...findings, ...scopeFindings(scopes)] }
}

async function ask(method: string, token: string, apiUrl = 'https://slack.com/api/') {
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    signal: AbortSignal.timeout(10_000),
  })
  return {
    body: answer.parse(await response.json()),
    scopes: response.headers.get('x-oauth-scopes'),
    date: response.headers.get('date'),
  }
}

function unreachable(code: string): Finding {
  return {
    ...{ check: 'slack', state: 'problem', said: said(`Slack cannot be reached (${code}).`, `无法连接 Slack（${code}）。`) },
    next: said(
      'Check the network, a proxy that stands between, and status.slack.com.',
      '请检查网络、代理，以及 status.slack.com。',
    ),
  }
}

function refusedFinding(code: string): Finding {
  const why = refusals[code] ?? said('Slack refused the bot token', 'Slack 拒绝了机器人令牌')
  return {
    ...{ check: 'slack', state: 'problem', said: said(`${why.en} (${code}).`, `${why['zh-CN']}（${code}）。`) },
    next: said(
      'Copy the Bot User OAuth Token into SLACK_BOT_TOKEN; if it was revoked, install the app again first.',
      '请把 Bot User OAuth Token 重新填入 SLACK_BOT_TOKEN；若已撤销，请先重新安装应用。',
    ),
  }
}

function scopeFindings(header: string | null): Finding[] {
  if (header === null) return []
  const granted = new Set(header.split(',').map(scope => scope.trim()))
  const missing = neededScopes.filter(scope => !granted.has(scope))
  if (missing.length === 0)
    return [{ check: 'scopes', state: 'ok', said: said('The app has all its permissions.', '应用权限齐全。') }]
  return [
    {
      ...{
        check: 'scopes',
        state: 'problem',
        said: said(`The app lacks ${missing.join(', ')}.`, `应用缺少权限 ${missing.join('、')}。`),
      },
      next: said('Update the app from manifest.yml and install it again.', '请按 manifest.yml 更新应用并重新安装。'),
    },
  ]
}

function clockFindings(date: string): Finding[] {
  const ahead = Date.now() - new Date(date).getTime()
  if (Math.abs(ahead) < skewMs)
    return [{ check: 'clock', state: 'ok', said: said("This machine's clock is right.", '本机时钟准确。') }]
  const seconds = Math.round(ahead / 1_000)
  return [
    {
      ...{
        check: 'clock',
        state: 'problem',
        said: said(`This machine's clock is off by ${seconds} s.`, `本机时钟相差 ${seconds} 秒。`),
      },
      next: said(
        'Set it by NTP: beyond 300 s all requests from Slack are refused.',
        '请用 NTP 校准：相差超过 300 秒时会拒绝 Slack 的全部请求。',
      ),
    },
  ]
}
