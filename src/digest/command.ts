import type { Context, Team } from '../chat/context.ts'
import { teamOf } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { parseWhen } from '../chat/dates/when.ts'
import { isLocalDate, type LocalDate, localDate } from '../chat/dates/zone.ts'
import type { Verb } from '../chat/feature.ts'
import { say } from '../chat/message.ts'
import type { Reply } from '../chat/platform.ts'
import { buildDigest, endOfDay } from './build.ts'
import { digestWords } from './messages.ts'
import { digestChannels, postDigest } from './post.ts'

/** `/rapport digest now [as-of DATE]`: posts the digest on demand, as it is or as it would have been. */
export const digestVerb: Verb = {
  name: 'digest',
  words: ['digest', '日报'],
  usage: { en: digestWords('en').usage, 'zh-CN': digestWords('zh-CN').usage },
  needs: 'digest.post',
  slow: true,
  async run(context, rest) {
    const team = teamOf(context)
    context.demand('digest.post', { teamId: team.id })
    const day = dayAsked(context, team, rest)
    if (day.kind === 'answer') return day.reply
    const past = day.date !== localDate(context.now, team.zone)
    const asOf = past ? endOfDay(day.date, team.zone) : context.now
    const message = await buildDigest(context.tx, { team, rooms: context.rooms, date: day.date, asOf, past })
    const channels = await digestChannels(context.tx, team.id)
    const words = digestWords(context.locale)
    if (channels.length === 0) {
      const first = { kind: 'text' as const, text: [words.noChannel], priority: 10 }
      return { kind: 'message', message: { ...message, parts: [first, ...message.parts] } }
    }
    for (const channel of channels) {
      const key = `digest:${team.id}:${channel.ref}:${day.date}:asked-${context.now.getTime()}`
      await postDigest(context.tx, context.outbox, channel, key, message, context.now)
    }
    const names = channels.map(channel => `#${channel.name}`).join(', ')
    const asked = formatDate(day.date, context.locale, team.zone, 'short', context.now)
    return { kind: 'message', message: say(context.locale, day.given ? words.asOfPosted(asked, names) : words.posted(names)) }
  },
}

type DayAsked = { kind: 'day'; date: LocalDate; given: boolean } | { kind: 'answer'; reply: Reply }

/** Nothing or `now` is today; a day, with or without `as-of`, is that day. Anything else posts nothing. */
function dayAsked({ locale, now }: Context, team: Team, rest: string): DayAsked {
  const words = digestWords(locale)
  const today = localDate(now, team.zone)
  const given = rest
    .trim()
    .replace(/^(?:now|现在|立即)(?=$|\s)/i, '')
    .trim()
    .replace(/^(?:as[- ]?of|截至)(?=[\s:：=\d])[\s:：=]*/i, '')
  if (!given) return { kind: 'day', date: today, given: false }
  const answer = (text: string): DayAsked => ({ kind: 'answer', reply: { kind: 'message', message: say(locale, text) } })
  const date = readDay(given, team.zone, now)
  if (!date) return answer(words.noSuchDay(given.slice(0, 40)))
  return date > today ? answer(words.future) : { kind: 'day', date, given: true }
}

/** The whole text as a day. */
function readDay(text: string, zone: string, now: Date): LocalDate | null {
  if (isLocalDate(text)) return text
  const when = parseWhen(text, { now, zone })
  return when.kind === 'found' && when.index === 0 && when.length === text.length ? when.date : null
}
