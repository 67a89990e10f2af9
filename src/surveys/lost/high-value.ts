import type { Context, Team } from '../../chat/context.ts'
import type { Filter } from '../../customers/filter/read.ts'
import { longestFilter } from '../../customers/filter/read.ts'
import { visible } from '../../customers/store.ts'
import { lockTeam, type Member } from '../../people/store.ts'
import { checkDraft, errorsText } from '../../segments/own/check.ts'
import { noEffects } from '../../segments/own/effects.ts'
import { keepSegment } from '../../segments/own/keep.ts'
import { fitting } from '../../segments/own/members.ts'
import { readerFor } from '../../segments/own/run.ts'
import { longestName, type Segment } from '../../segments/own/segment.ts'
import { segmentsOf } from '../../segments/own/store.ts'
import { groups } from '../../segments/rfm/words.ts'
import { clip } from '../../tasks/task.ts'
import { longerValues } from './store.ts'
import { type TraitValue, traitFilter, traitText } from './trait.ts'

/** The customers worth most who share a trait, and how they are asked for in the team's language. */
export interface Group {
  /** Of a segment that asks for them; the place for a number, when the name is taken, is left. */
  name: string
  written: string
  filter: Filter
}

/** Values that contain another are few, and a filter is short. */
const mostOthers = 8

/** Null: the trait cannot be asked for (any more). */
export async function highValueWith(context: Context, team: Team, trait: TraitValue): Promise<Group | null> {
  const { locale } = team
  const high = locale === 'en' ? 'rfm:high-value' : `分层：${groups['high-value'].name[locale]}`
  const others = await longerValues(context.tx, team.id, trait, mostOthers)
  const is = (but: readonly string[]) => `${high} ${traitFilter(trait, but, context.rooms.filterFields, locale)}`
  const written = is(others).length <= longestFilter ? is(others) : is([])
  const filter = (await readerFor(context, team))(written)
  if (filter.kind === 'problem') return null
  const name = `${groups['high-value'].name[locale]} · ${traitText(trait, locale)}`
  return { name: clip(name, longestName - 4), written, filter }
}

/** Somebody who cares for some of them; null: nobody who still works here, so it is the team's. */
export interface Share {
  owner: Pick<Member, 'id' | 'name' | 'platform' | 'ref'> | null
  customers: number
}

/** How many of them each owner has, most first. Cost: the filter's look-ups for each customer of the team. */
export async function sharesOf(context: Context, team: Team, { filter }: Group): Promise<Share[]> {
  const rows = await context.tx.$queryRaw<
    { id: number | null; name: string; platform: string; ref: string; customers: number }[]
  >`
    SELECT m."id", m."name", m."platform", m."ref", count(*)::int AS customers
    FROM "Customer" c LEFT JOIN "Member" m ON m."id" = c."ownerId" AND m."deactivatedAt" IS NULL
    WHERE ${fitting(team.id, filter)} AND c."leftAt" IS NULL AND ${visible(context)}
    GROUP BY 1, 2, 3, 4 ORDER BY customers DESC, m."id"`
  return rows.map(({ id, customers, ...owner }) => ({ owner: id === null ? null : { id, ...owner }, customers }))
}

/** The segment of exactly these, made unless there is one; or why it cannot be. */
export async function segmentFor(
  context: Context,
  team: Team,
  { name, written, filter }: Group,
): Promise<{ kind: 'segment'; segment: Segment } | { kind: 'problem'; text: string }> {
  await lockTeam(context.tx, team.id)
  const own = await segmentsOf(context.tx, [team.id])
  const same = own.find(segment => segment.filter === written)
  if (same) return { kind: 'segment', segment: same }
  const draft = { teamId: team.id, segmentId: null, version: 0, filter: written, onEnter: noEffects, onExit: noEffects }
  const names = [name, ...[2, 3, 4, 5, 6, 7, 8, 9].map(number => `${name} ${number}`)]
  let errors = ''
  for (const each of names) {
    const checked = await checkDraft(context, team, { ...draft, name: each })
    if (checked.kind === 'fine')
      return { kind: 'segment', segment: await keepSegment(context, team, { ...draft, name: each }, filter) }
    errors = errorsText(checked.errors)
    if (checked.errors.filter || own.length === 0) break
  }
  return { kind: 'problem', text: errors }
}
