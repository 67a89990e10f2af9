import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { UiReply } from '../../src/playground/ui-contract.ts'
import { eastChina, xiaowen } from '../../src/playground/wecom/company.ts'
import { createLocalWecom, type LocalWecom } from '../../src/playground/wecom/local-wecom.ts'
import type { WecomState } from '../../src/playground/wecom/ui-contract.ts'

let dir: string
let file: string
let wecom: LocalWecom
let server: Server
let origin: string
let now: Date

async function start(): Promise<void> {
  wecom = await createLocalWecom({ stateFile: file, now: () => now.getTime() })
  server = createServer((req, res) => void wecom.handle(req, res).then(known => known || res.writeHead(404).end()))
  server.on('upgrade', (req, socket, head) => void (wecom.upgrade(req, socket, head) || socket.destroy()))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
async function stop(): Promise<void> {
  await wecom.stop()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
}
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wecom-'))
  file = join(dir, 'wecom.json')
  now = new Date('2026-11-30T04:00:00Z')
  await start()
})
afterEach(async () => {
  await stop()
  await rm(dir, { recursive: true })
})

interface Robot {
  /** Sends a frame and gives WeCom's error code. */
  sends(cmd: string, body: object, request?: string): Promise<number>
  asks(cmd: string, body: object): Promise<{ body: Record<string, string> }>
  /** The next thing that WeCom pushes. */
  hears(): Promise<{ cmd: string; headers: { req_id: string }; body: Record<string, never> }>
}

async function connect(secret = wecom.settings(origin).robot.secret): Promise<Robot & { code: number }> {
  const { wsUrl, botId } = wecom.settings(origin).robot
  const socket = new WebSocket(wsUrl)
  await once(socket, 'open')
  const pushed: string[] = []
  const answers: string[] = []
  const waiting: (() => void)[] = []
  socket.on('message', data => {
    const frame = String(data)
    ;('errcode' in JSON.parse(frame) ? answers : pushed).push(frame)
    for (const wake of waiting.splice(0)) wake()
  })
  const next = async (from: string[]) => {
    while (from.length === 0) await new Promise<void>(resolve => waiting.push(resolve))
    return JSON.parse(from.shift() ?? '')
  }
  const ask = async (cmd: string, body: object, id = 'request-of-the-robot') => {
    socket.send(JSON.stringify({ cmd, headers: { req_id: id }, body }))
    return next(answers)
  }
  const sends: Robot['sends'] = async (...frame) => (await ask(...frame)).errcode
  return { sends, asks: ask, hears: () => next(pushed), code: await sends('aibot_subscribe', { bot_id: botId, secret }) }
}

const post = async (action: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${origin}/playground/wecom/ui/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, reply: (text.startsWith('{') ? JSON.parse(text) : {}) as UiReply }
}
const state = async (as: string) => (await (await fetch(`${origin}/playground/wecom/ui/state?as=${as}`)).json()) as WecomState
const say = (chat: string, text: string, as = xiaowen) => post('say', { as, chat, text })
const card = (task: string, title: string) => ({
  ...{ card_type: 'button_interaction', task_id: task, main_title: { title } },
  button_list: [{ text: '完成', key: 'done' }],
})

