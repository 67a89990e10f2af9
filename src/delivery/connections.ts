import { errorCode } from '../chat/errors.ts'
import type { Health, Platform } from '../chat/platform.ts'
import type { Log } from '../config/log.ts'

/** How a platform answered when it was last asked. */
export type Connection = { name: string } & Health

export interface Connections {
  start(): void
  stop(): Promise<void>
  /** What is known now. Asking costs nothing: the status command runs in a transaction, where nobody may wait for a network. */
  latest(): Connection[]
}

const unsaid = { en: '…', 'zh-CN': '…' }

/** Asks each platform once a minute whether it works, and says in the log when that changes. */
export function createConnections(platforms: readonly Platform[], log: Log, everyMs = 60_000): Connections {
  const known = new Map<string, Connection>()
  let timer: NodeJS.Timeout | undefined
  let asking: Promise<unknown> = Promise.resolve()

  const ask = async (platform: Platform): Promise<void> => {
    const { name } = platform
    const answer = await platform
      .check()
      .catch((error: unknown): Health => ({ ok: false, code: errorCode(error), detail: unsaid }))
    if (known.get(name)?.ok !== answer.ok)
      log(answer.ok ? 'info' : 'error', 'platform.connection', { platform: name, ...(!answer.ok && { code: answer.code }) })
    known.set(name, { name, ...answer })
  }
  const askAll = (): void => {
    asking = Promise.all(platforms.map(ask))
  }

  return {
    start() {
      askAll()
      timer = setInterval(askAll, everyMs)
    },
    async stop() {
      clearInterval(timer)
      await asking
    },
    latest: () => platforms.map(({ name }) => known.get(name) ?? { name, ok: true, detail: unsaid }),
  }
}
