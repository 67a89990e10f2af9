import type { Context } from '../../chat/context.ts'
import { teamOf } from '../../chat/context.ts'
import { addDays, localDate } from '../../chat/dates/zone.ts'
import type { Command, Verb } from '../../chat/feature.ts'
import { type Message, say } from '../../chat/message.ts'
import { problemInlines } from '../../customers/filter/problem-text.ts'
import { longestFilter, readFilter } from '../../customers/filter/read.ts'
import { Prisma } from '../../database/generated/client.ts'
import { readPeriod } from '../period.ts'
import { compare, fewest } from './compare.ts'
import { lostMessage, lostWords } from './message.ts'
import { countReasons } from './reasons.ts'
import { countTraits, leavers, leaversByMonth, lostAnswers, scopeOf, writtenReasons } from './store.ts'

/** Who left, why, and what they share. */
const lostVerb: Verb = {
  name: 'lost',
  words: ['lost', 'left', 'why', '流失', '流失客户', '流失原因'],
  usage: { en: '/retention lost last quarter industry:retail', 'zh-CN': '/retention 流失 上季度 行业：零售' },
  needs: 'retention.read',
  slow: true,
  run: async (context, rest) => ({ kind: 'message', message: await lostReport(context, rest) }),
}

/** How many customers stay; later rooms add verbs. */
export const retentionCommand: Command = {
  name: 'retention',
  aliases: ['留存', '流失原因', '流失'],
  summary: { en: 'Who left, why, and what they share', 'zh-CN': '客户流失：谁走了、为什么、有什么共同点' },
  verbs: [lostVerb],
  otherwise: 'lost',
  empty: 'lost',
  // `last quarter` is a period, and near to `lost`.
  firstWordIsName: true,
}

/** Rows of the list of those who left. */
const listed = 10

async function lostReport(context: Context, line: string): Promise<Message> {
  const { locale, now } = context
  const text = lostWords(locale)
  const team = teamOf(context)
  context.demand('retention.read', { teamId: team.id })
  const period = readPeriod(line, localDate(now, team.zone))
  if (period.kind === 'future') return say(locale, text.future)
  const filter = period.rest ? await readFilter(context, period.rest.slice(0, longestFilter + 1)) : null
  if (filter?.kind === 'problem') {
    const message = say(locale, ...problemInlines(locale, filter.problem))
    message.parts.push({ kind: 'note', text: [text.usage] })
    return message
  }
  const scope = scopeOf(context, team, period.span, filter?.where ?? Prisma.sql`TRUE`)
  const { all, left, values, smaller } = await countTraits(scope)
  const answers = left ? await lostAnswers(scope) : []
  return lostMessage(context, {
    team,
    span: { from: period.span.from, last: addDays(period.span.until, -1) },
    filter: filter ? period.rest : null,
    onlyOwn: !context.may('customer.read', { teamId: team.id, ownerId: null, ownOnly: team.ownOnly }),
    all,
    left,
    leavers: left ? await leavers(scope, listed) : [],
    months: left ? await leaversByMonth(scope) : [],
    reasons: countReasons(
      left ? await writtenReasons(scope) : [],
      answers.flatMap(({ choice }) => (choice === null ? [] : [{ choice, count: 1 }])),
    ),
    answers,
    comparison: left >= fewest.left ? compare(values, { all, left }, smaller) : null,
  })
}
