import { describe, expect, it } from 'vitest'
import type { Chart } from '../../../src/chat/chart.ts'
import type { Message } from '../../../src/chat/message.ts'
import { renderModal } from '../../../src/platforms/slack/render/modal.ts'
import { refuseView } from '../../../src/playground/blocks/view.ts'
import { KEY_ACCOUNTS, MARCUS, SOFIA } from '../../../src/playground/workspace.ts'
import { everyKind, example } from '../../charts/examples.ts'
import { type Bench, shownText, sofiaRuns, sofiasDm, startBench } from './bench.ts'

const target = { platform: 'slack', kind: 'person', id: SOFIA } as const
const charts = (...shown: Chart[]): Message => ({
  locale: 'en',
  summary: 'Charts',
  parts: shown.map(chart => ({ kind: 'chart', chart })),
})
const send = (bench: Bench, message: Message, key: string) => bench.platform.send(target, message, key)
const last = (bench: Bench) => bench.slack.messages(sofiasDm).at(-1)?.blocks ?? []
const typesOf = (blocks: readonly { type?: unknown }[]) => blocks.map(({ type }) => type)
const calls = (bench: Bench, method: string) => bench.slack.calls.filter(call => call.method === method)
const events = (bench: Bench) => bench.logged.map(({ event }) => event)

describe('a chart in Slack', () => {
  it('is drawn by Slack where Slack has such a chart, with its summary and its numbers as text', async () => {
    const bench = await startBench('http')
    expect(await send(bench, charts(example('bars')), 'native')).toMatchObject({ kind: 'sent' })
    // A value for each category is missing in the example's first series, so it takes a complete one.
    const whole = { ...example('bars'), series: [{ name: 'South', values: [7, 31, 44] }] }
    await send(bench, charts(whole), 'native-2')
    expect(last(bench)[0]).toMatchObject({
      type: 'data_visualization',
      title: 'Title',
      chart: {
        type: 'bar',
        series: [{ name: 'South', data: [{ label: 'Spring', value: 7 }, { value: 31 }, { value: 44 }] }],
        axis_config: { categories: ['Spring', 'Summer', 'Autumn'], x_label: 'Season', y_label: 'Customers' },
      },
    })
    expect(shownText(last(bench))).toContain('Summary')
    expect(shownText(last(bench))).toContain('Spring 7, Summer 31, Autumn 44')
    expect(calls(bench, 'files.completeUploadExternal')).toHaveLength(1)
  })

  it('puts what happened beside what was said as two lines, in percent, and a stack as its whole', async () => {
    const bench = await startBench('http')
    await send(bench, charts(example('points'), example('stacked-bars')), 'two')
    const [points, , , stack] = last(bench)
    expect(points).toMatchObject({
      chart: {
        type: 'line',
        series: [
          { name: 'Happened', data: [{ label: '12.3%', value: 10 }, { value: 71 }] },
          { name: 'Equal', data: [{ value: 12.3 }, { value: 62 }] },
        ],
        axis_config: { x_label: 'Said', y_label: 'Happened (%)' },
      },
    })
    expect(stack).toMatchObject({
      chart: { type: 'bar', series: [{ name: 'Customers', data: [{ value: 19 }, { value: 1281 }, { value: 44 }] }] },
    })
    expect(shownText(last(bench))).toContain('South: Spring 7, Summer 31, Autumn 44')
  })

  it('is a picture otherwise, whose description holds the numbers, and whose name says nothing', async () => {
    const bench = await startBench('http')
    await send(bench, charts(example('timeline')), 'picture')
    const [picture, summary] = last(bench)
    expect(picture).toMatchObject({ type: 'image', alt_text: expect.stringContaining('3 Feb 2026 | €1,300.50') })
    expect(shownText(summary)).toBe('Summary')
    const file = bench.slack.messages(sofiasDm).at(-1)?.pictures?.[0]
    expect(
      Buffer.from(file?.base64 ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    expect(file?.name).toBe('chart.png')
    expect(calls(bench, 'files.completeUploadExternal')[0]?.args).not.toHaveProperty('channel_id')
  })

  it('takes at most two of Slack’s charts a message; what comes after is a picture', async () => {
    const bench = await startBench('http')
    const whole = (title: string): Chart => ({ ...example('points'), title })
    await send(bench, charts(whole('one'), whole('two'), whole('three')), 'three')
    expect(typesOf(last(bench)).filter(type => type !== 'context')).toEqual(['data_visualization', 'data_visualization', 'image'])
  })
})

describe('where a chart cannot be shown', () => {
  it('a workspace without charts gets pictures, and is not asked again', async () => {
    const bench = await startBench('http')
    bench.slack.withoutCharts()
    expect(await send(bench, charts(example('points')), 'old')).toMatchObject({ kind: 'sent' })
    expect(typesOf(last(bench))).toEqual(['image', 'context'])
    expect(events(bench)).toContain('slack.charts-refused')
    const before = calls(bench, 'chat.postMessage').length
    await send(bench, charts(example('points')), 'old-2')
    expect(typesOf(last(bench))).toEqual(['image', 'context'])
    expect(calls(bench, 'chat.postMessage')).toHaveLength(before + 1)
  })

  it('each picture is uploaded once, however often the message is tried', async () => {
    const bench = await startBench('http')
    bench.slack.withoutCharts()
    await send(bench, charts(example('timeline'), example('points')), 'mixed')
    expect(typesOf(last(bench))).toEqual(['image', 'context', 'image', 'context'])
    expect(calls(bench, 'files.completeUploadExternal')).toHaveLength(2)
  })

  it('a picture that Slack has not looked at yet is tried again, not uploaded again', async () => {
    const bench = await startBench('http')
    bench.slack.refuseFreshPictures(2)
    expect(await send(bench, charts(example('timeline')), 'slow')).toMatchObject({ kind: 'sent' })
    expect(typesOf(last(bench))).toEqual(['image', 'context'])
    expect(calls(bench, 'chat.postMessage').map(({ error }) => error)).toEqual(['invalid_blocks', 'invalid_blocks', null])
    expect(calls(bench, 'files.completeUploadExternal')).toHaveLength(1)
  })

  it('a picture that is never ready gives way to the numbers', async () => {
    const bench = await startBench('http')
    bench.slack.refuseFreshPictures(99)
    expect(await send(bench, charts(example('timeline')), 'never')).toMatchObject({ kind: 'sent' })
    expect(typesOf(last(bench))).toEqual(['rich_text', 'context', 'table'])
    expect(shownText(last(bench))).toContain('€1,300.50')
  })

  it.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])('so does one whose %s fails', async method => {
    const bench = await startBench('http')
    bench.slack.fault({ method, kind: 'error-before', remaining: 1 })
    expect(await send(bench, charts(example('timeline')), method)).toMatchObject({ kind: 'sent' })
    expect(typesOf(last(bench))).toEqual(['rich_text', 'context', 'table'])
    expect(events(bench)).toContain('slack.picture-failed')
  })

  it('what has nothing to do with charts is not hidden', async () => {
    const bench = await startBench('http')
    bench.slack.fault({ method: 'chat.postMessage', kind: 'ratelimited', remaining: 1 })
    expect(await send(bench, charts(example('points')), 'limited')).toMatchObject({ kind: 'retry-after' })
    expect(events(bench)).not.toContain('slack.charts-refused')
  })

  it('a view, which takes no charts, shows the numbers', () => {
    const modal = renderModal(charts(...everyKind('en')), { place: null, home: true, aside: false })
    expect(refuseView(modal, 'modal')).toBeNull()
    for (const number of ['1,250', '12.3%', '€1,300.50']) expect(shownText(modal.blocks)).toContain(number)
  })
})

