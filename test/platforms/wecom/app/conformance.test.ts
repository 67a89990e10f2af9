import { afterEach } from 'vitest'
import { webhookGroup } from '../../../../src/platforms/wecom/webhook.ts'
import { conformance, type Rig } from '../../conformance.ts'
import { startAppBench, stopAppBenches, webhookKey } from './bench.ts'

afterEach(stopAppBenches)

const faults = { limited: 45_009, before: 'drop-before', after: 'drop-after', silent: 'silent' } as const

async function start(): Promise<Rig> {
  const bench = await startAppBench()
  const { platform, received, api, wecom } = bench
  return {
    ...{ platform, received, person: 'lina', outsider: null, nobody: 'nobody', dm: 'lina' },
    // The only group that an app reaches is the webhook's.
    ...{ channel: webhookGroup, shared: null, gone: 'wrGone' },
    reply(answer) {
      bench.reply = answer
    },
    async says(text) {
      await bench.says(text)
    },
    async repeats() {
      await wecom.tellsAgain()
      await platform.idle()
    },
    seen: place => bench.seen(place === webhookGroup ? webhookKey : place).map(text => ({ text, onlyFor: null })),
    breaks: how => api.script('webhook/send', faults[how]),
    mention: { written: '@王强', token: '@王强' },
  }
}

conformance('WeCom’s self-built app', start)
