import { randomBytes } from 'node:crypto'
import { readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import { newAppSecrets } from './local-app.ts'

const said = {
  chat: z.string(),
  from: z.string().nullable(),
  text: z.string(),
  card: z
    .object({
      card_type: z.string(),
      task_id: z.string(),
      main_title: z.exactOptional(z.object({ title: z.exactOptional(z.string()) })),
      sub_title_text: z.exactOptional(z.string()),
      button_list: z.array(z.object({ text: z.string(), key: z.string() })),
    })
    .nullable(),
  /** Whoever was writing is gone. */
  isGrowing: z.boolean().transform(() => false),
  file: z.exactOptional(z.object({ name: z.string(), base64: z.string() })),
}
const schema = z.object({
  version: z.literal(1),
  /** Made at the first start, so that another bot stays connected over a restart. */
  robot: z.object({ botId: z.string(), secret: z.string() }),
  /** Not there in what was kept before there was an app. */
  app: z
    .object({ corpId: z.string(), secret: z.string(), callbackToken: z.string(), encodingAesKey: z.string() })
    .default(newAppSecrets),
  /** The day on which each member last opened their direct chat, in China. */
  entered: z.record(z.string(), z.string()),
  messages: z.array(z.object({ id: z.number().int(), at: z.number(), ...said })),
})
/** What a restart must not lose. */
export type KeptState = z.infer<typeof schema>

/** What the file keeps; a missing one is a fresh start, a broken one is set aside as `<file>.broken`. */
export async function readKept(file: string | null): Promise<KeptState> {
  const text = file === null ? null : await readFile(file, 'utf8').catch(() => null)
  if (file === null || text === null) return fresh()
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  await rename(file, `${file}.broken`)
  return fresh()
}

const fresh = (): KeptState => ({
  version: 1,
  robot: { botId: `aib-playground-${randomBytes(6).toString('hex')}`, secret: randomBytes(18).toString('hex') },
  app: newAppSecrets(),
  entered: {},
  messages: [],
})
