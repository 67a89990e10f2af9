import type { Context } from '../../chat/context.ts'
import type { Verb } from '../../chat/feature.ts'
import { code, type Message, say } from '../../chat/message.ts'
import { staleMessage } from '../../chat/messages.ts'
import type { Reply } from '../../chat/platform.ts'
import type { Member } from '../../database/generated/client.ts'
import { findMember } from '../find.ts'
import { memberById } from '../store.ts'
import { awayForm } from './form.ts'
import { awayWords } from './messages.ts'
import { readSpan, splitAway } from './read.ts'
import { demandAway, endAway, setAway } from './set.ts'

/** `/care away until monday @anna`; a manager: `/care away @sofia until monday @anna`. Without a time the form. */
export const awayVerb: Verb = {
  name: 'away',
  words: ['away', 'off', 'vacation', 'holiday', '外出', '请假', '休假'],
  usage: { en: '/care away until monday @stand-in', 'zh-CN': '/care 外出 到周一 代班 @小王' },
  needs: 'away.set',
  async run(context, rest) {
    const { who, standIn, when } = splitAway(rest)
    const member = who === null ? await self(context) : await colleague(context, who)
    if ('problem' in member) return answer(say(context.locale, member.problem))
    await demandAway(context, member.found)
    if (!when && !standIn) return { kind: 'form', form: await awayForm(context, member.found) }
    return answer(await awayByText(context, member.found, when, standIn))
  },
}

/** `/care back`; a manager: `/care back @sofia`. */
export const backVerb: Verb = {
  name: 'back',
  words: ['back', 'returned', '回来', '回来了', '销假'],
  usage: { en: '/care back', 'zh-CN': '/care 回来' },
  needs: 'away.set',
  async run(context, rest) {
    const member = rest.trim() ? await colleague(context, rest.trim()) : await self(context)
    return answer('problem' in member ? say(context.locale, member.problem) : await endAway(context, member.found))
  },
}

/** Words that end an absence where it is given as a setting (`away=no`). */
const ends = /^(?:no|none|off|back|here|无|没有|否|回来了?|销假)$/iu

/** `away=until monday @anna`, `away=no`. */
export async function awaySetting(context: Context, member: Member, text: string): Promise<Message> {
  if (ends.test(text.trim())) return endAway(context, member)
  const { standIn, when } = splitAway(` ${text} `)
  return awayByText(context, member, when, standIn)
}

async function awayByText(context: Context, member: Member, when: string, standIn: string | null): Promise<Message> {
  const { locale, now } = context
  const text = awayWords(locale)
  const span = readSpan(when, { now, zone: member.zone }, member.workdays)
  if (span.kind === 'none') return say(locale, when ? text.unread(when.slice(0, 80)) : text.how, code(text.example))
  if (span.kind === 'impossible') return say(locale, text.impossible(span.text))
  if (span.kind === 'past') return say(locale, text.past)
  const named = standIn === null ? null : await colleague(context, standIn)
  if (named && 'problem' in named) return say(locale, named.problem)
  const outcome = await setAway(context, member, span.absence, named?.found ?? null)
  return 'message' in outcome ? outcome.message : say(locale, outcome.problem)
}

type Found = { found: Member } | { problem: string }

async function self({ tx, actor, locale }: Context): Promise<Found> {
  const member = actor.memberId === null ? null : await memberById(tx, actor.memberId)
  return member ? { found: member } : { problem: staleMessage(locale).summary }
}

async function colleague(context: Context, text: string): Promise<Found> {
  const match = await findMember(context, text)
  if (match.kind === 'one') return { found: match.member }
  const said = awayWords(context.locale)
  const shown = text.slice(0, 80)
  return { problem: match.kind === 'none' ? said.unknown(shown) : said.several(shown) }
}

const answer = (message: Message): Reply => ({ kind: 'message', message })
