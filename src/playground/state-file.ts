import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { parseJson } from './json.ts'
import type { Channel, Message } from './model.ts'
import type { World } from './world.ts'

/** Messages kept of each channel over a restart. */
const KEPT = 500

const secrets = z.object({ botToken: z.string(), signingSecret: z.string(), appToken: z.string() })
export type AppSecrets = z.infer<typeof secrets>

const schema = z.object({
  version: z.literal(1),
  app: secrets.optional(),
  channels: z.array(
    z.custom<Channel>(value => z.object({ id: z.string(), members: z.array(z.string()) }).safeParse(value).success),
  ),
  messages: z.array(z.custom<Message>(value => z.object({ ts: z.string(), channel: z.string() }).safeParse(value).success)),
})

/** What is kept of the workspace. */
export function snapshot(world: World): string {
  const messages = [...world.messages.values()].flatMap(list =>
    list.filter(message => message.ephemeralTo === undefined).slice(-KEPT),
  )
  const { botToken, signingSecret, appToken } = world.app.show()
  return JSON.stringify({
    version: 1,
    app: { botToken, signingSecret, appToken },
    channels: [...world.channels.values()],
    messages,
  })
}

/** The app's secrets of the last run, so that another bot stays installed over a restart; null when there are none. */
export async function readSecrets(file: string): Promise<AppSecrets | null> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return schema.safeParse(parseJson(text)).data?.app ?? null
}

/** Reads channels and messages back; a missing file is a fresh start, a broken one is set aside as `<file>.broken`. */
export async function readState(world: World, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return
  const parsed = schema.safeParse(parseJson(text))
  if (!parsed.success) {
    await rename(file, `${file}.broken`)
    return
  }
  for (const channel of parsed.data.channels) world.channels.set(channel.id, channel)
  for (const message of parsed.data.messages) {
    const list = world.messages.get(message.channel)
    if (list) list.push(message)
    else world.messages.set(message.channel, [message])
    world.ids.past(message.ts)
  }
}

export interface StateWriter {
  /** Asks for a write soon; many requests become one. */
  touch(): void
  /** Writes what is outstanding now. */
  flush(): Promise<void>
}

/** Writes snapshots: debounced, whole or not at all (a temporary file, then a rename), one at a time. */
export function createStateWriter(text: () => string, file: string, debounceMs = 250): StateWriter {
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  async function write(): Promise<void> {
    await mkdir(dirname(file), { recursive: true })
    const fresh = `${file}.new`
    await writeFile(fresh, text(), { mode: 0o600 })
    await rename(fresh, file)
  }
  function start(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write, write)
    return writing
  }
  return {
    touch() {
      if (timer) return
      timer = setTimeout(() => {
        start().catch(error => console.error(`the playground could not keep its messages: ${String(error)}`))
      }, debounceMs)
      timer.unref()
    },
    flush: () => (timer ? start() : writing),
  }
}
