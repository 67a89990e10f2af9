import { describe, expect, it } from 'vitest'
import { say } from '../../../src/chat/message.ts'
import { MARCUS, SOFIA } from '../../../src/playground/workspace.ts'
import { transports } from '../../harness/process.ts'
import { sofiasDm, startBench } from './bench.ts'

const zip = Buffer.from([80, 75, 3, 4, 0, 255, 13, 10])
const target = { platform: 'slack', kind: 'person', id: SOFIA } as const
const message = { ...say('en', 'Everything about Acme & <co>'), files: [{ name: 'acme.zip', base64: zip.toString('base64') }] }
const longAgo = new Date(Date.now() - 60_000)

describe.each(transports)('a message with a file, over %s', transport => {
  const shared = (bench: Awaited<ReturnType<typeof startBench>>) =>
    bench.slack.messages(sofiasDm).filter(({ files }) => files?.length)

  it('arrives in the person’s direct messages, byte for byte, and the page lets that person alone download it', async () => {
    const bench = await startBench(transport)
    expect(await bench.platform.send(target, message, 'export:1')).toMatchObject({ kind: 'sent' })
    const [one, ...others] = shared(bench)
    expect(others).toEqual([])
    expect(one).toMatchObject({ text: 'Everything about Acme &amp; &lt;co&gt;' })
    const file = one?.files?.[0]
    expect(file?.name).toMatch(/^acme-[0-9a-f]{12}\.zip$/)
    const { origin } = new URL(bench.slack.world.uploads.open('x', 1).url)
    const get = (as: string) => fetch(`${origin}/playground/ui/file?as=${as}&channel=${sofiasDm}&id=${file?.id}`)
    expect(Buffer.from(await (await get(SOFIA)).arrayBuffer())).toEqual(zip)
    expect((await get(MARCUS)).status).toBe(404)
  })

  it('is found again by its key when nobody knows whether it arrived, and by no other', async () => {
    const bench = await startBench(transport)
    bench.slack.fault({ method: 'files.completeUploadExternal', kind: 'error-after', remaining: 1 })
    expect(await bench.platform.send(target, message, 'export:2')).toMatchObject({ kind: 'unknown' })
    expect(await bench.platform.find?.(target, 'export:2', longAgo)).toMatchObject({ kind: 'found' })
    expect(await bench.platform.find?.(target, 'export:3', longAgo)).toEqual({ kind: 'absent' })
    expect(shared(bench)).toHaveLength(1)
  })

  it('that could not be uploaded was seen by nobody, so it is simply sent again', async () => {
    const bench = await startBench(transport)
    bench.slack.fault({ method: 'files.getUploadURLExternal', kind: 'error-after', remaining: 1 })
    expect(await bench.platform.send(target, message, 'export:4')).toMatchObject({ kind: 'retry-after' })
    expect(shared(bench)).toEqual([])
    expect(await bench.platform.send(target, message, 'export:4')).toMatchObject({ kind: 'sent' })
    expect(shared(bench)).toHaveLength(1)
  })
})
