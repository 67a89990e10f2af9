import { z } from 'zod'
import type { ActivityKind } from '../../chat/feature.ts'
import { wording } from '../../chat/wording.ts'

const words = wording({
  en: {
    added: (member: string) => `Became a contact of ${member}`,
    state: (state: string) => `, by ${state}`,
    contact: (member: string) => `Deleted ${member} from their contacts`,
    member: (member: string) => `${member} deleted them from their contacts`,
    transfer: (member: string) => `Given to a colleague by ${member}`,
    unknown: (member: string) => `No longer a contact of ${member}; nobody said which side ended it`,
  },
  'zh-CN': {
    added: (member: string) => `添加了${member}为好友`,
    state: (state: string) => `，来源：${state}`,
    contact: (member: string) => `客户删除了${member}`,
    member: (member: string) => `${member}删除了客户`,
    transfer: (member: string) => `由${member}转接给同事`,
    unknown: (member: string) => `已不在${member}的客户列表中，无法得知是哪一方删除的`,
  },
})

const ends = ['contact', 'member', 'transfer', 'unknown'] as const
const icons = { contact: '💔', member: '✂️', transfer: '🔁', unknown: '❔' }
const told = z.object({ member: z.string(), state: z.string().nullable() })

/** The kind of activity of an end, or of having been added. */
export const activityKind = (endedBy: string | null): string => `external.${endedBy ?? 'added'}`

/** How contacts outside read on the timeline. */
export const externalActivityKinds: readonly ActivityKind[] = [
  {
    kind: activityKind(null),
    icon: '🤝',
    describe(data, locale) {
      const { member, state } = told.parse(data)
      return [words(locale).added(member) + (state ? words(locale).state(state) : '')]
    },
  },
  ...ends.map(
    (end): ActivityKind => ({
      kind: activityKind(end),
      icon: icons[end],
      describe: (data, locale) => [words(locale)[end](told.parse(data).member)],
    }),
  ),
]
