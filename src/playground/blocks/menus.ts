import { z } from 'zod'
import {
  actionId,
  choiceOption,
  confirm,
  menuOption,
  menuOptionGroups,
  menuOptions,
  overflowOption,
  plainText,
} from './composition.ts'
import { LIMITS } from './limits.ts'

const base = {
  action_id: actionId,
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
}
const menu = { ...base, placeholder: plainText(LIMITS.placeholder).optional() }
const many = { ...menu, max_selected_items: z.number().int().min(1).optional() }

const oneList = (value: { options?: unknown; option_groups?: unknown }) =>
  (value.options === undefined) !== (value.option_groups === undefined)
const oneListError = { error: 'exactly one of options and option_groups is required' }
const lists = { options: menuOptions.optional(), option_groups: menuOptionGroups.optional() }

const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional()

export const menus = [
  z
    .strictObject({ type: z.literal('static_select'), ...menu, ...lists, initial_option: menuOption.optional() })
    .refine(oneList, oneListError),
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...many,
      ...lists,
      initial_options: z.array(menuOption).min(1).optional(),
    })
    .refine(oneList, oneListError),
  z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    initial_option: menuOption.optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...many,
    initial_options: z.array(menuOption).min(1).optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: z.string().optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...many, initial_users: z.array(z.string()).optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter,
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...many,
    initial_conversations: z.array(z.string()).optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter,
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...many, initial_channels: z.array(z.string()).optional() }),
] as const

export const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...base,
  options: z.array(choiceOption).min(1).max(LIMITS.radioOptions),
  initial_option: choiceOption.optional(),
})
export const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...base,
  options: z.array(choiceOption).min(1).max(LIMITS.checkboxOptions),
  initial_options: z.array(choiceOption).min(1).optional(),
})
export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  confirm: confirm.optional(),
  options: z.array(overflowOption).min(1).max(LIMITS.overflowOptions),
})
