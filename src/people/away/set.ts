import type { Context } from '../../chat/context.ts'
import { daysBetween, localDate } from '../../chat/dates/zone.ts'
import { type Message, say } from '../../chat/message.ts'
import { localeOf } from '../../chat/wording.ts'
import type { Member } from '../../database/generated/client.ts'
import { memberById, rolesOf } from '../store.ts'
import { type Absence, absenceOf, isAway, overlap } from './away.ts'
import { awayWords, dayText, releasedMessage, setMessage, standInMessage, toldMessage } from './messages.ts'

/** What came of it, or which of the form's fields is wrong and why. */
export type Outcome = { message: Message } | { field: 'awayUntil' | 'standIn'; problem: string }

/** One's own absence is one's own business; anybody else's is for a manager of their team. */
export async function demandAway(context: Context, member: Member): Promise<void> {
  if (member.id === context.actor.memberId) return context.demand('away.set', { ownerId: member.id })
  const teams = [...(await rolesOf(context.tx, member.id)).keys()]
  const managed = teams.find(teamId => context.may('away.set', { teamId, ownerId: member.id }))
  context.demand('away.set', { teamId: managed ?? teams[0] ?? 0, ownerId: member.id })
}

/** The absence that is still to end, as the person's own day has it. */
export function openAbsence(member: Member, now: Date): Absence | null {
  const absence = absenceOf(member)
  return absence && absence.until > localDate(now, member.zone) ? absence : null
}

/** Sets the absence and its stand-in, and tells those it concerns. Ownership stays: only duty and sight pass to the stand-in. */
export async function setAway(context: Context, member: Member, absence: Absence, standIn: Member | null): Promise<Outcome> {
  await demandAway(context, member)
  const { tx, now, locale, actor } = context
  const text = awayWords(locale)
  const today = localDate(now, member.zone)
  if (absence.until <= absence.from || absence.until <= today) return { field: 'awayUntil', problem: text.past }
  if (daysBetween(absence.from, absence.until) > 366) return { field: 'awayUntil', problem: text.tooLong }
  const problem = standIn && (await standInProblem(context, member, absence, standIn))
  if (problem) return { field: 'standIn', problem }
  await tx.member.update({
    where: { id: member.id },
    data: { awayFrom: new Date(absence.from), awayUntil: new Date(absence.until), standInId: standIn?.id ?? null },
  })
  const self = member.id === actor.memberId
  if (standIn && standIn.id !== actor.memberId)
    await tell(context, standIn, `stand-in:${member.id}`, standInMessage(localeOf(standIn.locale), now, member, absence))
  if (member.standInId !== (standIn?.id ?? null)) await release(context, member)
  if (!self) await tell(context, member, 'away', toldMessage(localeOf(member.locale), now, actor.name, absence))
  const duties = (await tx.member.findMany({ where: { standInId: member.id }, orderBy: { name: 'asc' } })).filter(one =>
    overlap(openAbsence(one, now), absence),
  )
  return { message: setMessage(locale, now, { member, absence, standIn, duties: duties.map(({ name }) => name), self }) }
}

async function standInProblem(context: Context, member: Member, absence: Absence, standIn: Member): Promise<string | null> {
  const text = awayWords(context.locale)
  if (standIn.id === member.id) return text.self
  const teams = [...(await rolesOf(context.tx, member.id)).keys()]
  const roles = await rolesOf(context.tx, standIn.id)
  const works = (teamId: number): boolean => roles.get(teamId) === 'rep' || roles.get(teamId) === 'manager'
  if (standIn.deactivatedAt || !(teams.length > 0 ? teams : [...roles.keys()]).some(works)) return text.standInRole(standIn.name)
  const own = openAbsence(standIn, context.now)
  if (!own || !overlap(own, absence)) return null
  const { locale, now } = context
  return text.standInAway(standIn.name, dayText(own.from, locale, now), dayText(own.until, locale, now))
}

/** Ends an absence today, or takes back one that was to come. What was done meanwhile is said by the next morning's reminder. */
export async function endAway(context: Context, member: Member): Promise<Message> {
  await demandAway(context, member)
  const { tx, now, locale, actor } = context
  const text = awayWords(locale)
  const open = openAbsence(member, now)
  if (!open) return say(locale, text.here)
  const today = localDate(now, member.zone)
  const started = isAway(open, today) && open.from < today
  const left = started ? { awayUntil: new Date(today) } : { awayFrom: null, awayUntil: null, standInId: null }
  await tx.member.update({ where: { id: member.id }, data: left })
  await release(context, member)
  const self = member.id === actor.memberId
  if (!self) await tell(context, member, 'away', toldMessage(localeOf(member.locale), now, actor.name, null))
  if (!isAway(open, today)) return say(locale, text.cancelled)
  return say(locale, self ? text.back : text.otherBack(member.name))
}

/** Whoever stood in so far hears that it is over. `member` is as it was before. */
async function release(context: Context, member: Member): Promise<void> {
  if (member.standInId === null || !openAbsence(member, context.now)) return
  const before = await memberById(context.tx, member.standInId)
  if (before && before.id !== context.actor.memberId)
    await tell(context, before, `released:${member.id}`, releasedMessage(localeOf(before.locale), member))
}

async function tell({ tx, outbox, now }: Context, to: Member, key: string, message: Message): Promise<void> {
  if (to.deactivatedAt) return
  const target = { platform: to.platform, kind: 'person' as const, id: to.ref }
  await outbox.put(tx, { key: `${key}:${to.id}:${now.getTime()}`, target, message })
}
