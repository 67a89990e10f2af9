import { missing, type Read, type SettingProblem } from './environment.ts'

/** What WeCom needs, the robot or the app at least; secrets, never printed. */
export interface WecomSettings {
  robot: { botId: string; secret: string; wsUrl?: string } | null
  app: WecomAppSettings | null
  /** Customer contact (客户联系). */
  contacts: { corpId: string; secret: string } | null
  /** Of the group in which the first team's digest goes where the robot does not reach. */
  webhookKey: string | null
  /** Base address of the REST interface; unset: WeCom itself. */
  apiUrl?: string
  /** Its people's zone until they choose another: WeCom does not say. */
  zone: string
}

interface WecomAppSettings {
  corpId: string
  agentId: number
  secret: string
  callbackToken: string
  encodingAesKey: string
}

/** What 微信客服 of WeCom needs, where customers are reached in WeChat; a secret, never printed. */
export interface KfSettings {
  corpId: string
  /** Of the app that may call it. */
  secret: string
  /** The account that customers write to. */
  openKfId: string
  /** Of the app that may call customer contact (客户联系); unset: colleagues are not asked to send for us. */
  contactSecret?: string
  /** Base address of the API; unset: WeCom itself. */
  apiUrl?: string
  /** Its customers' zone. */
  zone: string
}

const ofRobot = ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'] as const
const ofApp = ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_CALLBACK_TOKEN', 'WECOM_ENCODING_AES_KEY'] as const
const ofContacts = ['WECOM_CORP_ID', 'WECOM_CONTACT_SECRET'] as const
const ofKf = ['WECOM_CORP_ID', 'WECOM_KF_SECRET', 'WECOM_KF_OPEN_ID'] as const

/** Is anything of the robot or the app set? The company's id alone is not: others use it too. */
export const isWecomGiven = (read: Read): boolean =>
  [...ofRobot, ...ofApp].some(name => name !== 'WECOM_CORP_ID' && read[name] !== undefined)

/** What is missing of what only works together. */
export function incompleteWecom(read: Read): SettingProblem[] {
  const problems = [ofRobot, ofApp, ofContacts, ofKf].flatMap(names => missingAmong(read, names))
  if (isWecomGiven(read)) return problems
  if (read.WECOM_CONTACT_SECRET !== undefined && read.WECOM_KF_SECRET === undefined)
    problems.push(
      missing('WECOM_AGENT_ID', 'is missing (WECOM_CONTACT_SECRET is set, and what happens to customers is told in WeCom)'),
    )
  if (read.WECOM_DIGEST_WEBHOOK_KEY !== undefined)
    problems.push(missing('WECOM_BOT_ID', 'is missing (WECOM_DIGEST_WEBHOOK_KEY is set, and a webhook hears nobody)'))
  return problems
}

/** All or none of them; the company's id alone is none. */
function missingAmong(read: Read, names: readonly (keyof Read)[]): SettingProblem[] {
  const given = names.find(name => name !== 'WECOM_CORP_ID' && read[name] !== undefined)
  const absent = names.filter(name => read[name] === undefined)
  return given === undefined ? [] : absent.map(name => missing(name, `is missing (${given} is set)`))
}

/** `zone`: of its people, where no other is set. */
export function wecomOf(read: Read, zone: string): WecomSettings | null {
  const [robot, app] = [robotOf(read), appOf(read)]
  if (!robot && !app) return null
  return {
    ...{
      robot,
      app,
      contacts: contactsOf(read),
      webhookKey: read.WECOM_DIGEST_WEBHOOK_KEY ?? null,
      zone: read.DEFAULT_TIMEZONE ?? zone,
    },
    ...(read.WECOM_API_URL && { apiUrl: read.WECOM_API_URL }),
  }
}

function robotOf({ WECOM_BOT_ID: botId, WECOM_BOT_SECRET: secret, WECOM_BOT_WS_URL: wsUrl }: Read): WecomSettings['robot'] {
  return botId && secret ? { botId, secret, ...(wsUrl && { wsUrl }) } : null
}

function contactsOf({ WECOM_CORP_ID: corpId, WECOM_CONTACT_SECRET: secret }: Read): WecomSettings['contacts'] {
  return corpId && secret ? { corpId, secret } : null
}

function appOf(read: Read): WecomAppSettings | null {
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_SECRET: secret } = read
  const { WECOM_CALLBACK_TOKEN: callbackToken, WECOM_ENCODING_AES_KEY: encodingAesKey } = read
  if (!corpId || !agentId || !secret || !callbackToken || !encodingAesKey) return null
  return { corpId, agentId, secret, callbackToken, encodingAesKey }
}

/** `zone`: of its customers, where no other is set. */
export function kfOf(read: Read, zone: string): KfSettings | null {
  const { WECOM_CORP_ID: corpId, WECOM_KF_SECRET: secret, WECOM_KF_OPEN_ID: openKfId } = read
  const { WECOM_CONTACT_SECRET: contactSecret, WECOM_API_URL: apiUrl } = read
  if (!corpId || !secret || !openKfId) return null
  return {
    corpId,
    secret,
    openKfId,
    ...(contactSecret && { contactSecret }),
    ...(apiUrl && { apiUrl }),
    zone: read.DEFAULT_TIMEZONE ?? zone,
  }
}
