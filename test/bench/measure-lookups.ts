import { MARCUS } from '../../src/playground/workspace.ts'
import { type Lookup, type LookupKind, lookup, lookupKinds, mixShares } from './lookups.ts'
import { type Chance, chance } from './random.ts'
import { customerCommand, type Line, suggestion } from './requests.ts'
import type { BenchCustomer } from './shop.ts'
import { type Latency, latencyOf } from './statistics.ts'

export interface Beside {
  bot: Latency
  echo: Latency
}

export interface LookupFigures {
  kinds: Record<LookupKind, Beside>
  mix: Beside
  suggestions: Beside
}

export interface LookupPlan {
  bot: Line
  echo: Line
  customers: readonly BenchCustomer[]
  /** Requests of each kind, of the mix and of type-ahead; as many go to the echo. */
  requests: number
}

const askSeed = 7

/** Every request to the bot is followed by the same to the echo, so that what the machine does meanwhile hits both. */
export async function measureLookups({ bot, echo, customers, requests }: LookupPlan): Promise<LookupFigures> {
  const random = chance(askSeed)
  const ask = (kind: LookupKind) => besideEcho(bot, echo, lookup(kind, customers, random))
  const warmUp = Math.max(5, Math.round(requests / 10))
  for (let i = 0; i < warmUp; i++) for (const kind of lookupKinds) await ask(kind)

  const kinds = Object.fromEntries(lookupKinds.map(kind => [kind, times()])) as Record<LookupKind, Times>
  for (let i = 0; i < requests; i++) for (const kind of lookupKinds) add(kinds[kind], await ask(kind))
  const mix = times()
  for (let i = 0; i < requests; i++) add(mix, await ask(mixedKind(random)))
  const suggestions = times()
  for (let i = 0; i < requests; i++) add(suggestions, await typeAhead(bot, echo, customers, random))
  return {
    kinds: Object.fromEntries(lookupKinds.map(kind => [kind, besides(kinds[kind])])) as Record<LookupKind, Beside>,
    mix: besides(mix),
    suggestions: besides(suggestions),
  }
}

interface Times {
  bot: number[]
  echo: number[]
}

const times = (): Times => ({ bot: [], echo: [] })
const besides = ({ bot, echo }: Times): Beside => ({ bot: latencyOf(bot), echo: latencyOf(echo) })

function add(to: Times, one: { bot: number; echo: number }): void {
  to.bot.push(one.bot)
  to.echo.push(one.echo)
}

async function besideEcho(bot: Line, echo: Line, what: Lookup): Promise<{ bot: number; echo: number }> {
  const form = customerCommand(MARCUS, what.text)
  const answer = await bot.ask(form)
  check(what, answer.status, answer.body)
  return { bot: answer.ms, echo: (await echo.ask(form)).ms }
}

/** A wrong answer has no speed. */
function check({ kind, text, expect }: Lookup, status: number, body: string): void {
  const found = status === 200 ? shown(body) : `status ${status}`
  if (expect.split(' or ').includes(found)) return
  throw new Error(`/customer ${text} (${kind}) should answer with ${expect}, not ${found}: ${body.slice(0, 500)}`)
}

function shown(body: string): string {
  const { text = '', blocks = [] } = JSON.parse(body) as { text?: string; blocks?: { type: string }[] }
  if (text.startsWith('I found no customer')) return 'nobody'
  if (blocks[0]?.type === 'header') return 'card'
  return blocks.some(block => block.type === 'section') ? 'list' : `“${text}”`
}

function mixedKind(random: Chance): LookupKind {
  let left = random.whole(100)
  for (const kind of lookupKinds) {
    left -= mixShares[kind]
    if (left < 0) return kind
  }
  return 'prefix'
}

/** What the field asks after the third to sixth letter of a name. */
async function typeAhead(
  bot: Line,
  echo: Line,
  customers: readonly BenchCustomer[],
  random: Chance,
): Promise<{ bot: number; echo: number }> {
  const { own, team } = random.pick(customers)
  const typed = own.slice(0, team === 1 ? 3 + random.whole(4) : 2 + random.whole(3))
  const answer = await bot.ask(suggestion(MARCUS, typed))
  const { options = [] } = JSON.parse(answer.body) as { options?: unknown[] }
  if (options.length === 0) throw new Error(`type-ahead of ${typed} should offer somebody: ${answer.body.slice(0, 300)}`)
  return { bot: answer.ms, echo: (await echo.ask(customerCommand(MARCUS, typed))).ms }
}
