import { z } from 'zod'
import { refuseView } from '../blocks/view.ts'
import { findModal, openModal, publishHome, pushModal, updateModal, viewPayload } from '../modals.ts'
import { isExternal, personOf, type World } from '../world.ts'
import { jsonArgument, readArguments, text } from './arguments.ts'
import { ApiError } from './error.ts'
import type { Methods } from './method.ts'

const openArgs = z.object({ trigger_id: text.optional(), interactivity_pointer: text.optional(), view: z.unknown().optional() })
const updateArgs = z.object({
  view_id: text.optional(),
  external_id: text.optional(),
  hash: text.optional(),
  view: z.unknown().optional(),
})
const publishArgs = z.object({ user_id: text, hash: text.optional(), view: z.unknown().optional() })

/** The view argument, checked before a trigger is spent on it. */
function viewArgument(given: unknown, surface: 'modal' | 'home'): unknown {
  const view = jsonArgument(given, 'invalid_arguments')
  if (view === undefined) throw new ApiError('invalid_arguments', ['[ERROR] missing required field: view [json-pointer:/]'])
  const refusal = refuseView(view, surface)
  if (refusal) throw new ApiError(refusal.error, refusal.messages)
  return view
}

function redeem(world: World, id: string | undefined) {
  if (id === undefined) throw new ApiError('invalid_arguments', ['[ERROR] missing required field: trigger_id [json-pointer:/]'])
  return world.triggers.redeem(id)
}

export const views: Methods = {
  'views.open'(world, given) {
    const args = readArguments(openArgs, given)
    const view = viewArgument(args.view, 'modal')
    const { person } = redeem(world, args.trigger_id ?? args.interactivity_pointer)
    return { view: viewPayload(world, openModal(world, person, view)) }
  },
  'views.push'(world, given) {
    const args = readArguments(openArgs, given)
    const view = viewArgument(args.view, 'modal')
    const { person } = redeem(world, args.trigger_id ?? args.interactivity_pointer)
    return { view: viewPayload(world, pushModal(world, person, view)) }
  },
  'views.update'(world, given) {
    const args = readArguments(updateArgs, given)
    const view = viewArgument(args.view, 'modal')
    const open = findModal(world, each =>
      args.view_id === undefined
        ? args.external_id !== undefined && each.body.external_id === args.external_id
        : each.id === args.view_id,
    )
    if (!open) throw new ApiError('not_found')
    return { view: viewPayload(world, updateModal(world, open, view, args.hash)) }
  },
  'views.publish'(world, given) {
    const args = readArguments(publishArgs, given)
    const view = viewArgument(args.view, 'home')
    const person = personOf(world, args.user_id)
    if (isExternal(world, person)) throw new ApiError('user_not_found')
    return { view: viewPayload(world, publishHome(world, person.id, view, args.hash)) }
  },
}
