import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import { createStateWriter } from '../state-file.ts'

/** Mails kept; the oldest go first. */
const KEPT = 200

const mail = z.object({
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  messageId: z.string(),
  headers: z.record(z.string(), z.string()),
})
export type LocalMail = z.infer<typeof mail>

const kept = mail.extend({ id: z.string(), at: z.number() })
export type KeptMail = z.infer<typeof kept>

const schema = z.object({ version: z.literal(1), mails: z.array(kept) })

/** One mailbox for everybody's mail, so that somebody at the playground can open what customers were sent. */
export interface Mailbox {
  /** Gives the id under which it is found. */
  take(mail: LocalMail): string
  /** Newest first. */
  list(): KeptMail[]
  find(id: string): KeptMail | null
  /** Writes what is outstanding. */
  stop(): Promise<void>
}

/** Starts with what `file` keeps of the last run; a missing or broken file is an empty mailbox. */
export async function createMailbox({ file, now }: { file: string | null; now(): number }): Promise<Mailbox> {
  const text = file === null ? '' : await readFile(file, 'utf8').catch(() => '')
  const mails = schema.safeParse(parseJson(text)).data?.mails ?? []
  const writer = file === null ? null : createStateWriter(() => JSON.stringify({ version: 1, mails }), file)
  return {
    take(given) {
      const id = randomBytes(6).toString('hex')
      mails.push({ ...mail.parse(given), id, at: now() })
      mails.splice(0, mails.length - KEPT)
      writer?.touch()
      return id
    },
    list: () => [...mails].reverse(),
    find: id => mails.find(one => one.id === id) ?? null,
    stop: async () => writer?.flush(),
  }
}
