import type { Context } from '../../chat/context.ts'
import type { Message, Part } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import { byChannel, byHour, type Rate } from './channels.ts'
import { readAsked } from './read.ts'
import type { Asked } from './scope.ts'
import { periodText, titleOf, viewButton } from './views.ts'

const words = wording({
  en: {
    rate: (percent: number, answered: string, reached: string) => `${percent}% (${answered} of ${reached})`,
    nobody: 'nobody was reached',
    channel: 'Channel',
    hour: (zone: string) => `Sent at (${zone})`,
    reached: 'Reached',
    answered: 'Answered',
    share: 'Rate',
    none: 'Nobody was asked in this period.',
    note: (period: string) => `Asked in ${period}; whoever may still answer counts as asked.`,
  },
  'zh-CN': {
    rate: (percent: number, answered: string, reached: string) => `${percent}%（${reached} 份中 ${answered} 份）`,
    nobody: '没有送达任何客户',
    channel: '渠道',
    hour: (zone: string) => `发送时段（${zone}）`,
    reached: '送达',
    answered: '回复',
    share: '回复率',
    none: '这段时间没有发过问卷。',
    note: (period: string) => `统计${period}发出的问卷，仍可回复的也计入送达。`,
  },
})

/** `68% (41 of 60)`. */
export function rateText({ reached, answered }: Pick<Rate, 'reached' | 'answered'>, locale: Locale): string {
  const text = words(locale)
  if (reached === 0) return text.nobody
  return text.rate(Math.round((100 * answered) / reached), answered.toLocaleString(locale), reached.toLocaleString(locale))
}

/** How many answer, by the way they were asked and by the hour. */
export async function responseView(context: Context, asked: Asked): Promise<Message> {
  const { locale } = context
  const text = words(locale)
  const counts = await readAsked(context, asked)
  const title = await titleOf(context, asked, 'response')
  const table = (name: string, rates: readonly Rate[]): Part => ({
    kind: 'table',
    columns: [name, text.reached, text.answered, text.share],
    rows: rates.map(rate => [
      rate.name,
      rate.reached.toLocaleString(locale),
      rate.answered.toLocaleString(locale),
      `${Math.round((100 * rate.answered) / rate.reached)}%`,
    ]),
  })
  const channels = byChannel(counts, locale)
  const tables = channels.length ? [table(text.channel, channels), table(text.hour(asked.team.zone), byHour(counts))] : []
  const parts: Part[] = [
    { kind: 'heading', text: title },
    ...(tables.length ? tables : [{ kind: 'text', text: [text.none] } satisfies Part]),
    { kind: 'note', text: [text.note(periodText(asked, locale))] },
    { kind: 'actions', actions: [viewButton(locale, asked.scope, 'overview')] },
  ]
  return { locale, summary: title, parts }
}
