import { afterEach } from 'vitest'
import { conformance, type Rig } from '../conformance.ts'
import { group, lina, startBench, stopBenches } from './bench.ts'

afterEach(stopBenches)

const faults = { limited: 45009, before: 'drop-before', after: 'drop-after', silent: 'silent' } as const

async function start(): Promise<Rig> {
  const bench = await startBench()
  const { wecom, platform, received } = bench
  // A robot may write where somebody has written to it, and knows nobody else.
  await bench.says('你好')
  await bench.says('@Rapport 你好', group)
  received.length = 0
  wecom.shown.length = 0
  return {
    ...{
      platform,
      received,
      person: lina,
      outsider: null,
      nobody: 'nobody',
      channel: group,
      shared: null,
      gone: 'wrGone',
      dm: lina,
    },
    reply(answer) {
      bench.reply = answer
    },
    says: text => bench.says(text),
    async repeats() {
      await wecom.repeats()
      await platform.idle()
    },
    seen: place => bench.seen(place).map(text => ({ text, onlyFor: null })),
    breaks: how => wecom.fault('aibot_send_msg', faults[how]),
    mention: { written: '@王强', token: '@王强' },
  }
}

conformance('WeCom’s smart robot', start)
