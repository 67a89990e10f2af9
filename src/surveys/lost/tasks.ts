import type { Context, Team } from '../../chat/context.ts'
import { type LocalDate, localDate, nextWorkingDay } from '../../chat/dates/zone.ts'
import { wording } from '../../chat/wording.ts'
import { askedBy, type Segment } from '../../segments/own/segment.ts'
import { createTask } from '../../tasks/create.ts'
import { countsText, sharedText, type Trait } from './evidence.ts'
import type { Share } from './high-value.ts'
import { traitText } from './trait.ts'

const words = wording({
  en: {
    task: (count: number, trait: string) =>
      `${count === 1 ? '1 high-value customer shares' : `${count} high-value customers share`} what those who left had: ${trait}`,
    see: (filter: string) => `See them with /customer list ${filter}, then call: what do they need, and what troubles them?`,
  },
  'zh-CN': {
    task: (count: number, trait: string) => `${count} 位高价值客户与流失客户有共同特征（${trait}），请主动关怀`,
    see: (filter: string) => `查看名单：/customer 列表 ${filter}，逐一联系，了解近期需求和不满。`,
  },
})

/** In the team's language, for whom they are. Once a month for a trait and owner, whoever asks and however often. Returns how many were made. */
export async function makeTasks(
  { tx, now, outbox, actor }: Context,
  team: Team,
  trait: Trait,
  segment: Segment,
  shares: readonly Share[],
): Promise<number> {
  const { locale } = team
  const text = words(locale)
  const today = localDate(now, team.zone)
  const inDays = (days: number): LocalDate => (days === 0 ? today : nextWorkingDay(inDays(days - 1), team.workdays))
  const key = `lost-trait:${team.id}:${trait.trait}:${trait.value.toLowerCase()}:${trait.last.slice(0, 7)}`
  let made = 0
  for (const { owner, customers } of shares) {
    const { created } = await createTask(tx, outbox, {
      // Without names of customers: a task about nobody in particular stays when one of them is erased.
      customerId: null,
      teamId: team.id,
      title: text.task(customers, traitText(trait, locale)),
      dueOn: inDays(3),
      assigneeId: owner?.id ?? null,
      cause: 'lost-trait',
      causeKey: `${key}:${owner?.id ?? 'team'}`,
      evidence: [countsText(trait, locale, team), sharedText(locale)],
      suggestion: text.see(askedBy(segment.name)[locale]),
      actor: { memberId: actor.memberId, name: actor.name },
      source: 'chat',
      now,
    })
    if (created) made += 1
  }
  return made
}
