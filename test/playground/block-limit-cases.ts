/** Each limit of Slack with one block list at the limit and one just above. Numbers are written out here on purpose. */
type Json = Record<string, unknown>

export interface LimitCase {
  limit: string
  surface: 'message' | 'modal'
  accepted: Json[]
  refused: Json[]
  error: string
  /** JSON pointer that the refusal must name, when Slack names one. */
  pointer?: string
}

const x = (length: number) => 'x'.repeat(length)
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const plain = (text: string): Json => ({ type: 'plain_text', text })
const mrkdwn = (text: string): Json => ({ type: 'mrkdwn', text })
const section = (text = 'hello'): Json => ({ type: 'section', text: mrkdwn(text) })
const button = (over: Json = {}): Json => ({ type: 'button', text: plain('Go'), ...over })
const actions = (...elements: Json[]): Json => ({ type: 'actions', elements })
const option = (index: number, over: Json = {}): Json => ({ text: plain(`o${index}`), value: `v${index}`, ...over })
const select = (over: Json): Json => actions({ type: 'static_select', ...over })
const input = (over: Json): Json => ({ type: 'input', label: plain('Name'), element: { type: 'plain_text_input' }, ...over })
const raw = (text: string): Json => ({ type: 'raw_text', text })
const rows = (count: number, columns: number) => times(count, () => times(columns, () => raw('c')))
const table = (count: number, columns: number): Json => ({ type: 'table', rows: rows(count, columns) })
const dataTable = (count: number, columns: number, over: Json = {}): Json => ({
  type: 'data_table',
  caption: 'Customers',
  rows: rows(count, columns),
  ...over,
})
const card = (over: Json): Json => ({ type: 'card', body: mrkdwn('b'), ...over })
const container = (over: Json): Json => ({ type: 'container', title: plain('t'), child_blocks: [section()], ...over })
const chart = (points: number, over: Json = {}, label = 'c'): Json => {
  const categories = times(points, index => `${label}${index}`)
  return {
    type: 'data_visualization',
    title: 'Risk',
    chart: {
      type: 'line',
      series: [{ name: 's', data: categories.map(each => ({ label: each, value: 1 })) }],
      axis_config: { categories },
    },
    ...over,
  }
}
const icon = (): Json => ({ type: 'icon_button', icon: 'trash', text: plain('Delete') })
const confirm = (over: Json): Json => actions(button({ confirm: { text: plain('Sure?'), ...over } }))

/** A case whose two sides come from one builder at `limit` and `limit + 1`. */
function grows(
  name: string,
  limit: number,
  build: (size: number) => Json[],
  rest: { pointer?: string; error?: string; surface?: 'message' | 'modal' } = {},
): LimitCase {
  const surface = rest.surface ?? 'message'
  return {
    limit: `${name} ${limit}`,
    surface,
    accepted: build(limit),
    refused: build(limit + 1),
    error: rest.error ?? (surface === 'modal' ? 'invalid_arguments' : 'invalid_blocks'),
    ...(rest.pointer === undefined ? {} : { pointer: rest.pointer }),
  }
}

