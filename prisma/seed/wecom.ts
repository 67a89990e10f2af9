import { localDate } from '../../src/chat/dates/zone.ts'
import type { Contributions } from '../../src/chat/feature.ts'
import type { Outbox } from '../../src/chat/outbox.ts'
import { localeOf } from '../../src/chat/wording.ts'
import type { Store, Tx } from '../../src/database/store.ts'
import { buildDigest } from '../../src/digest/build.ts'
import { postDigest } from '../../src/digest/post.ts'
import { toTeam } from '../../src/people/store.ts'
import { eastChina, groups, keyAccounts, members } from '../../src/playground/wecom/company.ts'
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
 * as after `/rapport setup`, and get today's digest. Does nothing where they are members already.
 */
export async function seedWecom(store: Store, outbox: Outbox, rooms: Contributions, now: Date): Promise<void> {
  if ((await store.db.member.count({ where: { platform: 'wecom' } })) > 0) return
  await store.tx(async tx => {
    for (const person of members) await join(tx, person, now)
    for (const { id, name } of groups) {
      const channel = await tx.channel.findUnique({
        where: { platform_ref: { platform: 'slack', ref: teamChannels.get(id) ?? '' } },
        include: { team: true },
      })
      if (!channel?.team) continue
      const team = toTeam(channel.team)
      const group = { platform: 'wecom', ref: id, name }
      await tx.channel.create({ data: { ...group, kind: 'internal', teamId: team.id } })
      const date = localDate(now, team.zone)
      const digest = await buildDigest(tx, { team, rooms, date, asOf: now })
      await postDigest(tx, outbox, group, `digest:${team.id}:${id}:${date}`, digest, now)
    }
  })
}

async function join(tx: Tx, { id, slack, name, locale, zone }: (typeof members)[number], now: Date): Promise<void> {
  const known = await tx.member.findUnique({
    where: { platform_ref: { platform: 'slack', ref: slack } },
    include: { roles: true },
  })
  if (!known) return
  const { isPlatformAdmin } = known
  const person = { platform: 'wecom', workspace: '', ref: id, name, locale: localeOf(locale), zone }
  const { id: memberId } = await tx.member.create({ data: { ...person, isPlatformAdmin, syncedAt: never, createdAt: now } })
  await tx.teamRole.createMany({ data: known.roles.map(({ teamId, role }) => ({ memberId, teamId, role })) })
  await share(tx, known.id, memberId)
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
