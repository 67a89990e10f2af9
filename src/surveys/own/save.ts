import type { Context } from '../../chat/context.ts'
import { comparable } from '../../customers/custom/field.ts'
import type { Questionnaire } from '../../database/generated/client.ts'
import type { Checked, Draft } from './draft.ts'

/**
 * What became of the questionnaire whose place a draft takes: null, it is as it was; else the one that somebody made of it meanwhile, or
 * that there is none any more.
 */
export async function movedOn({ tx }: Context, { teamId, questionnaireId }: Draft): Promise<{ onto: number | null } | null> {
  if (questionnaireId === null) return null
  const before = await tx.questionnaire.findFirst({ where: { id: questionnaireId, teamId } })
  if (before && before.archivedAt === null) return null
  const where = { teamId, nameKey: before?.nameKey ?? '', archivedAt: null }
  return { onto: (await tx.questionnaire.findFirst({ where, select: { id: true } }))?.id ?? null }
}

/**
 * Saves a questionnaire as a row of its own and archives the one whose place it takes, so that answers keep the questions they were given
 * to. With another name its answers and triggers go with it. The team's row is locked, and the draft has not `movedOn`.
 */
export async function saveQuestionnaire(
  { tx, now, actor }: Context,
  { teamId, questionnaireId }: Draft,
  { name, filter, questions }: Extract<Checked, { kind: 'fine' }>,
): Promise<void> {
  const nameKey = comparable(name)
  if (questionnaireId !== null) {
    const before = await tx.questionnaire.update({ where: { id: questionnaireId }, data: { archivedAt: now } })
    if (before.nameKey !== nameKey) await rename({ tx }, teamId, before.nameKey, nameKey)
  }
  const data = { teamId, name, nameKey, filter, questions, createdById: actor.memberId, createdAt: now }
  await tx.questionnaire.create({ data })
}

async function rename({ tx }: Pick<Context, 'tx'>, teamId: number, before: string, after: string): Promise<void> {
  await tx.questionnaire.updateMany({ where: { teamId, nameKey: before }, data: { nameKey: after } })
  await tx.survey.updateMany({ where: { teamId, kind: before, questionnaireId: { not: null } }, data: { kind: after } })
  await tx.surveyTrigger.updateMany({ where: { teamId, kind: before }, data: { kind: after } })
}

/** Nobody is asked with it any more; what was answered stays. Null: it was archived already. */
export async function archiveQuestionnaire({ tx, now }: Context, teamId: number, id: number): Promise<Questionnaire | null> {
  const [row] = await tx.questionnaire.updateManyAndReturn({ where: { id, teamId, archivedAt: null }, data: { archivedAt: now } })
  if (!row) return null
  await tx.surveyTrigger.deleteMany({ where: { teamId, kind: row.nameKey } })
  return row
}
