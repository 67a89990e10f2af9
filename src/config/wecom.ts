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

const ofRobot = ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'] as const
const ofApp = ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_CALLBACK_TOKEN', 'WECOM_ENCODING_AES_KEY'] as const

const ofContacts = ['WECOM_CORP_ID', 'WECOM_CONTACT_SECRET'] as const

/** Is anything of the robot or the app set? The company's id alone is not: others use it too. */
export const isWecomGiven = (read: Read): boolean =>
  [...ofRobot, ...ofApp].some(name => name !== 'WECOM_CORP_ID' && read[name] !== undefined)

/** What is missing of what only works together. */
export function incompleteWecom(read: Read): SettingProblem[] {
  const together = (names: readonly (keyof Read)[]): SettingProblem[] => {
    const given = names.find(name => name !== 'WECOM_CORP_ID' && read[name] !== undefined)
    const absent = names.filter(name => read[name] === undefined)
    return given === undefined ? [] : absent.map(name => missing(name, `is missing (${given} is set)`))
  }
  const problems = [...together(ofRobot), ...together(ofApp), ...together(ofContacts)]
  if (read.WECOM_CONTACT_SECRET !== undefined && !isWecomGiven(read))
    problems.push(
      missing('WECOM_AGENT_ID', 'is missing (WECOM_CONTACT_SECRET is set, and what happens to customers is told in WeCom)'),
    )
  if (read.WECOM_DIGEST_WEBHOOK_KEY === undefined || isWecomGiven(read)) return problems
  return [...problems, missing('WECOM_BOT_ID', 'is missing (WECOM_DIGEST_WEBHOOK_KEY is set, and a webhook hears nobody)')]
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
