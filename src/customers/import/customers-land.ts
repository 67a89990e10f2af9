import { localDate } from '../../chat/dates/zone.ts'
import type { ImportOptions, ImportRow, Landed, RowProblem } from '../../chat/import-kind.ts'
import type { Bulk } from '../../database/store.ts'
import { problemWorded } from '../problems.ts'
import type { CustomerPatch } from '../write.ts'
import { type CustomColumns, customColumns } from './custom-columns.ts'
import type { CustomerRow } from './customers.ts'
import { type ImportState, writeBatch } from './customers-write.ts'
import { type ImportPeople, readImportPeople } from './people.ts'

/** Any constant of our own: two imports of customers queue here, so that both see what is new. */
const importLock = 7_270_002

/** Upserts a batch by external id: reads what is there in one statement, settles each row, writes all of it set-based. */
export async function landCustomers(
  bulk: Bulk,
  rows: readonly ImportRow<CustomerRow>[],
  options: ImportOptions,
): Promise<Landed> {
  await bulk.run(`SELECT pg_advisory_xact_lock(${importLock})::text`)
  const people = await readImportPeople(bulk)
  const states = await readStates(bulk, [...new Set(rows.map(row => row.values.external_id))])
  const own = await customColumns(bulk, rows, options.now)
  const problems: RowProblem[] = []
  for (const row of rows) {
    const problem = settle(states, people, own, row, options)
    if (problem) problems.push({ line: row.line, ...problem })
  }
  return {
    ...(await writeBatch(bulk, [...states.values()], options.now)),
    problems,
    ...(own.notes.length ? { notes: own.notes } : {}),
  }
}

interface Existing extends Record<string, unknown> {
  id: number
  externalId: string
  name: string
  phone: string | null
  email: string | null
  tier: string | null
  stage: string | null
  industry: string | null
  region: string | null
  source: string | null
  birthday: Date | null
  referrer: string | null
  tags: string[]
  custom: unknown
  ownerId: number | null
  ownerName: string | null
  teamId: number
  teamName: string
}

async function readStates(bulk: Bulk, externalIds: readonly string[]): Promise<Map<string, ImportState>> {
  const existing = await bulk.rows<Existing>(
    `SELECT c."id", c."externalId", c."name", c."phone", c."email", c."tier", c."stage", c."industry", c."region", c."source", c."birthday",
            c."referrer", c."tags", c."custom", c."ownerId", o."name" AS "ownerName", c."teamId", t."name" AS "teamName"
     FROM "Customer" c JOIN "Team" t ON t."id" = c."teamId" LEFT JOIN "Member" o ON o."id" = c."ownerId"
     WHERE c."externalId" = ANY($1::text[]) FOR UPDATE OF c`,
    [externalIds],
  )
  const states = new Map<string, ImportState>(
    externalIds.map(externalId => [externalId, { externalId, before: null, patch: {}, custom: {} }]),
  )
  for (const row of existing)
    states.set(row.externalId, { externalId: row.externalId, before: beforeOf(row), patch: {}, custom: {} })
  return states
}

function beforeOf(row: Existing): ImportState['before'] {
  const { ownerId, ownerName, teamId, teamName, birthday, ...values } = row
  return {
    ...values,
    birthday: birthday?.toISOString().slice(0, 10) ?? null,
    custom: row.custom,
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? '' },
    team: { id: teamId, name: teamName },
  }
}

type Problem = Omit<RowProblem, 'line'>

/** Adds a row to what its customer is to become; rows of one file that name the same customer follow each other. */
function settle(
  states: Map<string, ImportState>,
  people: ImportPeople,
  own: CustomColumns,
  row: ImportRow<CustomerRow>,
  options: ImportOptions,
): Problem | null {
  const { external_id, owner, team, tags, ...values } = row.values
  const state = states.get(external_id)
  if (!state) return null
  const today = localDate(options.now, options.defaultZone)
  if (values.birthday && values.birthday > today) return { column: 'birthday', reason: problemWorded('birthday', 'birthday') }
  if (!state.before && !state.patch.name && !values.name) return { column: 'name', reason: problemWorded('name', 'name-missing') }
  const who = owner === undefined || owner === null ? owner : people.owner(owner)
  if (who && 'en' in who) return { column: 'owner', reason: who }
  const where = team === undefined ? undefined : people.team(team)
  if (where && 'en' in where) return { column: 'team', reason: where }
  const custom = own.read(row.extra)
  if ('reason' in custom) return custom
  state.patch = {
    ...state.patch,
    ...(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as CustomerPatch),
    ...(tags === undefined ? {} : { tags: tags ?? [] }),
    ...(who === undefined ? {} : { owner: who }),
    ...(where ? { team: where } : {}),
  }
  Object.assign(state.custom, custom.values)
  state.patch.team ??= state.before?.team ?? people.firstTeam
  return null
}
