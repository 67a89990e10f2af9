import { z } from 'zod'
import { anyText, blockId, mrkdwn, plainText, url } from './composition.ts'
import { dataTable, dataVisualization, table } from './data.ts'
import { button, feedbackButtons, iconButton, image } from './elements.ts'
import * as layout from './layout.ts'
import { LIMITS } from './limits.ts'
import { richText } from './rich-text.ts'

/** Blocks that hold other blocks, and those for one surface only. */
export const alert = z.strictObject({
  type: z.literal('alert'),
  block_id: blockId,
  text: anyText(LIMITS.alertText),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
})

export const card = z
  .strictObject({
    type: z.literal('card'),
    block_id: blockId,
    hero_image: image.optional(),
    icon: image.optional(),
    title: mrkdwn(LIMITS.cardTitle).optional(),
    subtitle: mrkdwn(LIMITS.cardSubtitle).optional(),
    body: mrkdwn(LIMITS.cardBody).optional(),
    actions: z.array(button).min(1).optional(),
  })
  .refine(block => Boolean(block.hero_image ?? block.title ?? block.actions ?? block.body), {
    error: 'one of hero_image, title, actions, body is required',
  })
export const carousel = z.strictObject({
  type: z.literal('carousel'),
  block_id: blockId,
  elements: z.array(card).min(1).max(LIMITS.carouselCards),
})

const child = z.discriminatedUnion('type', [
  layout.actions,
  layout.context,
  layout.divider,
  layout.file,
  layout.header,
  layout.imageBlock,
  layout.input,
  layout.section,
  layout.video,
  richText,
  table,
])
export const container = z
  .strictObject({
    type: z.literal('container'),
    block_id: blockId,
    title: plainText(LIMITS.containerTitle).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(LIMITS.containerTitle).optional(),
    child_blocks: z.array(child).min(1).max(LIMITS.containerChildren),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: image.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(block => Boolean(block.title ?? block.rich_text_title), { error: 'missing required field: title' })
  .refine(block => !block.default_collapsed || block.is_collapsible === true, {
    error: 'default_collapsed requires is_collapsible',
  })

const source = z.strictObject({ type: z.literal('url'), url, text: z.string() })
export const taskCard = z.strictObject({
  type: z.literal('task_card'),
  block_id: blockId,
  task_id: z.string().min(1),
  title: z.string().min(1),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(source).optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
})
export const plan = z.strictObject({
  type: z.literal('plan'),
  block_id: blockId,
  title: z.string().min(1),
  tasks: z.array(taskCard).optional(),
})
export const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  block_id: blockId,
  elements: z
    .array(z.discriminatedUnion('type', [feedbackButtons, iconButton]))
    .min(1)
    .max(LIMITS.contextActions),
})

const everywhere = [
  layout.actions,
  layout.context,
  layout.divider,
  layout.header,
  layout.imageBlock,
  layout.input,
  layout.section,
  layout.video,
  richText,
  card,
] as const

/** The blocks each surface takes. */
export const SURFACES = {
  message: z.discriminatedUnion('type', [
    ...everywhere,
    layout.markdown,
    layout.file,
    table,
    dataTable,
    dataVisualization,
    carousel,
    container,
    taskCard,
    plan,
    contextActions,
  ]),
  modal: z.discriminatedUnion('type', [...everywhere, alert]),
  home: z.discriminatedUnion('type', [...everywhere, carousel]),
} as const
