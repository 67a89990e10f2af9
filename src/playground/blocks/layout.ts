import { z } from 'zod'
import { anyText, blockId, onePicture, picture, plainText, url } from './composition.ts'
import {
  button,
  contextElement,
  datePicker,
  dateTimePicker,
  emailInput,
  fileInput,
  image,
  numberInput,
  plainTextInput,
  richTextInput,
  timePicker,
  urlInput,
  workflowButton,
} from './elements.ts'
import { LIMITS } from './limits.ts'
import { checkboxes, menus, overflow, radioButtons } from './menus.ts'

const choices = [...menus, checkboxes, radioButtons, datePicker, timePicker] as const
const accessory = z.discriminatedUnion('type', [button, workflowButton, image, overflow, ...choices])
const actionElement = z.discriminatedUnion('type', [button, workflowButton, overflow, dateTimePicker, richTextInput, ...choices])
const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  emailInput,
  urlInput,
  numberInput,
  richTextInput,
  fileInput,
  dateTimePicker,
  ...choices,
])

export const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(LIMITS.sectionText).optional(),
    fields: z.array(anyText(LIMITS.fieldText)).min(1).max(LIMITS.sectionFields).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(block => block.text !== undefined || block.fields !== undefined, { error: 'missing required field: text' })

export const header = z.strictObject({
  type: z.literal('header'),
  block_id: blockId,
  text: plainText(LIMITS.headerText),
  level: z.number().int().min(1).max(4).optional(),
})
export const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId })
export const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z.array(contextElement).min(1).max(LIMITS.contextElements),
})
export const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z.array(actionElement).min(1).max(LIMITS.actionsElements),
})
export const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(LIMITS.inputLabel),
  hint: plainText(LIMITS.inputHint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
})
export const imageBlock = z
  .strictObject({
    type: z.literal('image'),
    block_id: blockId,
    ...picture,
    alt_text: z.string().min(1).max(LIMITS.imageAlt),
    title: plainText(LIMITS.imageTitle).optional(),
  })
  .refine(onePicture, { error: 'exactly one of image_url and slack_file is required' })
export const video = z.strictObject({
  type: z.literal('video'),
  block_id: blockId,
  video_url: url,
  thumbnail_url: url,
  alt_text: z.string().min(1).max(LIMITS.imageAlt),
  title: plainText(LIMITS.videoTitle - 1),
  title_url: url.optional(),
  author_name: z
    .string()
    .max(LIMITS.videoAuthor - 1)
    .optional(),
  provider_name: z.string().optional(),
  provider_icon_url: url.optional(),
  description: plainText(LIMITS.videoTitle - 1).optional(),
})
export const markdown = z.strictObject({
  type: z.literal('markdown'),
  block_id: blockId,
  text: z.string().min(1).max(LIMITS.markdownText),
})
export const file = z.strictObject({
  type: z.literal('file'),
  block_id: blockId,
  source: z.literal('remote'),
  external_id: z.string().min(1),
})
