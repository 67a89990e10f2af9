import { createStateWriter } from '../state-file.ts'
import type { Handle } from '../ui/mounted.ts'
import { createStreams } from '../ui/stream.ts'
import { type Aibot, aibotPath, createAibot } from './aibot.ts'
import { appChatOf, appName, companyName, groups, type Member, members, robotName } from './company.ts'
import { createHistory, type Kept, shown } from './history.ts'
import { type KeptState, readKept } from './kept-state.ts'
import { type AppSecrets, agentId, apiUrl, createLocalApp } from './local-app.ts'
import { createPeople, type People } from './people.ts'
import { createWecomRoutes } from './routes.ts'
import type { WecomChat, WecomState } from './ui-contract.ts'

export interface LocalWecomOptions {
  /** Folder of the built pages. */
  pageDir?: string
  /** JSON file that keeps messages and the secrets of robot and app over a restart. */
  stateFile?: string
  /** ms since 1970. */
  now?: () => number
}

/** Of the robot, and of the app. */
export interface LocalSettings {
  robot: { botId: string; secret: string; wsUrl: string }
  app: AppSecrets & { agentId: number }
  apiUrl: string
  zone: string
}

export interface LocalWecom extends People {
  /** Serves everything under `/playground/wecom`; false for other addresses. */
  handle: Handle
  /** Takes the request that opens the robot's connection; false for others. */
  upgrade: Aibot['upgrade']
  /** The settings by which the bot's real WeCom code reaches this WeCom; `origin` is the server's address. */
  settings(origin: string): LocalSettings
  messages(chat: string): readonly Kept[]
  /** Whether the robot is connected. */
  connected(): boolean
  /** Ends connections and streams, and writes what is outstanding. */
  stop(): Promise<void>
}

/** Messages of each conversation that are there when the page opens. */
const most = 200
/** Where a day begins, for "the first look of the day". */
const zone = 'Asia/Shanghai'

/** A local WeCom with the demo company: members, groups, the smart robot's WebSocket, and the self-built app. */
export async function createLocalWecom({ pageDir, stateFile, now = Date.now }: LocalWecomOptions = {}): Promise<LocalWecom> {
  const kept = await readKept(stateFile ?? null)
  const { robot: secrets, app: appSecrets, entered } = kept
  const snapshot = (): string =>
    JSON.stringify({ version: 1, robot: secrets, app: appSecrets, entered, messages: history.all() } satisfies KeptState)
  const writer = stateFile === undefined ? null : createStateWriter(snapshot, stateFile)
  const history = createHistory(kept.messages, now, () => writer?.touch())
  writer?.touch()
  const robot = createAibot({
    ...{ ...secrets, now, show: history.add },
    changed: history.changed,
    connects: () => history.tell('everyone', { type: 'robot', connected: robot.connected() }),
  })
  // In the demo company everybody has written to the robot before, so that it may write to everybody.
  robot.knows(
    [...members, ...groups].map(({ id }) => id),
    history.all().filter(({ chat }) => !chat.startsWith('app:')),
  )

  const app = createLocalApp(appSecrets, history, now)
  const people = createPeople({
    ...{ history, robot, app },
    entersToday(member) {
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now())
      if (entered[member] === today) return false
      entered[member] = today
      writer?.touch()
      return true
    },
  })
  const stateFor = (me: Member): WecomState => {
    const chats = chatsOf(me)
    return {
      ...{ company: companyName, me: me.id, robot: robotName, connected: robot.connected(), people: members, chats },
      menu: app.menu(),
      messages: chats.flatMap(({ id }) => history.of(id).slice(-most).map(shown)),
    }
  }
  const streams = createStreams(history)
  const routes = createWecomRoutes({ people, streams, stateFor, find: history.find, pageDir })
  return {
    ...people,
    handle: async (request, response) => (await app.handle(request, response)) || routes(request, response),
    upgrade: robot.upgrade,
    settings(origin) {
      app.reach(origin)
      const wsUrl = origin.replace(/^http/, 'ws') + aibotPath
      return { robot: { ...secrets, wsUrl }, app: { ...appSecrets, agentId }, apiUrl: apiUrl(origin), zone }
    },
    messages: history.of,
    connected: robot.connected,
    async stop() {
      streams.close()
      robot.stop()
      await writer?.flush()
    },
  }
}

/** The direct chats with the robot and the app, then the groups this member is in. */
function chatsOf(me: Member): WecomChat[] {
  const nameOf = (id: string) => members.find(one => one.id === id)?.name ?? id
  return [
    { id: me.id, name: robotName, kind: 'single', members: [me.name] },
    { id: appChatOf(me.id), name: appName, kind: 'app', members: [me.name] },
    ...groups
      .filter(group => group.members.includes(me.id))
      .map(({ id, name, members: ids }): WecomChat => ({ id, name, kind: 'group', members: ids.map(nameOf) })),
  ]
}
