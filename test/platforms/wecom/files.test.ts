import { afterEach, expect, it } from 'vitest'
import { say } from '../../../src/chat/message.ts'
import { lina, startBench, stopBenches } from './bench.ts'

afterEach(stopBenches)

it('a file larger than one piece arrives after its message as it was', async () => {
  const { wecom, platform, says } = await startBench()
  await says('你好')
  const base64 = Buffer.alloc(1_200_000, 'a,b\n').toString('base64')
  const message = { ...say('zh-CN', '问卷结果'), files: [{ name: '结果.csv', base64 }] }
  expect(await platform.send({ platform: 'wecom', kind: 'person', id: lina }, message, 'k1')).toMatchObject({ kind: 'sent' })
  const [text, file] = wecom.shown.slice(-2)
  expect(text?.text).toContain('问卷结果')
  expect(file?.file?.name).toBe('结果.csv')
  expect(file?.file?.base64 === base64).toBe(true)
})
