import { describe, expect, it } from 'vitest'
import { type Message, say } from '../../src/chat/message.ts'
import type { Incoming, Platform, Reply, Target } from '../../src/chat/platform.ts'

/** Something a person or everybody in a place can read. */
export interface Seen {
  text: string
  /** Only this person sees it; null: everybody there. */
  onlyFor: string | null
}

/** A platform with a fake of its other side. Ids are the platform's own. */
export interface Rig {
  platform: Platform
  received: Incoming[]
  reply(answer: (incoming: Incoming) => Reply | Promise<Reply>): void
  person: string
  /** Of another company; null: nobody of another company reaches the bot here. */
  outsider: string | null
  /** Everybody here is of another company: only what is for customers goes out. */
  allOutside?: true
  nobody: string
  /** Null: there are no places here but direct conversations. */
  channel: string | null
  /** Read by another company; null: there are no such places here. */
  shared: string | null
  gone: string
  /** The person's direct conversation with the bot. */
  dm: string
  /** The person says this to the bot directly. */
  says(text: string): Promise<void>
  /** Delivers what was last said once more, as the platform does when it is unsure. */
  repeats(): Promise<void>
  /** Everything readable in a place, oldest first. */
  seen(place: string): Seen[]
  /** The next call that posts ends so. */
  breaks(how: 'limited' | 'before' | 'after' | 'silent'): void
  /** How the platform writes that it mentions the person, in `says`. */
  mention: { written: string; token: string }
}

/**
 * What every platform must do, the same for all of them. Where a platform cannot look for what it sent, `find` is missing and the
 * tests of it are left out.
 */
