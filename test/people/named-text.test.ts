import { beforeEach, describe, expect, it } from 'vitest'
import { namedText } from '../../src/people/named-text.ts'
import { useStore } from '../harness/store.ts'

const holder = useStore()
const named = (text: string) => holder.store.tx(tx => namedText(tx, 'test', text))

beforeEach(async () => {
  const member = { workspace: 'w', locale: 'en', zone: 'Europe/Berlin' }
  await holder.store.db.member.create({ data: { ...member, platform: 'test', ref: 'U1', name: 'Marcus Reed' } })
  await holder.store.db.member.create({ data: { ...member, platform: 'other', ref: 'U2', name: 'Somebody Else' } })
  await holder.store.db.channel.create({ data: { platform: 'test', ref: 'C1', name: 'big-deal', kind: 'internal' } })
})

describe('text with mentions, as words', () => {
  it.each([
    ['asked @[U1], @[U1] and #[C1].', 'asked @Marcus Reed, @Marcus Reed and #big-deal.'],
    ['@[U2] in #[C9]', '@U2 in #channel'],
    ['[U1] @[] #[a b] stays', '[U1] @[] #[a b] stays'],
    ['', ''],
  ])('%s', async (typed, words) => {
    expect(await named(typed)).toBe(words)
  })
})
