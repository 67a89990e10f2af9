import { afterEach } from 'vitest'
import { conformance, type Rig } from '../../conformance.ts'
import { anna, startDesk, stopDesks } from './desk.ts'

afterEach(stopDesks)

const faults = { limited: 45_009, before: 'drop-before', after: 'drop-after', silent: 'silent' } as const

async function start(): Promise<Rig> {
  const desk = await startDesk()
  const { wecom, platform, received } = desk
  // A customer is written to after they wrote.
  await desk.tells(wecom.customerSays(anna, '你好'))
  received.length = 0
  return {
    ...{ platform, received, person: anna, outsider: anna, allOutside: true, nobody: 'wmNobody' },
    ...{ channel: null, shared: null, gone: 'wmGone', dm: anna },
    reply(answer) {
      desk.reply = answer
    },
    says: text => desk.tells(wecom.customerSays(anna, text)),
    repeats: () => desk.tells(wecom.repeats()),
    seen: place => desk.seen(place).map(text => ({ text, onlyFor: null })),
    breaks: how => desk.api.script('kf/send_msg', faults[how]),
    mention: { written: '@王强', token: '@王强' },
  }
}

conformance('微信客服', start)
