import { ACME_SHARED, ANNA, KEY_ACCOUNTS, MARCUS, SOFIA } from '../../../src/playground/workspace.ts'
import { type Transport, transports } from '../../harness/process.ts'
import { conformance, type Rig } from '../conformance.ts'
import { shownText, sofiasDm, startBench } from './bench.ts'

const kinds = { limited: 'ratelimited', before: 'error-before', after: 'error-after', silent: 'hang' } as const

async function start(transport: Transport): Promise<Rig> {
  const bench = await startBench(transport, { callTimeoutMs: 3_000 })
  const { slack, platform, received } = bench
  return {
    platform,
    received,
    reply(answer) {
      bench.reply = answer
    },
    person: SOFIA,
    outsider: ANNA,
    nobody: 'U0NOBODY',
    channel: KEY_ACCOUNTS,
    shared: ACME_SHARED,
    gone: 'C0GONE',
    dm: sofiasDm,
    async says(text) {
      await slack.say(SOFIA, sofiasDm, text)
      await bench.settled()
    },
    async repeats() {
      const last = slack.requests.at(-1)
      if (!last) throw new Error('nothing was sent yet')
      await slack.world.line.deliver(last.kind, last.payload, { num: 1, reason: 'http_timeout' })
      await bench.settled()
    },
    seen: place =>
      (slack.world.messages.get(place) ?? [])
        .filter(({ user }) => user === slack.world.bot.userId)
        .map(({ blocks, ephemeralTo }) => ({ text: shownText(blocks), onlyFor: ephemeralTo ?? null })),
    breaks: how => slack.fault({ method: 'chat.postMessage', kind: kinds[how], remaining: 1 }),
    mention: { written: '@Marcus Reed', token: `@[${MARCUS}]` },
  }
}

for (const transport of transports) conformance(`Slack over ${transport}`, () => start(transport))
