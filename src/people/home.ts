import type { Context } from '../chat/context.ts'
import { formatDate } from '../chat/dates/format.ts'
import { localDate } from '../chat/dates/zone.ts'
import { type Message, type Part, say } from '../chat/message.ts'
import { chatWords } from '../chat/messages.ts'
import { wording } from '../chat/wording.ts'

const words = wording({
  en: {
    title: (day: string) => `My day · ${day}`,
    noRole: 'You have no role in a team yet, so there is nothing to show here. A manager gives one with /rapport role.',
    nothing: 'Nothing to do, and nobody to worry about.',
  },
  'zh-CN': {
    title: (day: string) => `我的一天 · ${day}`,
    noRole: '您还没有加入任何团队，这里暂时没有内容。请团队经理用“/rapport 角色”为您授权。',
    nothing: '今天没有待办，也没有需要担心的客户。',
  },
})

/** A person's own page: what the rooms have for them, or a friendly line without any data for who may not read customers. */
export async function homeMessage(context: Context): Promise<Message> {
  const { locale, zone, now, actor } = context
  if (actor.outsider) return say(locale, chatWords(locale).outsider)
  if (!context.may('customer.read')) return say(locale, words(locale).noRole)
  const title = words(locale).title(formatDate(localDate(now, zone), locale, zone, 'weekday', now))
  const parts: Part[] = [{ kind: 'heading', text: title }]
  for (const section of context.rooms.homeSections) {
    const built = await section.build(context)
    if (built.length > 0 && parts.length > 1) parts.push({ kind: 'divider' })
    parts.push(...built)
  }
  if (parts.length === 1) parts.push({ kind: 'text', text: [words(locale).nothing] })
  return { locale, summary: title, parts }
}
