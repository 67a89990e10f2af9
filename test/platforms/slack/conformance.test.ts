import { signedHeaders } from '../../../src/playground/signing.ts'
import { ACME_SHARED, ANNA, KEY_ACCOUNTS, MARCUS, SOFIA } from '../../../src/playground/workspace.ts'
import { conformance, type Rig } from '../conformance.ts'
import { shownText, signingSecret, sofiasDm, startBench } from './bench.ts'

const kinds = { limited: 'ratelimited', before: 'error-before', after: 'error-after', silent: 'hang' } as const

async function start(): Promise<Rig> {
  const bench = await startBench({ callTimeoutMs: 3_000 })
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
      const headers = { ...last.headers, ...signedHeaders(signingSecret, Math.floor(Date.now() / 1000), last.body) }
      await fetch(last.url, { method: 'POST', headers, body: last.body })
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

conformance('Slack', start)
