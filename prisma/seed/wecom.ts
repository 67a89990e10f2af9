import type { Contributions } from '../../src/chat/contributions.ts'
import { localDate } from '../../src/chat/dates/zone.ts'
import type { Outbox } from '../../src/chat/outbox.ts'
import { localeOf } from '../../src/chat/wording.ts'
import type { Store, Tx } from '../../src/database/store.ts'
import { buildDigest } from '../../src/digest/build.ts'
import { postDigest } from '../../src/digest/post.ts'
import { memberByRef, toTeam } from '../../src/people/store.ts'
import { eastChina, type Group, groups, keyAccounts, type Member, members } from '../../src/playground/wecom/company.ts'
import { CUSTOMER_CARE_ZH, KEY_ACCOUNTS } from '../../src/playground/workspace.ts'

/** Which group belongs to the team of which Slack channel. */
const teamChannels = new Map([
  [eastChina, CUSTOMER_CARE_ZH],
  [keyAccounts, KEY_ACCOUNTS],
])
/** A robot is told nobody's name or language: what stands here is not asked for again. */
const never = new Date('2999-01-01')

/**
 * Brings the demo shop's people to WeCom: each gets a second membership with the same name and roles, so that they see the same customers and
 * the same cards; of every rep's customers the second membership owns every other one, with its open tasks. The groups are their teams' own,
 * as after `/rapport setup`, and get today's digest. Does nothing where they are there already.
 */
export async function joinWecom(store: Store, outbox: Outbox, rooms: Contributions, now: Date): Promise<void> {
  await store.tx(async tx => {
    if ((await tx.member.count({ where: { platform: 'wecom', deactivatedAt: null } })) > 0) return
    for (const person of members) await join(tx, person, now)
    for (const group of groups) await open(tx, group, { outbox, rooms, now })
  })
}

/** The playground runs without its WeCom: customers and tasks go back, and nobody is written to there. */
export async function leaveWecom(store: Store, now: Date): Promise<void> {
  await store.tx(async tx => {
    for (const { id, slack } of members) {
      const [there, here] = [await memberByRef(tx, 'wecom', id), await memberByRef(tx, 'slack', slack)]
      if (!there || !here || there.deactivatedAt) continue
      await tx.customer.updateMany({ where: { ownerId: there.id }, data: { ownerId: here.id } })
      await tx.careTask.updateMany({ where: { assigneeId: there.id, status: 'open' }, data: { assigneeId: here.id } })
      await tx.member.update({ where: { id: there.id }, data: { deactivatedAt: now } })
    }
    await tx.channel.updateMany({ where: { platform: 'wecom', archivedAt: null }, data: { archivedAt: now } })
  })
}

async function join(tx: Tx, { id, slack, name, locale, zone }: Member, now: Date): Promise<void> {
  const here = await memberByRef(tx, 'slack', slack)
  if (!here) return
  const { isPlatformAdmin } = here
  const person = { platform: 'wecom', workspace: '', ref: id, name, locale: localeOf(locale), zone, isPlatformAdmin }
  const { id: memberId } = await tx.member.upsert({
    where: { platform_ref: { platform: 'wecom', ref: id } },
    create: { ...person, syncedAt: never, createdAt: now },
    update: { deactivatedAt: null },
  })
  const roles = await tx.teamRole.findMany({ where: { memberId: here.id } })
  await tx.teamRole.createMany({ data: roles.map(role => ({ ...role, memberId })), skipDuplicates: true })
  await share(tx, here.id, memberId)
}

/** Every other customer of one membership, the first included, goes to the other, with what is open there. */
async function share(tx: Tx, from: number, to: number): Promise<void> {
  const owned = await tx.customer.findMany({ where: { ownerId: from }, select: { id: true }, orderBy: { id: 'asc' } })
  const ids = owned.flatMap(({ id }, index) => (index % 2 === 0 ? [id] : []))
  await tx.customer.updateMany({ where: { id: { in: ids } }, data: { ownerId: to } })
  await tx.careTask.updateMany({
    where: { customerId: { in: ids }, assigneeId: from, status: 'open' },
    data: { assigneeId: to },
  })
}

interface Opening {
  outbox: Outbox
  rooms: Contributions
  now: Date
}

/** Makes a group its team's own. */
async function open(tx: Tx, { id: ref, name }: Group, { outbox, rooms, now }: Opening): Promise<void> {
  const channel = await tx.channel.findUnique({
    where: { platform_ref: { platform: 'slack', ref: teamChannels.get(ref) ?? '' } },
    include: { team: true },
  })
  if (!channel?.team) return
  const team = toTeam(channel.team)
  const group = { platform: 'wecom', ref, name }
  await tx.channel.upsert({
    where: { platform_ref: { platform: 'wecom', ref } },
    create: { ...group, kind: 'internal', teamId: team.id },
    update: { archivedAt: null },
  })
  const date = localDate(now, team.zone)
  const digest = await buildDigest(tx, { team, rooms, date, asOf: now })
  await postDigest(tx, outbox, group, `digest:${team.id}:${ref}:${date}`, digest, now)
}
