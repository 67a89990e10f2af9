import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { aibotPath, createAibot, type Aibot as Robot } from '../../../src/playground/wecom/aibot.ts'
import type { Card } from '../../../src/playground/wecom/cards.ts'
import type { Frame, Said as Shown } from '../../../src/playground/wecom/model.ts'

export type { Shown }

export interface Aibot extends Omit<Robot, 'presses' | 'stop'> {
  url: string
  /** Everything the robot sent, in order; secrets included, for this is a test. */
  frames: Frame[]
  /** What WeCom shows of it, oldest first. */
  shown: Shown[]
  /** Presses a button of the card, by its text. */
  presses(person: string, card: Card, button: string, group?: string): Promise<void>
  stop(): Promise<void>
}

export const botId = 'aib-test'
export const botSecret = 'secret-of-the-tests'

/** The playground's WeCom on a server of its own. */
export async function startAibot(): Promise<Aibot> {
  const frames: Frame[] = []
  const shown: Shown[] = []
  const robot = createAibot({
    ...{ botId, secret: botSecret, now: Date.now },
    heard: frame => void frames.push(frame),
    show(said) {
      shown.push(said)
      return said
    },
    changed: () => undefined,
  })
  const server = createServer()
  server.on('upgrade', (req, socket, head) => {
    if (!robot.upgrade(req, socket, head)) socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    ...robot,
    ...{ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}${aibotPath}`, frames, shown },
    presses(person, card, button, group) {
      const key = card.button_list.find(({ text }) => text === button)?.key
      if (key === undefined) throw new Error(`no button ${button}`)
      return robot.presses(person, card, key, group)
    },
    async stop() {
      robot.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
