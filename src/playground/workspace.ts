import type { Channel, Person, Workspace } from './model.ts'

/** The demo company. Ids are stable: seeds, settings and tests may name them. */
export const TEAM_ID = 'T0LUMEN'
export const CUSTOMER_TEAM_ID = 'T0ACME'
export const BOT_USER_ID = 'U0RAPPORT'
export const BOT_NAME = 'Rapport'

export const OLIVIA = 'U0OLIVIA'
export const MARCUS = 'U0MARCUS'
export const SOFIA = 'U0SOFIA'
export const XIAOWEN = 'U0XIAOWEN'
export const ANNA = 'U0ANNA'

export const GENERAL = 'C0GENERAL'
export const KEY_ACCOUNTS = 'C0KEYACCOUNTS'
export const CUSTOMER_CARE_ZH = 'C0KEHUGUANHUAI'
export const ACME_SHARED = 'C0ACMELUMEN'

const CREATED = 1_735_689_600

function person(
  id: string,
  handle: string,
  name: string,
  rest: Partial<Person> & Pick<Person, 'zone' | 'locale' | 'about'>,
): Person {
  const email = `${handle}@lumen.example`
  return { id, handle, name, email, teamId: TEAM_ID, admin: false, guest: false, deleted: false, ...rest }
}

const PEOPLE: Person[] = [
  person(OLIVIA, 'olivia', 'Olivia Hart', {
    zone: 'Europe/Berlin',
    locale: 'en-US',
    admin: true,
    about: 'Administrator, Berlin. Try /rapport status, or /rapport role @Sofia Lind manager.',
  }),
  person(MARCUS, 'marcus', 'Marcus Reed', {
    zone: 'Europe/London',
    locale: 'en-GB',
    about: 'Manager of key accounts, London. Try /rapport digest now in #key-accounts.',
  }),
  person(SOFIA, 'sofia', 'Sofia Lind', {
    zone: 'Europe/Berlin',
    locale: 'en-US',
    about: 'Account rep, Berlin. Try /customer, then /log and /care.',
  }),
  person(XIAOWEN, 'xiaowen', '陈晓雯', {
    zone: 'Asia/Shanghai',
    locale: 'zh-CN',
    about: '客户代表，上海。试试 /customer 知客，或私信我“跟进 知客：…”。',
  }),
  person(ANNA, 'anna', 'Anna Becker', {
    teamId: CUSTOMER_TEAM_ID,
    email: 'anna.becker@acme.example',
    zone: 'Europe/Berlin',
    locale: 'en-US',
    about: 'A customer, at Acme, in the shared channel. Try /customer: it must be refused.',
  }),
]

function channel(id: string, name: string, topic: string, members: string[], rest: Partial<Channel> = {}): Channel {
  return {
    id,
    name,
    kind: 'channel',
    isPrivate: false,
    shared: false,
    topic,
    members: [...members, BOT_USER_ID],
    archived: false,
    created: CREATED,
    ...rest,
  }
}

/** The id of a person's direct conversation with the bot. */
export const dmOf = (personId: string): string => `D${personId.slice(1)}`

/** A person's direct conversation with the bot. */
export function directMessage(personId: string, bot: { userId: string; name: string }, created: number): Channel {
  const members = [personId, bot.userId]
  return { ...channel(dmOf(personId), bot.name, '', [], { kind: 'dm', isPrivate: true, created }), members }
}

/** Lumen Trading: a fresh copy at each call. */
export function demoWorkspace(): Workspace {
  const bot = { userId: BOT_USER_ID, botId: 'B0RAPPORT', appId: 'A0RAPPORT', name: BOT_NAME }
  const staff = PEOPLE.filter(each => each.teamId === TEAM_ID).map(each => each.id)
  return {
    team: { id: TEAM_ID, name: 'Lumen Trading', domain: 'lumen-trading' },
    bot,
    people: PEOPLE.map(each => ({ ...each })),
    channels: [
      channel(GENERAL, 'general', 'Everyone at Lumen Trading', staff),
      channel(KEY_ACCOUNTS, 'key-accounts', 'The daily digest of our largest customers', [OLIVIA, MARCUS, SOFIA]),
      channel(CUSTOMER_CARE_ZH, '客户关怀', '华东客户的每日摘要', [OLIVIA, MARCUS, XIAOWEN]),
      channel(ACME_SHARED, 'acme-lumen', 'Shared with Acme: no internal data here', [SOFIA, ANNA], { shared: true }),
      ...staff.map(id => directMessage(id, bot, CREATED)),
    ],
  }
}
