import { environment, fixes, missing, type Read, type SettingProblem } from './environment.ts'
import { incompleteWecom, isWecomGiven, type KfSettings, kfOf, type WecomSettings, wecomOf } from './wecom.ts'

/** What Slack needs; a secret, never printed. */
export interface SlackSettings {
  botToken: string
  /** Socket Mode with the app-level token, also when a signing secret is set; else requests signed with that. */
  connection: { by: 'http'; signingSecret: string } | { by: 'socket'; appToken: string }
  /** Base address of the Web API, ending in a slash; unset: Slack itself. */
  apiUrl?: string
  /** The first team's digest channel. */
  digestChannel?: string
}

/** What e-mail needs; a secret for the password in the address. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password. */
  smtpUrl: string
  /** `address` or `Name <address>`. */
  from: string
}

/** What may be shown on a status page or in a log. */
export interface Settings {
  playground: boolean
  /** A local WeCom beside the playground's Slack. */
  playgroundWecom: boolean
  dataDir: string
  host: string
  port: number
  /** Where customers reach our pages, without a slash at the end; null: nowhere but at this server itself. */
  publicUrl: string | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  defaultZone: string
  defaultLocale: 'en' | 'zh-CN'
  defaultCurrency: string
  /** `slack:U...` and `wecom:id` entries. */
  admins: string[]
  /** What one person may do in chat, and one token at the API, in a minute; null: as much as they like. */
  commandsPerMinute: number | null
  apiRequestsPerMinute: number | null
}

/** What must never be shown. */
export interface Secrets {
  databaseUrl: string | null
  slack: SlackSettings | null
  wecom: WecomSettings | null
  kf: KfSettings | null
  mail: MailSettings | null
  /** Newest first; null: kept in the data folder. */
  secretKeys: string[] | null
  /** A token for every kind that needs no `/rapport token`. */
  apiToken: string | null
}

export type SettingsResult = { ok: true; settings: Settings; secrets: Secrets } | { ok: false; problems: SettingProblem[] }

/** The Slack that a start with these settings would use. */
export function slackInUse(read: SettingsResult): SlackSettings | null {
  return read.ok && !read.settings.playground ? read.secrets.slack : null
}

/** The WeCom that a start with these settings would use. */
export function wecomInUse(read: SettingsResult): WecomSettings | null {
  return read.ok && !read.settings.playground ? read.secrets.wecom : null
}

/** The 微信客服 that a start with these settings would use. */
export function kfInUse(read: SettingsResult): KfSettings | null {
  return read.ok && !read.settings.playground ? read.secrets.kf : null
}

/** The mail server that a start with these settings would use: the playground's people are invented, so none of theirs. */
export function mailInUse(read: SettingsResult): MailSettings | null {
  return read.ok && !read.settings.playground ? read.secrets.mail : null
}

/** Reads the environment into typed settings. All problems at once, none of them quoting a value. */
export function readSettings(env: Record<string, string | undefined>): SettingsResult {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = environment.safeParse(given)
  const problems = parsed.success ? incomplete(parsed.data) : parsed.error.issues.map(issue => problemOf(String(issue.path[0])))
  if (!parsed.success || problems.length > 0) return { ok: false, problems: unique(problems) }
  const read = parsed.data
  const slack = slackOf(read)
  const wecom = wecomOf(read, inChina.zone)
  const usual = wecom && !slack ? inChina : elsewhere
  return {
    ok: true,
    settings: {
      playground: read.PLAYGROUND ? read.PLAYGROUND !== 'off' : !slack && !wecom,
      playgroundWecom: read.PLAYGROUND === 'wecom',
      dataDir: read.DATA_DIR,
      host: read.HOST,
      port: read.PORT,
      publicUrl: read.PUBLIC_URL ?? null,
      logLevel: read.LOG_LEVEL,
      defaultZone: read.DEFAULT_TIMEZONE ?? usual.zone,
      defaultLocale: read.DEFAULT_LOCALE ?? usual.locale,
      defaultCurrency: read.DEFAULT_CURRENCY ?? usual.currency,
      admins: [...read.ADMINS, ...read.WECOM_ADMINS.map(id => `wecom:${id}`)],
      commandsPerMinute: read.COMMANDS_PER_MINUTE,
      apiRequestsPerMinute: read.API_REQUESTS_PER_MINUTE,
    },
    secrets: {
      databaseUrl: read.DATABASE_URL ?? null,
      slack,
      wecom,
      kf: kfOf(read, inChina.zone),
      mail: read.SMTP_URL && read.MAIL_FROM ? { smtpUrl: read.SMTP_URL, from: read.MAIL_FROM } : null,
      secretKeys: read.SECRET_KEY ?? null,
      apiToken: read.API_TOKEN ?? null,
    },
  }
}