describe('the local WeCom', () => {
  it('tells the robot what is written to it alone, and in a group only what mentions it', async () => {
    const robot = await connect()
    expect(await say(xiaowen, '客户 知客')).toEqual({ status: 200, reply: { ok: true } })
    expect((await robot.hears()).body).toMatchObject({ chattype: 'single', text: { content: '客户 知客' } })
    await say(eastChina, '大家好')
    await say(eastChina, '@Rapport 关怀')
    expect((await robot.hears()).body).toMatchObject({ chattype: 'group', chatid: eastChina, text: { content: '@Rapport 关怀' } })
  })

  it('shows a conversation to who is in it and to nobody else, by the id of either playground', async () => {
    await say(xiaowen, '只给机器人')
    await say(eastChina, '只给这个群')
    const said = ({ messages }: WecomState) => messages.map(({ text }) => text)
    expect(said(await state('U0XIAOWEN'))).toEqual(['只给机器人', '只给这个群'])
    expect(said(await state('marcus'))).toEqual(['只给这个群'])
    expect(said(await state('sofia'))).toEqual([])
    expect((await say(eastChina, '我不在群里', 'sofia')).reply.ok).toBe(false)
    expect((await say(xiaowen, '别人的私聊', 'marcus')).reply.ok).toBe(false)
  })

  it('lets a stream grow and a pressed card be replaced in place, once it is the robot’s to do', async () => {
    const robot = await connect()
    await say(xiaowen, '关怀')
    const { headers } = await robot.hears()
    const stream = (content: string, finish: boolean) => ({ msgtype: 'stream', stream: { id: 's1', content, finish } })
    expect(await robot.sends('aibot_respond_msg', stream('稍等', false), headers.req_id)).toBe(0)
    expect(wecom.messages(xiaowen).at(-1)).toMatchObject({ text: '稍等', isGrowing: true })
    expect(await robot.sends('aibot_respond_msg', stream('稍等，好了', true), headers.req_id)).toBe(0)
    expect(wecom.messages(xiaowen).at(-1)).toMatchObject({ text: '稍等，好了', isGrowing: false })
    expect(await robot.sends('aibot_respond_msg', stream('再来', true), headers.req_id), 'a stream ends once').toBe(40058)

    await robot.sends('aibot_send_msg', { chatid: xiaowen, chat_type: 1, template_card: card('t1', '任务') })
    const shown = wecom.messages(xiaowen).at(-1)
    const press = (key: string) => post('press', { as: xiaowen, chat: xiaowen, message: shown?.id, key })
    expect((await press('nothing')).reply.ok).toBe(false)
    expect((await press('done')).reply.ok).toBe(true)
    const { headers: pressed, body } = await robot.hears()
    expect(body).toMatchObject({ event: { template_card_event: { task_id: 't1', event_key: 'done' } } })
    const replaced = { response_type: 'update_template_card', template_card: card('t1', '已完成') }
    expect(await robot.sends('aibot_respond_update_msg', replaced, pressed.req_id)).toBe(0)
    expect((await state(xiaowen)).messages.find(({ id }) => id === shown?.id)?.card?.main_title?.title).toBe('已完成')
    now = new Date(now.getTime() + 6_000)
    expect(await robot.sends('aibot_respond_update_msg', replaced, pressed.req_id), 'within 5 s').toBe(40058)
  })

  it('tells the robot who opens its chat, the first time of a day in China', async () => {
    const robot = await connect()
    await post('enter', { as: xiaowen, chat: xiaowen })
    expect((await robot.hears()).body).toMatchObject({ event: { eventtype: 'enter_chat' } })
    await post('enter', { as: xiaowen, chat: xiaowen })
    now = new Date('2026-11-30T16:01:00Z')
    await post('enter', { as: xiaowen, chat: xiaowen })
    await say(xiaowen, '你好')
    expect([(await robot.hears()).cmd, (await robot.hears()).cmd]).toEqual(['aibot_event_callback', 'aibot_msg_callback'])
  })

  it('keeps messages, cards and the robot’s secret over a restart, and sets a broken file aside', async () => {
    const robot = await connect()
    await robot.sends('aibot_send_msg', { chatid: xiaowen, chat_type: 1, template_card: card('t1', '任务') })
    await say(xiaowen, '收到')
    const before = { ...wecom.settings('http://x'), messages: wecom.messages(xiaowen) }
    await stop()
    await start()
    expect({ ...wecom.settings('http://x'), messages: wecom.messages(xiaowen) }).toEqual(before)
    const again = await connect()
    await post('press', { as: xiaowen, chat: xiaowen, message: before.messages[0]?.id, key: 'done' })
    const replaced = { template_card: card('t1', '已完成') }
    expect(await again.sends('aibot_respond_update_msg', replaced, (await again.hears()).headers.req_id)).toBe(0)

    await stop()
    await writeFile(file, '{"version":1,"messages":"no"}')
    await start()
    expect(wecom.messages(xiaowen)).toEqual([])
    expect(await readFile(`${file}.broken`, 'utf8')).toContain('"no"')
  })

  it('takes a whole file from the robot, and gives it to who is in the conversation', async () => {
    const robot = await connect()
    expect(
      await robot.sends('aibot_send_msg', { chatid: eastChina, chat_type: 2, msgtype: 'file', file: { media_id: 'm' } }),
    ).toBe(40007)
    const upload = { type: 'file', filename: '结果.csv', total_size: 6, total_chunks: 2 }
    const begun = await robot.asks('aibot_upload_media_init', upload)
    const id = { upload_id: begun.body.upload_id }
    const piece = (index: number, text: string) =>
      robot.sends('aibot_upload_media_chunk', { ...id, chunk_index: index, base64_data: Buffer.from(text).toString('base64') })
    await piece(1, 'c\nd')
    expect(await robot.sends('aibot_upload_media_finish', id), 'a piece is missing').toBe(40058)
    await piece(0, 'a\nb')
    const { body } = await robot.asks('aibot_upload_media_finish', id)
    const sent = { chatid: eastChina, chat_type: 2, msgtype: 'file', file: { media_id: body.media_id } }
    expect(await robot.sends('aibot_send_msg', sent)).toBe(0)
    const shown = (await state(xiaowen)).messages.at(-1)
    expect(shown?.file).toEqual({ name: '结果.csv', size: 6 })
    const get = (as: string) => fetch(`${origin}/playground/wecom/ui/file?as=${as}&chat=${eastChina}&message=${shown?.id}`)
    expect(await (await get('marcus')).text()).toBe('a\nbc\nd')
    expect((await get('sofia')).status).toBe(404)
  })

  it('lets no robot in with another secret, and says to people that none is there', async () => {
    expect((await connect('another')).code).toBe(40001)
    const { status, reply } = await say(xiaowen, '在吗')
    expect({ status, ok: reply.ok }).toEqual({ status: 200, ok: false })
    expect(reply.error).toContain('机器人未连接')
  })

  it('answers only this machine’s own pages: neither a foreign page nor a rebound name may read, write or listen', async () => {
    const other = { origin: 'https://evil.example' }
    expect((await post('say', { as: xiaowen, chat: xiaowen, text: 'x' }, other)).status).toBe(403)
    expect((await post('say', { as: xiaowen, chat: xiaowen, text: 'x' }, { 'content-type': 'text/plain' })).status).toBe(403)
    const rebound = await new Promise<number>((resolve, reject) => {
      const { port } = new URL(origin)
      const path = `/playground/wecom/ui/state?as=${xiaowen}`
      request({ host: '127.0.0.1', port, path, headers: { host: 'evil.example' } }, res => resolve(res.statusCode ?? 0))
        .on('error', reject)
        .end()
    })
    expect(rebound).toBe(403)
    const socket = new WebSocket(wecom.settings(origin).robot.wsUrl, { origin })
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toContain('403')
  })

  it('refuses what is no action, no person or no body of its own', async () => {
    expect((await post('erase', {})).status).toBe(404)
    expect((await say(xiaowen, 'x', 'nobody')).status).toBe(400)
    expect((await post('say', { as: xiaowen, chat: xiaowen, text: 'x', more: 1 })).status).toBe(400)
    expect((await fetch(`${origin}/playground/wecom/ui/state?as=nobody`)).status).toBe(400)
    expect(wecom.messages(xiaowen)).toEqual([])
  })
})
