import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** The house in the order of DESIGN: a room imports only rooms before it. */
const order = [
  'config',
  'database',
  'chat',
  'delivery',
  'charts',
  'command-line',
  'people',
  'customers',
  'tasks',
  'interactions',
  'orders',
  'service',
  'segments',
  'surveys',
  'loyalty',
  'experiments',
  'risk',
  'care',
  'retention',
  'digest',
  'operations',
  'imports',
  'api',
  'webhooks',
  'privacy',
  'platforms',
  'playground',
  'http',
] // prettier: one line a group reads better than one a room
const machinery = new Set(['delivery', 'operations', 'platforms', 'playground', 'http', 'api', 'webhooks'])
/** Only these wire rooms together. */
const wiring = new Set([
  'main.ts',
  'connect.ts',
  'cli.ts',
  'features.ts',
  'terminal-commands.ts',
  'wecom-options.ts',
  'lifecycle.ts',
])
/** Pure files: rules without I/O, clock or environment. */
const pure = [
  'src/chat/dates',
  'src/chat/access.ts',
  'src/chat/message.ts',
  'src/chat/verbs.ts',
  'src/charts',
  'src/risk/rules',
  'src/risk/charts',
  'src/risk/model',
  'src/surveys/lost/chart.ts',
  'src/surveys/lost/compare.ts',
  'src/surveys/lost/fisher.ts',
  'src/surveys/lost/holm.ts',
  'src/surveys/lost/lift.ts',
  'src/surveys/lost/period.ts',
  'src/surveys/lost/reasons.ts',
  'src/delivery/due.ts',
  'src/interactions/parse.ts',
  'src/orders/next/purchases.ts',
  'src/orders/next/followed.ts',
  'src/orders/next/purchase-cycle.ts',
  'src/orders/next/history.ts',
  'src/orders/next/calibrate.ts',
  'src/orders/next/shop.ts',
  'src/orders/next/shop-pace.ts',
  'src/orders/next/buy-again.ts',
  'src/orders/next/related.ts',
  'src/customers/search-text.ts',
  'src/customers/filter/tokens.ts',
  'src/customers/filter/vocabulary.ts',
  'src/customers/filter/grammar.ts',
  'src/customers/filter/values.ts',
  'src/customers/filter/print.ts',
]
/** Draws with what it reads from files; all else there only writes SVG. */
const impureAmongThem = ['src/charts/png.ts']

const root = fileURLToPath(new URL('..', import.meta.url))
const src = join(root, 'src')

interface SourceFile {
  path: string
  room: string
  imports: { specifier: string; room: string | null; typeOnly: boolean }[]
  text: string
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.tsx?$/.test(name) && !name.includes('generated') && !name.startsWith('playground/page'))
  .map(readSource)

function readSource(name: string): SourceFile {
  const path = join(src, name)
  const text = readFileSync(path, 'utf8')
  const found = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|import\('([^']+)'\)/gm,
  )
  const imports = [...found].map(match => {
    const specifier = match[2] ?? match[3] ?? match[4] ?? ''
    return {
      specifier,
      room: specifier.startsWith('.') ? roomOf(relative(src, resolve(dirname(path), specifier))) : null,
      typeOnly: Boolean(match[1]),
    }
  })
  return { path: relative(root, path), room: roomOf(name), imports, text }
}

function roomOf(name: string): string {
  return name.includes('/') ? (name.split('/')[0] ?? '') : name
}

const offences = (judge: (file: SourceFile, room: string) => boolean): string[] =>
  files.flatMap(file =>
    file.imports.flatMap(({ room, specifier }) =>
      room !== null && room !== file.room && judge(file, room) ? [`${file.path} imports ${specifier}`] : [],
    ),
  )

describe('the house', () => {
  it('reads the whole tree: a boundary that looks at nothing holds nothing', () => {
    expect(files.length).toBeGreaterThan(150)
    expect(files.flatMap(file => file.imports).length).toBeGreaterThan(600)
    expect(new Set(files.map(file => file.room)).size).toBeGreaterThanOrEqual(16)
  })

  it('knows every room', () => {
    const unknown = [...new Set(files.map(file => file.room))].filter(room => !order.includes(room) && !wiring.has(room))
    expect(unknown).toEqual([])
  })

  it('lets rooms import only rooms before them', () => {
    const upward = offences((file, room) => order.includes(file.room) && order.indexOf(room) > order.indexOf(file.room))
    // The port's types speak of a transaction and of the log; nothing else of the ground floor knows what stands on it.
    expect(upward.filter(line => !/^src\/(database|config)\//.test(line) || !line.includes('chat/errors.ts'))).toEqual([])
  })

  it('keeps features away from machinery: they speak to the port', () => {
    const features = order.filter(room => order.indexOf(room) > order.indexOf('delivery') && !machinery.has(room))
    expect(offences((file, room) => features.includes(file.room) && machinery.has(room))).toEqual([])
  })

  it('lets platforms know the port, the log and how charts are drawn, and nothing of the features', () => {
    expect(offences((file, room) => file.room === 'platforms' && !['chat', 'config', 'charts'].includes(room))).toEqual([])
  })

  it('lets nobody but main import a platform, the playground or the server', () => {
    expect(
      offences(
        (file, room) =>
          ['platforms', 'playground', 'http'].includes(room) && !['main.ts', 'cli.ts', 'wecom-options.ts'].includes(file.room),
      ),
    ).toEqual([])
  })

  it('lets nobody but main and the settings mention the playground', () => {
    const mentions = files.filter(
      file => /playground/i.test(file.text) && !['playground', 'main.ts', 'config'].includes(file.room),
    )
    expect(mentions.map(file => file.path)).toEqual([])
  })

  it('keeps pure files free of I/O, clock, environment and chance', () => {
    const chosen = files.filter(file => pure.some(path => file.path.startsWith(path)) && !impureAmongThem.includes(file.path))
    expect(chosen.length).toBeGreaterThanOrEqual(pure.length)
    const impure = chosen.filter(file => /from 'node:|Date\.now\(|new Date\(\)|process\.|Math\.random/.test(file.text))
    expect(impure.map(file => file.path)).toEqual([])
  })

  it('leaves platform markup to the platforms and their emulators', () => {
    const markup = files.filter(
      file => /\bmrkdwn\b|block_id|<@\$\{/.test(file.text) && !['platforms', 'playground'].includes(file.room),
    )
    expect(markup.map(file => file.path)).toEqual([])
  })
})
