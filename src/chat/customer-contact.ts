import type { Prisma } from '../database/generated/client.ts'
import type { AccessAction } from './access.ts'
import type { Context } from './context.ts'
import type { Reply } from './platform.ts'
import type { Worded } from './wording.ts'

/** Something people of a customer may say to the bot in a direct message. They know no commands. */
export interface CustomerText<Value = unknown> {
  name: string
  needs: AccessAction
  /** Null: it is something else. */
  read(text: string): Value | null
  run(context: Context, value: Value): Promise<Reply>
}

export const customerText = <Value>(entry: CustomerText<Value>): CustomerText => entry as unknown as CustomerText

/** A reason not to write to a customer unasked, whatever about: part of the one contact policy. */
export interface ContactBlock {
  name: string
  /** What keeps us: "has an urgent ticket open". */
  why: Worded
  /** SQL condition on the alias `c` of "Customer": true for whom it holds now. */
  where(now: Date): Prisma.Sql
}
