import type { Context } from '../../chat/context.ts'
import { type Message, say } from '../../chat/message.ts'
import { nearest, takeQuoted } from '../../chat/verbs.ts'
import { wording } from '../../chat/wording.ts'
import { segmentsOf } from '../../segments/own/store.ts'

const words = wording({
  en: {
    none: (name: string) => `There is no customer and no segment “${name}”.`,
    near: (name: string) => ` Did you mean “${name}”?`,
    known: (names: string, more: number) => ` There are: ${names}${more > 0 ? ` and ${more} more` : ''}.`,
    join: ', ',
  },
  'zh-CN': {
    none: (name: string) => `没有名为“${name}”的客户或分群。`,
    near: (name: string) => `您是不是想用“${name}”？`,
    known: (names: string, more: number) => `现有分群：${names}${more > 0 ? `，另有 ${more} 个` : ''}。`,
    join: '、',
  },
})

const shown = 10

/** What is in quotes is a segment's name to who may ask many: then it is not there, and which are. Null: it may be a customer's. */
export async function noSegmentMessage({ tx, team, locale, may }: Context, who: string): Promise<Message | null> {
  const name = takeQuoted(who)?.inside
  if (!name || !team || !may('survey.manage', { teamId: team.id })) return null
  const text = words(locale)
  const names = (await segmentsOf(tx, [team.id])).map(segment => segment.name)
  const near = nearest(name, names)
  const known = names.slice(0, shown).join(text.join)
  const rest = near ? text.near(near) : names.length > 0 ? text.known(known, names.length - shown) : ''
  return say(locale, `${text.none([...name].slice(0, 60).join(''))}${rest}`)
}