export const LIMIT_CASES: LimitCase[] = [
  grows('blocks in a message', 50, n => times(n, () => section()), { pointer: '/blocks' }),
  grows('blocks in a modal', 100, n => times(n, () => section()), { surface: 'modal', pointer: '/view/blocks' }),
  grows('section text', 3000, n => [section(x(n))], { pointer: '/blocks/0/text/text' }),
  grows('section fields', 10, n => [{ type: 'section', fields: times(n, () => plain('f')) }], { pointer: '/blocks/0/fields' }),
  grows('section field text', 2000, n => [{ type: 'section', fields: [mrkdwn(x(n))] }], { pointer: '/blocks/0/fields/0/text' }),
  grows('header text', 150, n => [{ type: 'header', text: plain(x(n)) }], { pointer: '/blocks/0/text/text' }),
  grows('context elements', 10, n => [{ type: 'context', elements: times(n, () => mrkdwn('c')) }], {
    pointer: '/blocks/0/elements',
  }),
  grows('actions elements', 25, n => [actions(...times(n, () => button()))], { pointer: '/blocks/0/elements' }),
  grows('button text', 75, n => [actions(button({ text: plain(x(n)) }))], { pointer: '/blocks/0/elements/0/text/text' }),
  grows('button value', 2000, n => [actions(button({ value: x(n) }))], { pointer: '/blocks/0/elements/0/value' }),
  grows('button url', 3000, n => [actions(button({ url: x(n) }))], { pointer: '/blocks/0/elements/0/url' }),
  grows('accessibility label', 75, n => [actions(button({ accessibility_label: x(n) }))]),
  grows('select options', 100, n => [select({ options: times(n, i => option(i)) })], { pointer: '/blocks/0/elements/0/options' }),
  grows('select option groups', 100, n => [
    select({ option_groups: times(n, i => ({ label: plain('g'), options: [option(i)] })) }),
  ]),
  grows('option group label', 75, n => [select({ option_groups: [{ label: plain(x(n)), options: [option(0)] }] })]),
  grows('option text', 75, n => [select({ options: [option(0, { text: plain(x(n)) })] })], {
    pointer: '/blocks/0/elements/0/options/0/text/text',
  }),
  grows('option value', 150, n => [select({ options: [option(0, { value: x(n) })] })]),
  grows('option description', 75, n => [select({ options: [option(0, { description: plain(x(n)) })] })]),
  grows('placeholder', 150, n => [select({ options: [option(0)], placeholder: plain(x(n)) })]),
  grows('overflow options', 5, n => [actions({ type: 'overflow', options: times(n, i => option(i)) })]),
  grows('radio options', 10, n => [actions({ type: 'radio_buttons', options: times(n, i => option(i)) })]),
  grows('checkbox options', 10, n => [actions({ type: 'checkboxes', options: times(n, i => option(i)) })]),
  grows('confirm title', 100, n => [confirm({ title: plain(x(n)) })]),
  grows('confirm text', 300, n => [confirm({ text: plain(x(n)) })]),
  grows('confirm button', 30, n => [confirm({ confirm: plain(x(n)) })]),
  grows('markdown text', 12_000, n => [{ type: 'markdown', text: x(n) }], { pointer: '/blocks/0/text' }),
  grows('image alt text', 2000, n => [{ type: 'image', image_url: 'https://a.example/i.png', alt_text: x(n) }], {
    pointer: '/blocks/0/alt_text',
  }),
  grows('image title', 2000, n => [{ type: 'image', image_url: 'https://a.example/i.png', alt_text: 'a', title: plain(x(n)) }]),
  grows('input label', 2000, n => [input({ label: plain(x(n)) })], { surface: 'modal', pointer: '/view/blocks/0/label/text' }),
  grows('input hint', 2000, n => [input({ hint: plain(x(n)) })], { surface: 'modal' }),
  grows('text input initial value', 3000, n => [input({ element: { type: 'plain_text_input', initial_value: x(n) } })], {
    surface: 'modal',
  }),
  grows('alert text', 200, n => [{ type: 'alert', text: plain(x(n)) }], { surface: 'modal' }),
  grows('block_id', 255, n => [{ ...section(), block_id: x(n) }], { pointer: '/blocks/0/block_id' }),
  grows('action_id', 255, n => [actions(button({ action_id: x(n) }))]),
  // 4 sections of 3,000 characters and one that makes the total 13,000.
  grows('characters in a message', 13_000, n => [...times(4, () => section(x(3000))), section(x(n - 12_000))], {
    error: 'msg_blocks_too_long',
  }),
  {
    limit: 'markdown text of all blocks together 12000',
    surface: 'message',
    accepted: times(2, () => ({ type: 'markdown', text: x(6000) })),
    refused: [
      { type: 'markdown', text: x(6000) },
      { type: 'markdown', text: x(6001) },
    ],
    error: 'msg_blocks_too_long',
  },
  grows('table rows', 100, n => [table(n, 2)], { pointer: '/blocks/0/rows' }),
  grows('table columns', 20, n => [table(2, n)], { pointer: '/blocks/0/rows/0' }),
  grows('tables in a message', 1, n => times(n, () => table(2, 2)), { error: 'only_one_table_allowed' }),
  grows('data table rows with header', 101, n => [dataTable(n, 2)], { pointer: '/blocks/0/rows' }),
  grows('data table columns', 20, n => [dataTable(2, n)]),
  grows('data table page', 100, n => [dataTable(2, 2, { page_size: n })], { pointer: '/blocks/0/page_size' }),
  grows('card title', 150, n => [card({ title: mrkdwn(x(n)) })]),
  grows('card subtitle', 150, n => [card({ subtitle: mrkdwn(x(n)) })]),
  grows('card body', 200, n => [card({ body: mrkdwn(x(n)) })]),
  grows('carousel cards', 10, n => [{ type: 'carousel', elements: times(n, () => card({})) }]),
  grows('container children', 10, n => [container({ child_blocks: times(n, () => section()) })]),
  grows('container title', 150, n => [container({ title: plain(x(n)) })]),
  grows('context actions', 5, n => [{ type: 'context_actions', elements: times(n, icon) }]),
  grows('chart title', 50, n => [chart(3, { title: x(n) })], { pointer: '/blocks/0/title' }),
  grows('chart points', 20, n => [chart(n)]),
  // The builder appends one digit, so 19 and 20 letters make labels of 20 and 21.
  grows('chart label', 20, n => [chart(1, {}, x(n - 1))]),
  grows('chart series', 6, n => [
    chart(1, {
      chart: {
        type: 'bar',
        series: times(n, i => ({ name: `s${i}`, data: [{ label: 'c', value: 1 }] })),
        axis_config: { categories: ['c'] },
      },
    }),
  ]),
  grows('charts in a message', 2, n => times(n, () => chart(3)), { pointer: '/blocks/2' }),
]

export { actions, button, card, chart, dataTable, input, mrkdwn, option, plain, section, select, table, times, x }
