import { z } from 'zod'
import { actionId, confirm, mrkdwn, onePicture, picture, plainText, url } from './composition.ts'
import { LIMITS } from './limits.ts'
import { richText } from './rich-text.ts'

const style = z.enum(['primary', 'danger']).optional()
const placeholder = plainText(LIMITS.placeholder).optional()
const dispatch = z
  .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).optional() })
  .optional()
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const actionable = { action_id: actionId, confirm: confirm.optional() }
const focusable = { focus_on_load: z.boolean().optional() }

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  text: plainText(LIMITS.buttonText),
  value: z.string().max(LIMITS.buttonValue).optional(),
  url: url.optional(),
  style,
  accessibility_label: z.string().max(LIMITS.accessibilityLabel).optional(),
})

export const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  action_id: actionId,
  text: plainText(LIMITS.buttonText),
  workflow: z.looseObject({}),
  style,
  accessibility_label: z.string().max(LIMITS.accessibilityLabel).optional(),
})

export const image = z
  .strictObject({ type: z.literal('image'), ...picture, alt_text: z.string().min(1).max(LIMITS.imageAlt) })
  .refine(onePicture, { error: 'exactly one of image_url and slack_file is required' })

export const datePicker = z.strictObject({
  type: z.literal('datepicker'),
  ...actionable,
  ...focusable,
  initial_date: date.optional(),
  placeholder,
})
export const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionable,
  ...focusable,
  initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
})
export const timePicker = z.strictObject({
  type: z.literal('timepicker'),
  ...actionable,
  ...focusable,
  initial_time: time.optional(),
  placeholder,
  timezone: z.string().optional(),
})

export const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  ...focusable,
  initial_value: z.string().max(LIMITS.plainTextInput).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(LIMITS.plainTextInput).optional(),
  max_length: z.number().int().min(1).max(LIMITS.plainTextInput).optional(),
  dispatch_action_config: dispatch,
  placeholder,
})
const typedInput = (type: 'email_text_input' | 'url_text_input') =>
  z.strictObject({
    type: z.literal(type),
    action_id: actionId,
    ...focusable,
    initial_value: z.string().optional(),
    dispatch_action_config: dispatch,
    placeholder,
  })
export const emailInput = typedInput('email_text_input')
export const urlInput = typedInput('url_text_input')
export const numberInput = z.strictObject({
  type: z.literal('number_input'),
  action_id: actionId,
  ...focusable,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  dispatch_action_config: dispatch,
  placeholder,
})
export const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  action_id: actionId,
  ...focusable,
  initial_value: richText.optional(),
  dispatch_action_config: dispatch,
  placeholder,
  min_lines: z.number().int().min(1).max(100).optional(),
  max_lines: z.number().int().min(1).max(100).optional(),
})
export const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: actionId,
  filetypes: z.array(z.string()).optional(),
  max_files: z.number().int().min(1).max(10).optional(),
})

const feedbackButton = z.strictObject({
  text: plainText(LIMITS.buttonText),
  value: z.string().max(LIMITS.buttonValue),
  accessibility_label: z.string().max(LIMITS.accessibilityLabel).optional(),
})
export const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
})
export const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  ...actionable,
  icon: z.string().min(1),
  text: plainText(LIMITS.buttonText),
  value: z.string().max(LIMITS.buttonValue).optional(),
  accessibility_label: z.string().max(LIMITS.accessibilityLabel).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
})

/** An element of a context block. */
export const contextElement = z.discriminatedUnion('type', [plainText(LIMITS.text), mrkdwn(LIMITS.text), image])
