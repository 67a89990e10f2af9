import { comparable } from '../../src/customers/custom/field.ts'
import { type Effects, effectsShape } from '../../src/segments/own/effects.ts'
import type { Bot } from '../harness/bot.ts'

export interface GivenSegment {
  name: string
  filter: string
  teamId?: number
  onEnter?: Partial<Effects>
  onExit?: Partial<Effects>
}

/** A segment as a manager would have saved it, without anybody in it yet; returns its id. */
export async function givenSegment(
  bot: Bot,
  { name, filter, teamId = 1, onEnter = {}, onExit = {} }: GivenSegment,
): Promise<number> {
  const effects = { onEnter: effectsShape.parse(onEnter), onExit: effectsShape.parse(onExit) }
  const data = { teamId, name, nameKey: comparable(name), filter, ...effects, createdAt: bot.now }
  return (await bot.store.db.segment.create({ data, select: { id: true } })).id
}