export function conformance(name: string, start: () => Promise<Rig>): void {
  const sendable = (rig: Rig, message: Message): Message => (rig.allOutside ? { ...message, customerId: 1 } : message)
  const hello = (rig: Rig, text = 'Hello & <welcome>'): Message => sendable(rig, say('en', text))
  const toPerson = (rig: Rig, id = rig.person): Target => ({ platform: rig.platform.name, kind: 'person', id })
  /** A channel where there are such; else somebody's direct conversation. */
  const toPlace = (rig: Rig, id = rig.channel): Target =>
    rig.channel === null
      ? toPerson(rig, id ?? rig.person)
      : { platform: rig.platform.name, kind: 'channel', id: id ?? rig.channel }
  const placeOf = (rig: Rig): string => rig.channel ?? rig.dm
  const longAgo = new Date(Date.now() - 60_000)

  describe(`${name}: what people do`, () => {
    it('arrives as plain JSON that survives being kept', async () => {
      const rig = await start()
      await rig.says('customer acme & <co>')
      const [incoming] = rig.received
      expect(incoming).toMatchObject({
        kind: 'text',
        text: 'customer acme & <co>',
        person: { id: rig.person },
        place: { kind: 'dm' },
      })
      expect(JSON.parse(JSON.stringify(incoming))).toEqual(incoming)
    })

    it('has the same key when it is delivered again, and another key when it is done again', async () => {
      const rig = await start()
      await rig.says('customer acme')
      await rig.repeats()
      await rig.says('customer acme')
      const keys = rig.received.map(({ key }) => key)
      expect(keys).toHaveLength(3)
      expect(keys[1]).toBe(keys[0])
      expect(keys[2]).not.toBe(keys[0])
    })

    it('names people without the platform’s markup', async () => {
      const rig = await start()
      await rig.says(`customer assign acme ${rig.mention.written}`)
      expect(rig.received[0]).toMatchObject({ text: `customer assign acme ${rig.mention.token}` })
    })

    it('is answered to the one who asked', async () => {
      const rig = await start()
      rig.reply(() => ({ kind: 'message', message: hello(rig, 'Only for you') }))
      await rig.says('customer acme')
      expect(rig.seen(rig.dm).map(({ text }) => text)).toContain('Only for you')
      if (rig.channel !== null) expect(rig.seen(rig.channel)).toEqual([])
    })

    it('is answered even when the live request is long gone', async () => {
      const rig = await start()
      await rig.says('customer acme')
      const [incoming] = rig.received
      if (!incoming) throw new Error('nothing received')
      await rig.platform.answer(incoming, { kind: 'message', message: hello(rig, 'After the crash') })
      expect(rig.seen(rig.dm).map(({ text }) => text)).toContain('After the crash')
    })
  })

  describe(`${name}: what the bot sends`, () => {
    it('arrives once, in a channel and with a person, as it was written', async () => {
      const rig = await start()
      if (rig.channel !== null) {
        expect(await rig.platform.send(toPlace(rig), hello(rig), 'k1')).toMatchObject({ kind: 'sent' })
        expect(rig.seen(rig.channel)).toEqual([{ text: 'Hello & <welcome>', onlyFor: null }])
      }
      expect(await rig.platform.send(toPerson(rig), hello(rig), 'k2')).toMatchObject({ kind: 'sent' })
      expect(rig.seen(rig.dm)).toMatchObject([{ text: 'Hello & <welcome>' }])
    })

    it('never reaches a channel that another company reads', async () => {
      const rig = await start()
      if (rig.shared === null) return
      expect(await rig.platform.send(toPlace(rig, rig.shared), hello(rig), 'k')).toEqual({
        kind: 'rejected',
        code: 'channel_shared',
      })
      expect(rig.seen(rig.shared)).toEqual([])
    })

    it('is rejected for good where there is nobody', async () => {
      const rig = await start()
      expect(await rig.platform.send(toPlace(rig, rig.gone), hello(rig), 'k')).toMatchObject({ kind: 'rejected' })
    })

    it('comes back with when to try again, or with the doubt, and never with an exception', async () => {
      const rig = await start()
      rig.breaks('limited')
      expect(await rig.platform.send(toPlace(rig), hello(rig), 'k')).toMatchObject({
        kind: 'retry-after',
        seconds: expect.any(Number),
      })
      for (const how of ['before', 'after', 'silent'] as const) {
        rig.breaks(how)
        expect(await rig.platform.send(toPlace(rig), hello(rig, how), how)).toMatchObject({ kind: 'unknown' })
      }
    })

    it('can be looked for after a doubt', async () => {
      const rig = await start()
      const { platform } = rig
      if (!platform.find) return
      rig.breaks('before')
      await platform.send(toPlace(rig), hello(rig), 'lost')
      rig.breaks('after')
      await platform.send(toPlace(rig), hello(rig), 'kept')
      if ((await platform.find(toPlace(rig), 'kept', longAgo)).kind === 'cannot-look') return
      expect(await platform.find(toPlace(rig), 'lost', longAgo)).toEqual({ kind: 'absent' })
      expect(await platform.find(toPlace(rig), 'kept', longAgo)).toMatchObject({ kind: 'found' })
      const sent = await platform.send(toPerson(rig), hello(rig), 'direct')
      expect(await platform.find(toPerson(rig), 'direct', longAgo)).toEqual({
        kind: 'found',
        ref: sent.kind === 'sent' ? sent.ref : '',
      })
    })

    it('fits, whatever its length, and says what was left out', async () => {
      const rig = await start()
      const rows = Array.from({ length: 400 }, (_, index) => ({ text: [`Customer ${index} `, '字'.repeat(200)] }))
      const message = sendable(rig, { locale: 'en', summary: 'Long', parts: [{ kind: 'list', start: 1, rows }] })
      expect(await rig.platform.send(toPlace(rig), message, 'long')).toMatchObject({ kind: 'sent' })
      expect(rig.seen(placeOf(rig)).at(-1)?.text).toMatch(/…and \d+ more/)
    })
  })

  describe(`${name}: people and places`, () => {
    it('tells colleagues, people of other companies and nobody apart', async () => {
      const { platform, person, outsider, nobody, allOutside = false } = await start()
      const known = await platform.whoIs({ platform: platform.name, id: person })
      expect(known).toMatchObject({ external: allOutside, deactivated: false })
      if (outsider !== null)
        expect(await platform.whoIs({ platform: platform.name, id: outsider })).toMatchObject({ external: true })
      expect(await platform.whoIs({ platform: platform.name, id: nobody })).toBeNull()
    })

    it('names the colleagues who have not spoken yet, and nobody of another company', async () => {
      const { platform, person, outsider } = await start()
      const met: string[] = []
      for await (const { ref, external, deactivated } of platform.colleagues?.() ?? []) {
        expect([external, deactivated]).toEqual([false, false])
        met.push(ref.id)
      }
      if (!platform.colleagues) return
      expect(met).toContain(person)
      expect(met).not.toContain(outsider)
    })

    it('knows where another company reads along', async () => {
      const { platform, channel, shared, dm, gone } = await start()
      if (channel !== null) expect(await platform.whatIs(channel)).toMatchObject({ kind: 'internal' })
      if (shared !== null) expect(await platform.whatIs(shared)).toMatchObject({ kind: 'shared' })
      expect(await platform.whatIs(dm)).toMatchObject({ kind: 'dm' })
      expect(await platform.whatIs(gone)).toBeNull()
    })

    it('says that it works', async () => {
      const { platform } = await start()
      expect(await platform.check()).toMatchObject({ ok: true })
    })
  })
}