describe.each(['http', 'socket'] as const)('the answer to a command, over %s', transport => {
  const asked = async (bench: Bench, message: Message) => {
    bench.reply = () => ({ kind: 'message', message })
    await sofiaRuns(bench, '/customer acme')
    return bench.slack.ephemerals(KEY_ACCOUNTS, SOFIA).at(-1)
  }

  it('shows a chart to the asker alone, in the plainest form that it takes', async () => {
    const bench = await startBench(transport)
    expect(typesOf((await asked(bench, charts(example('points'))))?.blocks ?? [])[0]).toBe('data_visualization')
    bench.slack.withoutCharts()
    expect(typesOf((await asked(bench, charts(example('points'))))?.blocks ?? [])[0]).toBe('image')
    bench.slack.refuseFreshPictures(99)
    expect(typesOf((await asked(bench, charts(example('timeline'))))?.blocks ?? [])).toEqual(['rich_text', 'context', 'table'])
    expect(bench.slack.ephemerals(KEY_ACCOUNTS, SOFIA)).toHaveLength(3)
    expect(events(bench)).not.toContain('slack.answer-lost')
  })

  it('keeps its picture from everybody else', async () => {
    const bench = await startBench(transport)
    const id = (await asked(bench, charts(example('timeline'))))?.pictures?.[0]?.id ?? ''
    const { origin } = new URL(bench.slack.world.uploads.open('x', 1).url)
    const get = (as: string) => fetch(`${origin}/playground/ui/file?${new URLSearchParams({ as, channel: KEY_ACCOUNTS, id })}`)
    const own = await get(SOFIA)
    expect([own.status, own.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await get(MARCUS)).status).toBe(404)
  })
})
