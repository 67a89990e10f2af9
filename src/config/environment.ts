import { z } from 'zod'

const text = (pattern: RegExp) => z.string().trim().regex(pattern).optional()

const perMinute = (usual: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .default(usual)
    .transform(most => (most === 0 ? null : most))

const commaList = (entry: RegExp) =>
  z
    .string()
    .transform(list =>
      list
        .split(',')
        .map(text => text.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(entry)))
    .default([])

/** The variables that are read, each checked by itself. */
export const environment = z.object({
  PLAYGROUND: z.enum(['on', 'off', 'wecom']).optional(),
  DATABASE_URL: text(/^postgres(ql)?:\/\/.+/),
  DATA_DIR: z.string().trim().min(1).default('./data'),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(url => /^[^?#@]+$/.test(url))
    .transform(url => url.replace(/\/+$/, ''))
    .optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DEFAULT_TIMEZONE: z.string().refine(isZone).optional(),
  DEFAULT_LOCALE: z.enum(['en', 'zh-CN']).optional(),
  DEFAULT_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  ADMINS: commaList(/^(slack|wecom):\S+$/),
  SECRET_KEY: z
    .string()
    .transform(list => list.split(',').map(key => key.trim()))
    .pipe(z.array(z.string().regex(/^\S{32,}$/)).min(1))
    .optional(),
  API_TOKEN: text(/^\S{32,200}$/),
  COMMANDS_PER_MINUTE: perMinute(60),
  API_REQUESTS_PER_MINUTE: perMinute(120),
  SLACK_BOT_TOKEN: text(/^xoxb-\S+$/),
  SLACK_SIGNING_SECRET: text(/^\S{8,}$/),
  SLACK_APP_TOKEN: text(/^xapp-\S+$/),
  SLACK_API_URL: text(/^https?:\/\/.+/),
  SLACK_DIGEST_CHANNEL: text(/^[CG][A-Z0-9]+$/),
  WECOM_CORP_ID: text(/^\S{1,64}$/),
  WECOM_AGENT_ID: z.coerce.number().int().positive().optional(),
  WECOM_SECRET: text(/^\S+$/),
  WECOM_CALLBACK_TOKEN: text(/^[A-Za-z0-9]{1,32}$/),
  WECOM_ENCODING_AES_KEY: text(/^[A-Za-z0-9]{43}$/),
  WECOM_API_URL: text(/^https?:\/\/.+/),
  WECOM_DIGEST_WEBHOOK_KEY: text(/^[\w-]{1,100}$/),
  WECOM_BOT_ID: text(/^\S+$/),
  WECOM_BOT_SECRET: text(/^\S+$/),
  WECOM_BOT_WS_URL: text(/^wss?:\/\/.+/),
  WECOM_KF_SECRET: text(/^\S+$/),
  WECOM_KF_OPEN_ID: text(/^wk[\w-]+$/),
  WECOM_CONTACT_SECRET: text(/^\S+$/),
  WECOM_ADMINS: commaList(/^[^\s:]+$/),
  SMTP_URL: z.string().trim().refine(isSmtpUrl).optional(),
  MAIL_FROM: text(/^(?:[^\s@<>,;"]+@[^\s@<>,;"]+|[^\p{C}@<>,;:"]+ <[^\s@<>,;"]+@[^\s@<>,;"]+>)$/u),
})

export type Read = z.infer<typeof environment>

/** How to get each setting right, said when it is wrong. */
export const fixes: Record<keyof Read, string> = {
  PLAYGROUND:
    'Use on, wecom (a local WeCom beside the local Slack) or off, or leave it out: it is on while no Slack or WeCom credential is set.',
  DATABASE_URL: 'Use postgresql://user:password@host:5432/name, or leave it out for the embedded database.',
  DATA_DIR: 'Name a folder this user may write to, such as ./data.',
  HOST: 'Name the address to listen on, such as 127.0.0.1 or 0.0.0.0.',
  PORT: 'Use a number from 1 to 65535, or 0 for any free port.',
  PUBLIC_URL: 'Use the address under which customers reach this bot, such as https://rapport.example.com.',
  LOG_LEVEL: 'Use debug, info, warn, error or silent.',
  DEFAULT_TIMEZONE: 'Use an IANA zone such as Europe/Berlin or Asia/Shanghai.',
  DEFAULT_LOCALE: 'Use en or zh-CN.',
  DEFAULT_CURRENCY: 'Use a three-letter ISO 4217 code such as EUR or CNY.',
  ADMINS: 'List people as slack:U0123ABC,wecom:zhangsan. In Slack: profile, three dots, "Copy member ID".',
  SECRET_KEY: 'Use 32 characters or more (`openssl rand -base64 32`); while changing it the new one, a comma, the old one.',
  API_TOKEN: 'Use 32 characters or more (`openssl rand -hex 32`), or leave it out and make tokens with /rapport token new.',
  COMMANDS_PER_MINUTE: 'Use a number such as 60, or 0 for no limit.',
  API_REQUESTS_PER_MINUTE: 'Use a number such as 120, or 0 for no limit.',
  SLACK_BOT_TOKEN: 'In your app at Slack: "OAuth & Permissions", "Bot User OAuth Token". It begins with xoxb-.',
  SLACK_SIGNING_SECRET: 'In your app at Slack: "Basic Information", "App Credentials", "Signing Secret".',
  SLACK_APP_TOKEN:
    'In your app at Slack: "Basic Information", "App-Level Tokens", "Generate Token" with the scope connections:write. It begins with xapp-.',
  SLACK_API_URL: 'Leave it out to use Slack itself.',
  SLACK_DIGEST_CHANNEL: 'Use the id of the channel (channel name, "Copy channel ID"); it begins with C.',
  WECOM_CORP_ID: 'In the WeCom console: 我的企业, at the end of the page: 企业 ID. It begins with ww.',
  WECOM_AGENT_ID: 'In the WeCom console: 应用管理, your app: AgentId, a number such as 1000002.',
  WECOM_SECRET: 'In the WeCom console: 应用管理, your app: Secret.',
  WECOM_CALLBACK_TOKEN: 'In the WeCom console: 应用管理, your app, 接收消息, 设置 API 接收: Token, letters and digits.',
  WECOM_ENCODING_AES_KEY:
    'In the WeCom console: 应用管理, your app, 接收消息, 设置 API 接收: EncodingAESKey, 43 letters and digits.',
  WECOM_API_URL: 'Leave it out to use WeCom itself.',
  WECOM_DIGEST_WEBHOOK_KEY: 'In the group: 群机器人, its Webhook address: what stands behind key=.',
  WECOM_BOT_ID: 'In the WeCom console: 安全与管理, 管理工具, 智能机器人, your robot, API 配置: Bot ID.',
  WECOM_BOT_SECRET: 'In the WeCom console: 安全与管理, 管理工具, 智能机器人, your robot, API 配置 with 使用长连接: Secret.',
  WECOM_BOT_WS_URL: 'Leave it out to use WeCom itself.',
  WECOM_KF_SECRET: 'In the WeCom console: 应用管理, 自建, the app that is named under 微信客服, API, 可调用接口的应用: Secret.',
  WECOM_KF_OPEN_ID: 'In the WeCom console: 应用管理, 微信客服, the account: its id (open_kfid) begins with wk.',
  WECOM_CONTACT_SECRET:
    'In the WeCom console: 应用管理, 自建, the app that is named under 客户与上下游, 客户联系, API, 可调用接口的应用: Secret.',
  WECOM_ADMINS: 'List member ids as zhangsan,lisi: the robot says each person theirs when they open the chat with it.',
  SMTP_URL:
    'Use smtp://user:password@host:587 or smtps://user:password@host:465, as your mail provider says; write special characters as %40.',
  MAIL_FROM: 'Use the address that mails come from, such as Rapport <surveys@example.com>; the mail server must let it send.',
}

/** The one option is for servers whose certificate nobody vouches for. */
function isSmtpUrl(text: string): boolean {
  if (!/^smtps?:\/\/[^\s/]/.test(text) || !URL.canParse(text)) return false
  const { hostname, username, password, pathname, search, hash } = new URL(text)
  const isWhole = hostname !== '' && (username !== '') === (password !== '')
  return (
    isWhole &&
    ['', '/'].includes(pathname) &&
    ['', '?tls.rejectUnauthorized=false'].includes(search) &&
    isDecodable(username + password) &&
    hash === ''
  )
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export interface SettingProblem {
  setting: string
  problem: string
  /** How to get it right. */
  fix: string
}

export const missing = (setting: keyof Read, problem = 'is missing'): SettingProblem => ({
  ...{ setting, problem, fix: fixes[setting] },
})
