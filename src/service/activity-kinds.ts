import { z } from 'zod'
import { formatDate } from '../chat/dates/format.ts'
import type { ActivityKind } from '../chat/feature.ts'
import type { Inline } from '../chat/message.ts'
import type { Locale } from '../chat/wording.ts'
import { serviceWords, severityName } from './messages.ts'

const contract = z.object({ until: z.string() })
const ticket = z.object({ subject: z.string(), severity: z.string().optional(), csat: z.number().nullish() })
const usage = z.object({ name: z.string(), count: z.number() })

type Words = ReturnType<typeof serviceWords>

const aboutContract = (kind: string, icon: string, say: (words: Words, day: string) => string): ActivityKind => ({
  kind,
  icon,
  describe: (data, locale) => [say(serviceWords(locale), formatDate(contract.parse(data).until, locale, 'UTC'))],
})

const aboutTicket = (
  kind: string,
  icon: string,
  say: (words: Words, data: z.infer<typeof ticket>, locale: Locale) => string,
): ActivityKind => ({
  kind,
  icon,
  describe: (data, locale): Inline[] => [say(serviceWords(locale), ticket.parse(data), locale)],
})

/** How contracts, tickets and use read on the timeline. */
export const serviceActivityKinds: readonly ActivityKind[] = [
  aboutContract('contract.signed', '📄', (words, day) => words.signedKind(day)),
  aboutContract('contract.renewed', '📄', (words, day) => words.renewedKind(day)),
  aboutContract('contract.cancelled', '📄', (words, day) => words.cancelledKind(day)),
  aboutContract('contract.undone', '↩️', (words, day) => words.renewalUndone(day)),
  // A complaint from a log has no severity of its own.
  aboutTicket('ticket.opened', '⚠️', (words, { subject, severity }, locale) =>
    severity === undefined ? words.complaintKind(subject) : words.ticketKind(severityName(severity, locale), subject),
  ),
  aboutTicket('ticket.solved', '✅', (words, { subject, csat }) => words.solvedKind(subject) + (csat ? words.rated(csat) : '')),
  aboutTicket('ticket.reopened', '⚠️', (words, { subject }) => words.reopenedKind(subject)),
  aboutTicket('ticket.undone', '↩️', (words, { subject }) => words.complaintUndone(subject)),
  {
    kind: 'usage',
    icon: '📈',
    describe(data, locale) {
      const { name, count } = usage.parse(data)
      return [serviceWords(locale).usageKind(name, count)]
    },
  },
]
