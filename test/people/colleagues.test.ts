import { describe, expect, it } from 'vitest'
import type { PersonProfile } from '../../src/chat/platform.ts'
import { meetColleagues } from '../../src/people/colleagues.ts'
import { useStore } from '../harness/store.ts'

const holder = useStore()
const now = () => new Date('2026-09-16T10:00:00Z')
const defaults = { zone: 'Asia/Shanghai', locale: 'zh-CN', currency: 'CNY' } as const

const profile = (id: string, over: Partial<PersonProfile> = {}): PersonProfile => ({
  ref: { platform: 'test', id, workspace: 'T1' },
  name: `Name ${id}`,
  locale: 'en-GB',
  zone: 'Europe/Berlin',
  external: false,
  guest: false,
  admin: false,
  deactivated: false,
  ...over,
})

function meet(colleagues: () => AsyncIterable<PersonProfile>) {
  const logged: string[] = []
  const meeting = meetColleagues({
    store: holder.store,
    platforms: [{ name: 'test', colleagues }],
    defaults,
    now,
    log: (_level, event) => logged.push(event),
  })
  return { ...meeting, logged }
}

async function* of(...profiles: PersonProfile[]): AsyncGenerator<PersonProfile> {
  yield* profiles
}

describe('colleagues', () => {
  it('are known before they have said anything; those who are known already stay as they are', async () => {
    await meet(() => of(profile('U1'))).done
    await meet(() => of(profile('U1', { name: 'Other' }), profile('U2', { locale: null, zone: null }))).done
    const members = await holder.store.db.member.findMany({ orderBy: { ref: 'asc' } })
    expect(members).toMatchObject([
      { ref: 'U1', name: 'Name U1', locale: 'en', zone: 'Europe/Berlin' },
      { ref: 'U2', locale: 'zh-CN', zone: 'Asia/Shanghai' },
    ])
  })

  it('keep nobody waiting when the platform cannot be asked, or hangs while the bot stops', async () => {
    const failing = meet(async function* () {
      yield profile('U1')
      throw new Error('down')
    })
    await failing.done
    expect(failing.logged).toEqual(['people.not-met'])
    expect(await holder.store.db.member.count()).toBe(1)
    const hanging = meet(async function* () {
      yield profile('U2')
      await new Promise(() => undefined)
    })
    await hanging.stop()
  })
})
