import { comparable } from '../customers/custom/field.ts'
import { unquoted } from '../customers/query.ts'
import type { Prisma, Questionnaire as Row, Survey } from '../database/generated/client.ts'
import type { Tx } from '../database/store.ts'
import { type Questionnaire, questionsShape } from './questionnaire.ts'
import { shipped } from './shipped.ts'

/** What else the shipped ones are called. */
const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  nps: ['推荐意愿', '净推荐值', 'net promoter score'],
  csat: ['满意度', '满意度调查', 'satisfaction', 'customer satisfaction'],
  lost: ['流失', '流失客户', '流失调查'],
}

/** All that a questionnaire is called, to be compared. */
export const namesOf = ({ kind, name }: Questionnaire): string[] =>
  [kind, name.en, name['zh-CN'], ...(alsoCalled[kind] ?? [])].map(comparable)

/** The shipped one of this name, in either language. */
export const shippedNamed = (typed: string): Questionnaire | null =>
  shipped.find(questionnaire => namesOf(questionnaire).includes(comparable(unquoted(typed)))) ?? null

/** An own questionnaire as it is kept. Throws when its questions are none: nothing but this room writes them. */
export function questionnaireOfRow({ id, name, nameKey, questions, filter }: Row): Questionnaire {
  return { kind: nameKey, id, name: { en: name, 'zh-CN': name }, questions: questionsShape.parse(questions), filter }
}

/** What a team asks with: the shipped questionnaires, then its own by name. Archived ones are left out. */
export async function questionnairesOf(tx: Tx, teamId: number): Promise<Questionnaire[]> {
  return [...shipped, ...(await own(tx, { teamId, archivedAt: null }))]
}

/** By what somebody typed: a kind or a name in either language, however it is spelled, in quotes or not. Null: the team has none of it. */
export async function findQuestionnaire(tx: Tx, teamId: number, typed: string): Promise<Questionnaire | null> {
  const nameKey = comparable(unquoted(typed))
  return shippedNamed(typed) ?? (await own(tx, { teamId, nameKey, archivedAt: null }))[0] ?? null
}

/** As above, and what was asked with once: its answers are still to be read. */
export async function findEver(tx: Tx, teamId: number, typed: string): Promise<Questionnaire | null> {
  return (await firstEver(tx, teamId, [typed]))?.questionnaire ?? null
}

/** The first of these that names one as above, and its place among them. Cost: one statement, unless the first names a shipped one. */
export async function firstEver(
  tx: Tx,
  teamId: number,
  typed: readonly string[],
): Promise<{ questionnaire: Questionnaire; at: number } | null> {
  const ofShipped = typed.map(shippedNamed)
  const keys = typed.map(name => comparable(unquoted(name)))
  const where = { teamId, nameKey: { in: keys } }
  // One that is still asked with goes before those that were.
  const orderBy = [
    { archivedAt: { sort: 'desc', nulls: 'first' } },
    { id: 'desc' },
  ] satisfies Prisma.QuestionnaireOrderByWithRelationInput[]
  const rows = ofShipped[0] ? [] : await tx.questionnaire.findMany({ where, orderBy })
  for (const [at, key] of keys.entries()) {
    const row = rows.find(({ nameKey }) => nameKey === key)
    const questionnaire = ofShipped[at] ?? (row ? questionnaireOfRow(row) : null)
    if (questionnaire) return { questionnaire, at }
  }
  return null
}

/** All that an own questionnaire was in the course of time, the latest first; a shipped one is always itself. */
export async function versionsOf(tx: Tx, teamId: number, questionnaire: Questionnaire): Promise<Questionnaire[]> {
  return questionnaire.id === null ? [questionnaire] : own(tx, { teamId, nameKey: questionnaire.kind })
}

type AskedWith = Pick<Survey, 'kind' | 'questionnaireId'>

/** The very questions that each of these surveys was asked with, also when they are asked no more. Cost: one statement, if any is own. */
export async function questionnairesBehind(tx: Tx, surveys: readonly AskedWith[]): Promise<(survey: AskedWith) => Questionnaire> {
  const ids = [...new Set(surveys.flatMap(({ questionnaireId }) => (questionnaireId === null ? [] : [questionnaireId])))]
  const rows = ids.length > 0 ? await tx.questionnaire.findMany({ where: { id: { in: ids } } }) : []
  const byId = new Map(rows.map(row => [row.id, questionnaireOfRow(row)]))
  return ({ kind, questionnaireId }) => {
    const found = questionnaireId === null ? shipped.find(each => each.kind === kind) : byId.get(questionnaireId)
    if (!found) throw new Error(`no questionnaire "${kind}" is shipped or kept`)
    return found
  }
}

/** The same for one. */
export const questionnaireOf = async (tx: Tx, survey: AskedWith): Promise<Questionnaire> =>
  (await questionnairesBehind(tx, [survey]))(survey)

const own = async (tx: Tx, where: Prisma.QuestionnaireWhereInput): Promise<Questionnaire[]> =>
  (await tx.questionnaire.findMany({ where, orderBy: [{ nameKey: 'asc' }, { id: 'desc' }] })).map(questionnaireOfRow)
