import { beforeEach, describe, expect, it } from 'vitest'
import { joinWecom, leaveWecom } from '../../prisma/seed/wecom.ts'
import { collect } from '../../src/chat/contributions.ts'
import { createOutbox } from '../../src/delivery/outbox.ts'
import { features } from '../../src/features.ts'
import { eastChina, xiaowen } from '../../src/playground/wecom/company.ts'
import { CUSTOMER_CARE_ZH, OLIVIA, XIAOWEN } from '../../src/playground/workspace.ts'
import { makeCustomer } from '../harness/customers.ts'
import { useStore } from '../harness/store.ts'

const now = new Date('2026-11-30T04:00:00Z')
const rooms = collect(features({ checks: async () => [], nextRuns: async () => [] }))

describe('the demo shop with WeCom', () => {
  const holder = useStore()
  const join = () =>
    joinWecom(
      holder.store,
      createOutbox(() => now),
      rooms,
      now,
    )
  const leave = () => leaveWecom(holder.store, now)
  const memberBy = (platform: string, ref: string) =>
    holder.store.db.member.findUniqueOrThrow({ where: { platform_ref: { platform, ref } }, include: { roles: true } })
  /** Whose each customer and its open task are, by platform. */
  const owners = async () => {
    const customers = await holder.store.db.customer.findMany({
      include: { owner: true, tasks: { include: { assignee: true } } },
    })
    return customers
      .toSorted((one, other) => one.id - other.id)
      .map(({ owner, tasks }) => [owner?.platform, ...tasks.map(task => `${task.status} ${task.assignee?.platform}`)].join(', '))
  }

  beforeEach(async () => {
    const { db } = holder.store
    const places = { locale: 'zh-CN', zone: 'Asia/Shanghai' }
    const team = await db.team.create({ data: { ...places, name: '华东客户部', currency: 'CNY' } })
    await db.channel.create({
      data: { platform: 'slack', ref: CUSTOMER_CARE_ZH, name: '客户关怀', kind: 'internal', teamId: team.id },
    })
    const member = (ref: string, isPlatformAdmin: boolean) =>
      db.member.create({ data: { ...places, platform: 'slack', workspace: 'T', ref, name: ref, isPlatformAdmin } })
    await member(OLIVIA, true)
    const rep = await member(XIAOWEN, false)
    await db.teamRole.create({ data: { memberId: rep.id, teamId: team.id, role: 'rep' } })
    for (const name of ['知客', '华润', '晨光']) {
      const customerId = await makeCustomer(holder.store, { name, teamId: team.id, ownerId: rep.id })
      const task = { customerId, teamId: team.id, title: name, dueOn: now, assigneeId: rep.id, cause: 'manual' }
      await db.careTask.create({ data: { ...task, status: name === '晨光' ? 'done' : 'open' } })
    }
  })

  it('has everybody there with their roles, every other customer of a rep with its open tasks, and the digest in the team’s group', async () => {
    await join()
    const { name, roles } = await memberBy('wecom', xiaowen)
    expect([name, ...roles.map(({ role }) => role)]).toEqual(['陈晓雯', 'rep'])
    expect((await memberBy('wecom', 'olivia')).isPlatformAdmin).toBe(true)
    expect(await owners()).toEqual(['wecom, open wecom', 'slack, open slack', 'wecom, done slack'])
    const digest = await holder.store.db.outboxItem.findFirstOrThrow({ where: { platform: 'wecom' } })
    expect(digest).toMatchObject({ place: eastChina, state: 'pending' })
  })

  it('gives everything back when it starts without, and takes it up again when it starts with', async () => {
    await join()
    const joined = await owners()
    await leave()
    expect(await owners()).toEqual(['slack, open slack', 'slack, open slack', 'slack, done slack'])
    expect((await memberBy('wecom', xiaowen)).deactivatedAt).toEqual(now)
    expect(await holder.store.db.channel.count({ where: { platform: 'wecom', archivedAt: null } })).toBe(0)
    await join()
    expect(await owners()).toEqual(joined)
    expect((await memberBy('wecom', xiaowen)).deactivatedAt).toBeNull()
    expect(await holder.store.db.outboxItem.count({ where: { platform: 'wecom' } }), 'today’s digest comes once').toBe(1)
  })

  it('changes nothing at the starts after that', async () => {
    await leave()
    await join()
    const joined = await owners()
    await join()
    expect(await owners()).toEqual(joined)
  })
})