/** What a company is taken to use that does not say: one on WeCom alone is Chinese. */
const inChina = { zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' } as const
const elsewhere = { zone: 'UTC', locale: 'en', currency: 'EUR' } as const

/** Settings that only make sense together. */
function incomplete(read: Read): SettingProblem[] {
  return [...incompleteSlack(read), ...incompleteWecom(read), ...incompleteMail(read)]
}

function incompleteMail({ SMTP_URL: server, MAIL_FROM: from }: Read): SettingProblem[] {
  if (server && !from) return [missing('MAIL_FROM', 'is missing (SMTP_URL is set)')]
  return from && !server ? [missing('SMTP_URL', 'is missing (MAIL_FROM is set)')] : []
}

function incompleteSlack(read: Read): SettingProblem[] {
  const door = read.SLACK_APP_TOKEN ?? read.SLACK_SIGNING_SECRET
  if (read.SLACK_BOT_TOKEN && !door)
    return [
      missing('SLACK_APP_TOKEN', 'is missing (for Socket Mode, which needs no public address)'),
      missing('SLACK_SIGNING_SECRET', 'is missing as well (for HTTP; one of the two is enough)'),
    ]
  if (door && !read.SLACK_BOT_TOKEN) return [missing('SLACK_BOT_TOKEN')]
  if (read.PLAYGROUND !== 'off' || door || isWecomGiven(read)) return []
  return [
    {
      setting: 'PLAYGROUND',
      problem: 'is off, but no chat platform is set either',
      fix: 'Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET), or WECOM_BOT_ID and WECOM_BOT_SECRET, or the app of WeCom, or leave PLAYGROUND out.',
    },
  ]
}

function slackOf(read: Read): SlackSettings | null {
  const connection = connectionOf(read)
  if (!read.SLACK_BOT_TOKEN || !connection) return null
  return {
    botToken: read.SLACK_BOT_TOKEN,
    connection,
    ...(read.SLACK_API_URL && { apiUrl: read.SLACK_API_URL }),
    ...(read.SLACK_DIGEST_CHANNEL && { digestChannel: read.SLACK_DIGEST_CHANNEL }),
  }
}

function connectionOf({
  SLACK_APP_TOKEN: appToken,
  SLACK_SIGNING_SECRET: signingSecret,
}: Read): SlackSettings['connection'] | null {
  if (appToken) return { by: 'socket', appToken }
  return signingSecret ? { by: 'http', signingSecret } : null
}

function problemOf(setting: string): SettingProblem {
  return { setting, problem: 'cannot be used as it is', fix: fixes[setting as keyof Read] ?? 'Leave it out.' }
}

function unique(problems: SettingProblem[]): SettingProblem[] {
  return [...new Map(problems.map(problem => [`${problem.setting} ${problem.problem}`, problem])).values()]
}

/** The problems as an administrator reads them, one block each. */
export function describeProblems(problems: readonly SettingProblem[]): string {
  return problems.map(({ setting, problem, fix }) => `  ${setting} ${problem}.\n    ${fix}`).join('\n')
}
