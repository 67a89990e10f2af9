import { BOT_NAME, MARCUS, OLIVIA, SOFIA, XIAOWEN } from '../workspace.ts'

/** Lumen Trading in WeCom: the same people as in its Slack. Ids are stable: the seed and tests name them. */
export interface Member {
  id: string
  /** Who they are in the local Slack. */
  slack: string
  name: string
  zone: string
  locale: string
  /** One line: job, city, what to try as this person. */
  about: string
}

/** An internal group with the robot in it. */
export interface Group {
  id: string
  name: string
  members: readonly string[]
}

export const companyName = '流明照明 Lumen Trading'
export const robotName = BOT_NAME
export const appName = `${BOT_NAME} 应用`
/** How a message in a group names the robot, which hears no other. */
export const mention = `@${robotName}`

export const xiaowen = 'xiaowen'
export const eastChina = 'wrEastChina'
export const keyAccounts = 'wrKeyAccounts'

export const members: readonly Member[] = [
  {
    ...{ id: xiaowen, slack: XIAOWEN, name: '陈晓雯', zone: 'Asia/Shanghai', locale: 'zh-CN' },
    about: '客户代表，上海。先试“客户 知客”，再试“关怀”。',
  },
  {
    ...{ id: 'sofia', slack: SOFIA, name: 'Sofia Lind', zone: 'Europe/Berlin', locale: 'en-US' },
    about: 'Account rep, Berlin. Try “customer acme”, then “care”.',
  },
  {
    ...{ id: 'marcus', slack: MARCUS, name: 'Marcus Reed', zone: 'Europe/London', locale: 'en-GB' },
    about: 'Manager of both teams, London. Try “rapport digest now” in a group.',
  },
  {
    ...{ id: 'olivia', slack: OLIVIA, name: 'Olivia Hart', zone: 'Europe/Berlin', locale: 'en-US' },
    about: 'Administrator, Berlin. Try “rapport status”.',
  },
]

export const groups: readonly Group[] = [
  { id: eastChina, name: '华东客户部', members: [xiaowen, 'marcus', 'olivia'] },
  { id: keyAccounts, name: 'Key accounts', members: ['sofia', 'marcus', 'olivia'] },
]

/** A member by their WeCom id, or by the one they have in the local Slack. */
export const memberOf = (id: string): Member | undefined => members.find(one => one.id === id || one.slack === id)

/** The self-built app's chat with a member: another than the robot's. */
export const appChatOf = (member: string): string => `app:${member}`

/** Who reads a conversation: a group's members, or the one whose direct chat it is. */
export function readersOf(chat: string): readonly string[] {
  const isTheirs = (id: string) => chat === id || chat === appChatOf(id)
  return groups.find(group => group.id === chat)?.members ?? members.flatMap(({ id }) => (isTheirs(id) ? [id] : []))
}
