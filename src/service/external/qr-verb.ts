import type { Context } from '../../chat/context.ts'
import type { Verb } from '../../chat/feature.ts'
import { takePerson } from '../../chat/mention.ts'
import { bold, type Message, say } from '../../chat/message.ts'
import { cleanText } from '../../customers/fields.ts'
import { memberByRef, teamMembers } from '../../people/store.ts'
import { askFor, wayMessage, wayWords } from './way-messages.ts'
import { sameWay } from './ways.ts'

export interface ContactParts {
  /** The platform whose contacts are kept; null: none. */
  contactPlatform(): string | null
}

/** Of a mark, in characters, and of members in one QR code (path/92572). */
const limits = { state: 30, members: 100 }

/**
 * `/customer qr Fair 2026 [@Lina]`: a QR code by which customers add these members, or the whole team. The platform makes it afterwards, for
 * nobody waits for a network inside a transaction; asked for once more, it is the same one.
 */
export const qrVerb = (parts: ContactParts): Verb => ({
  name: 'qr',
  words: ['qr', 'qrcode', '二维码', '渠道码', '活码'],
  usage: { en: '/customer qr Fair 2026', 'zh-CN': '/customer 二维码 展会2026' },
  needs: 'contact.invite',
  run: async (context, rest) => ({ kind: 'message', message: await answer(context, parts, rest) }),
})

async function answer(context: Context, parts: ContactParts, line: string): Promise<Message> {
  const { tx, locale, now, actor } = context
  const text = wayWords(locale)
  const platform = parts.contactPlatform()
  if (platform === null) return say(locale, text.absent)
  const { refs, state } = readLine(line)
  if (!state) return askFor(locale, text.usage, text.example)
  if ([...state].length > limits.state) return say(locale, text.long(limits.state))
  const members = refs.length > 0 ? refs : await ofTeam(context, platform)
  if (members.length === 0) return askFor(locale, text.nobody, text.named)
  for (const ref of refs)
    if (actor.platform !== platform || !(await memberByRef(tx, platform, ref))) return say(locale, text.stranger(`@${ref}`))
  const way = { platform, state, members: members.toSorted().slice(0, limits.members) }
  const known = await sameWay(tx, way)
  if (known?.url) return wayMessage(known, locale)
  // Who asked for it is told when it is there, and nobody else.
  if (known && known.askedById !== actor.memberId) return say(locale, text.ready, bold(state), text.soon)
  if (!known && actor.memberId !== null)
    await tx.contactWay.create({ data: { ...way, askedById: actor.memberId, askedAt: now }, select: { id: true } })
  return say(locale, text.ready, bold(state), text.making(way.members.length))
}

/** The mark, and the people mentioned beside it. */
function readLine(line: string): { refs: string[]; state: string } {
  const refs: string[] = []
  let left = line
  for (let taken = takePerson(left); taken.ref !== null; taken = takePerson(left)) {
    refs.push(taken.ref)
    left = taken.rest
  }
  return { refs: [...new Set(refs)], state: cleanText(left) }
}

async function ofTeam({ tx, team, may }: Context, platform: string): Promise<string[]> {
  if (!team || !may('contact.invite', { teamId: team.id })) return []
  const members = await teamMembers(tx, team.id, ['manager', 'rep'])
  return members.flatMap(member => (member.platform === platform ? [member.ref] : []))
}
