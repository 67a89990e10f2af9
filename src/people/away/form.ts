import { z } from 'zod'
import type { Context } from '../../chat/context.ts'
import { localDate } from '../../chat/dates/zone.ts'
import { action, formEntry } from '../../chat/feature.ts'
import type { Field, Form } from '../../chat/form.ts'
import { type Message, say } from '../../chat/message.ts'
import { staleMessage } from '../../chat/messages.ts'
import type { Member } from '../../database/generated/client.ts'
import { memberById, memberByRef } from '../store.ts'
import { awayWords } from './messages.ts'
import { demandAway, endAway, openAbsence, setAway } from './set.ts'

/** The fields of an absence, in a form of their own and among one's settings. */
export async function awayFields(context: Context, member: Member): Promise<Field[]> {
  const text = awayWords(context.locale)
  const open = openAbsence(member, context.now)
  const standIn = open && member.standInId !== null ? await memberById(context.tx, member.standInId) : null
  const filled = <Value>(value: Value | undefined) => (value === undefined ? {} : { value })
  return [
    { kind: 'date', name: 'awayFrom', label: text.from, optional: true, ...filled(open?.from) },
    { kind: 'date', name: 'awayUntil', label: text.until, hint: text.untilHint, optional: true, ...filled(open?.until) },
    { kind: 'person', name: 'standIn', label: text.standIn, hint: text.standInHint, optional: true, ...filled(standIn?.ref) },
  ]
}

const day = z.iso.date().nullish()
export const awayValues = z.object({ awayFrom: day, awayUntil: day, standIn: z.string().nullish() })

/** What the fields say: nothing new, something done, or what is wrong with which of them. */
export async function takeFields(
  context: Context,
  member: Member,
  { awayFrom, awayUntil, standIn: ref }: z.infer<typeof awayValues>,
): Promise<{ message: Message | null } | { errors: Record<string, string> }> {
  const text = awayWords(context.locale)
  const open = openAbsence(member, context.now)
  if (!awayUntil) {
    if (awayFrom) return { errors: { awayUntil: text.noReturn } }
    return { message: open ? await endAway(context, member) : null }
  }
  const standIn = ref ? await memberByRef(context.tx, member.platform, ref) : null
  if (ref && !standIn) return { errors: { standIn: text.unknown(ref.slice(0, 80)) } }
  const from = awayFrom ?? localDate(context.now, member.zone)
  if (open?.from === from && open.until === awayUntil && (member.standInId ?? null) === (standIn?.id ?? null))
    return { message: null }
  const outcome = await setAway(context, member, { from, until: awayUntil }, standIn)
  return 'message' in outcome ? outcome : { errors: { [outcome.field]: outcome.problem } }
}

/** The form of one person's absence; the first day is today unless one is set. */
export async function awayForm(context: Context, member: Member): Promise<Form> {
  const text = awayWords(context.locale)
  const self = member.id === context.actor.memberId
  const fields = (await awayFields(context, member)).map(field =>
    field.name === 'awayFrom' && field.kind === 'date' ? { value: localDate(context.now, member.zone), ...field } : field,
  )
  return {
    id: 'people.away',
    title: self ? text.title : text.titleOf(member.name),
    submit: text.save,
    fields,
    state: { memberId: member.id },
  }
}

const whose = z.strictObject({ memberId: z.int32() })

export const awayAction = action({
  id: 'people.away',
  needs: 'away.set',
  value: whose,
  async run(context, { memberId }) {
    const member = await memberById(context.tx, memberId)
    if (!member) return { kind: 'message', message: staleMessage(context.locale) }
    await demandAway(context, member)
    return { kind: 'form', form: await awayForm(context, member) }
  },
})

export const backAction = action({
  id: 'people.back',
  needs: 'away.set',
  value: whose,
  async run(context, { memberId }) {
    const member = await memberById(context.tx, memberId)
    return { kind: 'message', message: member ? await endAway(context, member) : staleMessage(context.locale) }
  },
})

export const awayFormEntry = formEntry({
  id: 'people.away',
  needs: 'away.set',
  state: whose,
  values: awayValues,
  async submit(context, values, { memberId }) {
    const member = await memberById(context.tx, memberId)
    if (!member) return { kind: 'message', message: staleMessage(context.locale) }
    await demandAway(context, member)
    const taken = await takeFields(context, member, values)
    if ('errors' in taken) return { kind: 'invalid', errors: taken.errors }
    if (taken.message) return { kind: 'message', message: taken.message }
    const { noReturn, unchanged } = awayWords(context.locale)
    if (!values.awayUntil) return { kind: 'invalid', errors: { awayUntil: noReturn } }
    return { kind: 'message', message: say(context.locale, unchanged) }
  },
})
