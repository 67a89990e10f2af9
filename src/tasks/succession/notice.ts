import type { Context } from '../../chat/context.ts'
import { code, type Message, type Row, say } from '../../chat/message.ts'
import { localeOf } from '../../chat/wording.ts'
import { customerInline, openButton } from '../../customers/messages.ts'
import { customersByIds } from '../../customers/store.ts'
import { type Member, personInline } from '../../people/store.ts'
import { successionWords } from './messages.ts'
import type { Moved } from './move.ts'

/** As many as somebody can look at right away. */
const shownAtMost = 5

/** Tells the successor whom they take over from and which of the customers need them first. Not when they did it themselves. */
export async function tellSuccessor(
  context: Context,
  id: string,
  leaver: Member,
  successor: Member,
  moved: Moved,
): Promise<void> {
  if (successor.id === context.actor.memberId) return
  const locale = localeOf(successor.locale)
  const text = successionWords(locale)
  const line = text.takeOver(context.actor.name, moved.customers.length, moved.tasks.length)
  const message = say(locale, line, personInline(leaver), text.end)
  const rows = await mostAtRisk({ ...context, locale }, moved.customers)
  if (rows.length) message.parts.push({ kind: 'list', title: text.atRisk, rows })
  message.parts.push({ kind: 'note', text: [text.more, code(text.list)] })
  await put(context, `handover:${id}`, successor, message)
}

/** Tells them that it was taken back. */
export async function tellTakenBack(
  context: Context,
  id: string,
  leaver: Member,
  successor: Member,
  moved: Moved,
): Promise<void> {
  if (successor.id === context.actor.memberId || moved.customers.length + moved.tasks.length === 0) return
  const locale = localeOf(successor.locale)
  const text = successionWords(locale)
  const line = text.backFrom(context.actor.name, moved.customers.length, moved.tasks.length)
  await put(context, `handover-undone:${id}`, successor, say(locale, line, personInline(leaver), text.end))
}

async function put({ tx, outbox }: Context, key: string, { platform, ref, deactivatedAt }: Member, message: Message) {
  if (!deactivatedAt) await outbox.put(tx, { key, target: { platform, kind: 'person', id: ref }, message })
}

/** By the order in which the risk room lists those at risk; nothing without that room. */
async function mostAtRisk(context: Context, ids: readonly number[]): Promise<Row[]> {
  const { tx, rooms, locale } = context
  const atRisk = rooms.filterFields.find(({ name }) => name === 'at-risk')
  if (atRisk?.type !== 'flag' || !atRisk.order || ids.length === 0) return []
  const found = await tx.$queryRaw<{ id: number }[]>`
    SELECT c."id" FROM "Customer" c WHERE c."id" = ANY(${[...ids]}::int[]) AND c."leftAt" IS NULL AND ${atRisk.where(context)}
    ORDER BY ${atRisk.order}, c."id" LIMIT ${shownAtMost}`
  const customers = await customersByIds(
    tx,
    found.map(({ id }) => id),
  )
  const hint = rooms.customerHints.find(({ name }) => name === 'risk')
  const risks = await hint?.read(
    context,
    customers.map(({ id }) => id),
  )
  return customers.map(customer => ({
    text: [customerInline(customer), ...(risks?.get(customer.id) ? [' · ', ...(risks.get(customer.id) ?? [])] : [])],
    act: [openButton(locale, customer.id)],
  }))
}
