import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ANNA, KEY_ACCOUNTS, SOFIA, XIAOWEN } from '../../src/playground/workspace.ts'
import { type Stage, stage } from './bot-double.ts'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

describe('an uploaded picture', () => {
  const running: Stage[] = []
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop()
  })
  const start = async (options: Parameters<typeof stage>[0] = {}) => {
    const made = await stage(options)
    running.push(made)
    return made
  }

  async function uploaded(s: Stage): Promise<string> {
    const { upload_url: url, file_id: id } = await s.api('files.getUploadURLExternal', {
      filename: 'chart.png',
      length: png.length,
    })
    await fetch(String(url), { method: 'POST', body: png })
    expect(await s.api('files.completeUploadExternal', { files: [{ id }] })).toMatchObject({ ok: true })
    return String(id)
  }
  const post = (s: Stage, id: string) =>
    s.api('chat.postMessage', {
      ...{ channel: KEY_ACCOUNTS, text: 'chart' },
      blocks: [{ type: 'image', slack_file: { id }, alt_text: 'a chart' }],
    })
  const read = (s: Stage, as: string, id: string) =>
    s.fetch(`/playground/ui/file?${new URLSearchParams({ as, channel: KEY_ACCOUNTS, id })}`)

  it('is shown by a message to whoever reads its channel, and to nobody before', async () => {
    const s = await start()
    const id = await uploaded(s)
    expect((await read(s, SOFIA, id)).status).toBe(404)
    expect(await post(s, id)).toMatchObject({ ok: true })
    const seen = await read(s, SOFIA, id)
    expect(seen.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(png)
    for (const outside of [ANNA, XIAOWEN]) expect((await read(s, outside, id)).status).toBe(404)
  })

  it('is refused by place when there is none of that name, or as long as Slack looks at it', async () => {
    const s = await start()
    const refused = {
      ...{ ok: false, error: 'invalid_blocks' },
      response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] },
    }
    expect(await post(s, 'F0NOBODY')).toMatchObject(refused)
    s.slack.refuseFreshPictures(1)
    const id = await uploaded(s)
    expect(await post(s, id)).toMatchObject(refused)
    expect(await post(s, id)).toMatchObject({ ok: true })
  })

  it('is there after a restart, with the message that shows it', async () => {
    const stateFile = join(await mkdtemp(join(tmpdir(), 'playground-')), 'slack.json')
    const first = await start({ stateFile, saveDebounceMs: 1 })
    const id = await uploaded(first)
    await post(first, id)
    await first.stop()
    const second = await start({ stateFile })
    expect((await read(second, SOFIA, id)).status).toBe(200)
  })
})
