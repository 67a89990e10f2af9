import { z } from 'zod'
import type { Context, Team } from '../../chat/context.ts'
import { action } from '../../chat/feature.ts'
import { bold, type Message, say } from '../../chat/message.ts'
import type { Reply } from '../../chat/platform.ts'
import { wording } from '../../chat/wording.ts'
import type { Filter } from '../../customers/filter/read.ts'
import { lockTeam, teamById } from '../../people/store.ts'
import { checkDraft, errorsText } from '../own/check.ts'
import { type Draft, dropDraft, readDraft } from '../own/draft.ts'
import { keepSegment } from '../own/keep.ts'
import { perform } from '../own/perform.ts'
import type { Segment } from '../own/segment.ts'
import { segmentById } from '../own/store.ts'
import { noteMoves } from '../own/timeline.ts'
import { segmentForm } from './form.ts'
import { segmentButtons } from './show.ts'

const words = wording({
  en: {
    gone: 'This preview is no longer kept, or was saved already. Open the segment again with /segment.',
    saved: (count: string) =>
      `: saved, ${count} in it. It is brought up to date every night, and within minutes when something happens to a customer.`,
    acted: (count: string) => ` Done for ${count} customers.`,
    removed: 'This segment was removed meanwhile. Yours is below; saving makes it anew.',
    changed: (filter: string, onto: string) =>
      `Somebody saved this segment meanwhile (“${onto}”: ${filter}). Yours is below; saving replaces theirs.`,
  },
  'zh-CN': {
    gone: '预览已过期，或已经保存过。请用 /segment 重新打开。',
    saved: (count: string) => `：已保存，目前 ${count} 位客户。每晚更新，客户有变动时几分钟内更新。`,
    acted: (count: string) => `已对 ${count} 位客户执行。`,
    removed: '这个分群已被删除。您的内容保留在下面，保存即重新创建。',
    changed: (filter: string, onto: string) =>
      `有人刚刚保存过这个分群（“${onto}”：${filter}）。您的内容保留在下面，保存会替换对方的修改。`,
  },
})

const gone = ({ locale }: Context): Reply => ({ kind: 'message', message: say(locale, words(locale).gone) })

/** From the preview back to the form, with all that was filled in. */
export const changeAction = action({
  id: 'segments.change',
  needs: 'segment.manage',
  value: z.strictObject({ key: z.string().max(100) }),
  async run(context, { key }): Promise<Reply> {
    const draft = await readDraft(context, key)
    if (!draft) return gone(context)
    context.demand('segment.manage', { teamId: draft.teamId })
    return { kind: 'form', form: await segmentForm(context, draft) }
  },
})

/** The preview's Save; with `act` what happens on coming in is done for all who are in it now. */
export const saveAction = action({
  id: 'segments.save',
  needs: 'segment.manage',
  value: z.strictObject({ key: z.string().max(100), act: z.boolean() }),
  async run(context, { key, act }): Promise<Reply> {
    const draft = await readDraft(context, key)
    if (!draft) return gone(context)
    context.demand('segment.manage', { teamId: draft.teamId })
    const { tx } = context
    await lockTeam(tx, draft.teamId)
    const before = draft.segmentId === null ? null : await segmentById(tx, draft.segmentId)
    const stale = staleForm(context, draft, before)
    if (stale) return { kind: 'form', form: await segmentForm(context, stale) }
    const team = await teamById(tx, draft.teamId)
    const checked = await checkDraft(context, team, draft)
    if (checked.kind === 'wrong')
      return { kind: 'form', form: await segmentForm(context, { ...draft, intro: errorsText(checked.errors) }) }
    if (!(await dropDraft(context, key))) return gone(context)
    return { kind: 'replace', message: await save(context, team, draft, checked.filter, act) }
  },
})

/** What somebody else did to the segment since it was opened. */
function staleForm({ locale }: Context, draft: Draft, before: Segment | null): (Draft & { intro: string }) | null {
  const text = words(locale)
  if (draft.segmentId === null) return null
  if (!before || before.teamId !== draft.teamId) return { ...draft, segmentId: null, version: 0, intro: text.removed }
  if (before.version === draft.version) return null
  return { ...draft, version: before.version, intro: text.changed(before.filter, before.name) }
}

async function save(context: Context, team: Team, draft: Draft, filter: Filter, act: boolean): Promise<Message> {
  const { tx, locale } = context
  const text = words(locale)
  const segment = await keepSegment(context, team, draft, filter)
  const members = (
    await tx.segmentMember.findMany({
      where: { segmentId: segment.id },
      select: { customerId: true },
      orderBy: { customerId: 'asc' },
    })
  ).map(({ customerId }) => customerId)
  if (act) {
    await noteMoves(context, segment, 'segment.entered', members)
    await perform(context, team, segment, 'enter', members)
  }
  const count = members.length.toLocaleString(locale)
  const message = say(locale, bold(segment.name), text.saved(count), act ? text.acted(count) : '')
  message.parts.push({ kind: 'actions', actions: segmentButtons(context, segment) })
  return message
}
