import { z } from 'zod'
import type {
  UiAppChange,
  UiClick,
  UiClose,
  UiFaultRequest,
  UiOpenDm,
  UiOpenHome,
  UiSay,
  UiSlash,
  UiSubmit,
  UiSuggest,
  UiUseShortcut,
} from '../ui-contract.ts'

/** The bodies of POST /playground/ui/*, as in ui-contract.ts. */
const id = z.string().min(1).max(255)
const values = z.record(z.string().max(255), z.record(z.string().max(255), z.unknown())).default({})
const where = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), channel: id, ts: id }),
  z.strictObject({ kind: z.literal('view'), id }),
  z.strictObject({ kind: z.literal('home') }),
])
const line = z.string().max(40_000)

export const bodies = {
  say: z.strictObject({ as: id, channel: id, text: line, threadTs: z.exactOptional(id) }),
  shortcut: z.strictObject({ as: id, callbackId: id, channel: id, ts: id }),
  command: z.strictObject({ as: id, channel: id, text: line }),
  click: z.strictObject({ as: id, where, blockId: id, actionId: id, action: z.record(z.string(), z.unknown()), values }),
  suggest: z.strictObject({ as: id, where, blockId: id, actionId: id, query: z.string().max(1_000) }),
  submit: z.strictObject({ as: id, viewId: id, values }),
  close: z.strictObject({ as: id, viewId: id }),
  'open-home': z.strictObject({ as: id }),
  'open-dm': z.strictObject({ as: id }),
  fault: z.strictObject({
    method: z.string().min(1).max(80),
    kind: z.enum(['ratelimited', 'error-before', 'error-after', 'hang']),
    remaining: z.number().int().min(0).max(1_000_000),
  }),
  app: z.strictObject({
    as: id,
    requestUrl: z.string().trim().max(2_000).nullable().optional(),
    socketMode: z.boolean().optional(),
  }),
} satisfies Bodies

/** Each body is what the contract with the page says. */
interface Bodies {
  say: z.ZodType<UiSay>
  shortcut: z.ZodType<UiUseShortcut>
  command: z.ZodType<UiSlash>
  click: z.ZodType<UiClick>
  suggest: z.ZodType<UiSuggest>
  submit: z.ZodType<UiSubmit>
  close: z.ZodType<UiClose>
  'open-home': z.ZodType<UiOpenHome>
  'open-dm': z.ZodType<UiOpenDm>
  fault: z.ZodType<UiFaultRequest>
  app: z.ZodType<UiAppChange>
}

export type Action = keyof typeof bodies
