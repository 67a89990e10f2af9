import { z } from 'zod'
import { LIMITS } from './limits.ts'

/** Slack's composition objects: text, options, confirmation. Objects are strict, as Slack refuses unknown properties. */

export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() })

export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() })

export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])

export const blockId = z.string().min(1).max(LIMITS.blockId).optional()
export const actionId = z.string().min(1).max(LIMITS.actionId).optional()
export const url = z.string().min(1).max(LIMITS.url)

export const confirm = z.strictObject({
  title: plainText(LIMITS.confirmTitle).optional(),
  text: anyText(LIMITS.confirmText),
  confirm: plainText(LIMITS.confirmButton).optional(),
  deny: plainText(LIMITS.confirmButton).optional(),
  style: z.enum(['primary', 'danger']).optional(),
})

/** An option of a menu; its text is plain. */
export const menuOption = z.strictObject({
  text: plainText(LIMITS.optionText),
  value: z.string().max(LIMITS.optionValue),
  description: plainText(LIMITS.optionDescription).optional(),
})

/** Radio buttons and checkboxes may use mrkdwn. */
export const choiceOption = z.strictObject({
  text: anyText(LIMITS.optionText),
  value: z.string().max(LIMITS.optionValue),
  description: anyText(LIMITS.optionDescription).optional(),
})

export const overflowOption = z.strictObject({ ...menuOption.shape, url: url.optional() })

export const menuOptions = z.array(menuOption).min(1).max(LIMITS.selectOptions)
export const menuOptionGroups = z
  .array(z.strictObject({ label: plainText(LIMITS.groupLabel), options: menuOptions }))
  .min(1)
  .max(LIMITS.optionGroups)

/** What an app answers to type-ahead; unlike a menu it may be empty. */
export const suggestions = z.union([
  z.strictObject({ options: z.array(menuOption).max(LIMITS.selectOptions) }),
  z.strictObject({
    option_groups: z
      .array(z.strictObject({ label: plainText(LIMITS.groupLabel), options: z.array(menuOption).max(LIMITS.selectOptions) }))
      .max(LIMITS.optionGroups),
  }),
])

const slackFile = z.union([z.strictObject({ id: z.string().min(1) }), z.strictObject({ url })])
/** Where a picture comes from: exactly one of the two, checked by `onePicture`. */
export const picture = { image_url: url.optional(), slack_file: slackFile.optional() }
export const onePicture = (value: { image_url?: unknown; slack_file?: unknown }) =>
  (value.image_url === undefined) !== (value.slack_file === undefined)
