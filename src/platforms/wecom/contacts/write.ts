import { z } from 'zod'
import type { ContactSync, ContactWish } from '../../../chat/contact-sync.ts'
import type { Log } from '../../../config/log.ts'
import { isPassing, Refused, wecomCode } from '../errors.ts'
import type { Ask } from '../rest/http.ts'
import type { Tags } from './tags.ts'

export interface WriteParts {
  sync: ContactSync
  ask: Ask
  tags: Tags
  log: Log
}

/** Characters of `externalcontact/remark` (path/92115). */
const limits = { remark: 20, description: 150 }
const done = z.object({})

/**
 * Writes to WeCom what changed here: tags, remark, description. WeCom sends no callback about what is done by its interface, so nothing comes
 * back as news. Rejects when WeCom cannot be asked now; what is left is written the next time, and doing it twice does no harm.
 */
export async function writeBack(parts: WriteParts, isStopped: () => boolean): Promise<void> {
  const { sync, tags, log } = parts
  await tags.refresh()
  for (;;) {
    const wishes = await sync.wanted({ tags: tags.names(), ...limits })
    if (wishes.length === 0) return
    for (const wish of wishes) {
      if (isStopped()) return
      const isWritten = await write(parts, wish).then(
        () => true,
        (error: unknown) => {
          if (!(error instanceof Refused) || isPassing(error)) throw error
          log('warn', 'wecom.contact-not-written', { code: wecomCode(error) })
          return false
        },
      )
      await sync.settled(wish, isWritten)
    }
  }
}

async function write({ ask, tags }: WriteParts, wish: ContactWish): Promise<void> {
  const { contact, member, remark, description } = wish
  const of = { userid: member, external_userid: contact }
  const added = wish.addTags.flatMap(name => tags.idOf(name) ?? [])
  const body = { ...of, add_tag: added, remove_tag: wish.removeTags.flatMap(name => tags.idsOf(name)) }
  if (body.add_tag.length + body.remove_tag.length > 0) await ask({ path: 'externalcontact/mark_tag', body }, done)
  const texts = { ...(remark !== null && { remark }), ...(description !== null && { description }) }
  if (Object.keys(texts).length > 0) await ask({ path: 'externalcontact/remark', body: { ...of, ...texts } }, done)
}
