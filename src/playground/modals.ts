import { LIMITS } from './blocks/limits.ts'
import { refuseView } from './blocks/view.ts'
import type { Json, View } from './model.ts'
import { withIds } from './posting.ts'
import { stateValues } from './state-values.ts'
import type { UiView } from './ui-contract.ts'
import { ApiError } from './web-api/error.ts'
import type { World } from './world.ts'

const blocksOf = (body: Json): Json[] => (Array.isArray(body.blocks) ? (body.blocks as Json[]) : [])

/** The view object as Slack puts it into payloads and answers. */
export function viewPayload(world: World, view: View): Json {
  const body = view.body
  return {
    id: view.id,
    team_id: world.team.id,
    app_id: world.bot.appId,
    app_installed_team_id: world.team.id,
    bot_id: world.bot.botId,
    type: body.type,
    title: body.title ?? null,
    submit: body.submit ?? null,
    close: body.close ?? null,
    blocks: body.blocks,
    private_metadata: body.private_metadata ?? '',
    callback_id: body.callback_id ?? '',
    external_id: body.external_id ?? '',
    clear_on_close: body.clear_on_close ?? false,
    notify_on_close: body.notify_on_close ?? false,
    state: { values: view.values },
    hash: view.hash,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
  }
}

/** The top of a person's stack as the page shows it. */
export function topOf(world: World, person: string): UiView | null {
  const stack = world.stacks.get(person) ?? []
  const view = stack.at(-1)
  if (!view) return null
  return { id: view.id, hash: view.hash, depth: stack.length, view: viewPayload(world, view), errors: view.errors }
}

/** Shows the person what is on top now. */
export function showTop(world: World, person: string): void {
  world.announce([person], { type: 'view', view: topOf(world, person) })
}

const newHash = (world: World) => `${Math.floor(world.now() / 1000)}.${world.ids.token(8)}`

/** Checks a view and gives it ids; throws Slack's refusal. */
export function newView(world: World, person: string, body: unknown, surface: 'modal' | 'home', below: View | null): View {
  const refusal = refuseView(body, surface)
  if (refusal) throw new ApiError(refusal.error, refusal.messages)
  const checked = body as Json
  const id = world.ids.next('V')
  const withBlockIds = { ...checked, blocks: withIds(world, blocksOf(checked)) }
  return {
    id,
    hash: newHash(world),
    person,
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
    body: withBlockIds,
    values: stateValues(withBlockIds.blocks, {}),
    errors: {},
  }
}

/** An external_id names one view of the workspace. */
function refuseTakenName(world: World, body: Json, except?: View): void {
  if (typeof body.external_id !== 'string' || body.external_id === '') return
  const taken = [...world.stacks.values()].flat().some(view => view !== except && view.body.external_id === body.external_id)
  if (taken) throw new ApiError('duplicate_external_id')
}

/** Opens the first modal of a person, in place of any other. */
export function openModal(world: World, person: string, body: unknown): View {
  const view = newView(world, person, body, 'modal', null)
  refuseTakenName(world, view.body)
  world.stacks.set(person, [view])
  showTop(world, person)
  return view
}

/** Puts a modal on top of the open ones; at most three. */
export function pushModal(world: World, person: string, body: unknown): View {
  const stack = world.stacks.get(person) ?? []
  const below = stack.at(-1)
  if (!below) throw new ApiError('not_found')
  if (stack.length >= LIMITS.modalStack) throw new ApiError('push_limit_reached')
  const view = newView(world, person, body, 'modal', below)
  refuseTakenName(world, view.body)
  stack.push(view)
  showTop(world, person)
  return view
}

/** Replaces what a view shows; inputs with the same block_id and action_id keep what was typed. */
export function updateModal(world: World, view: View, body: unknown, hash?: string): View {
  if (hash !== undefined && hash !== view.hash) throw new ApiError('hash_conflict')
  const fresh = newView(world, view.person, body, 'modal', null)
  refuseTakenName(world, fresh.body, view)
  view.body = fresh.body
  view.values = stateValues(fresh.body.blocks, {}, view.values)
  view.hash = fresh.hash
  view.errors = {}
  showTop(world, view.person)
  return view
}

/** An open modal by id or external_id. */
export function findModal(world: World, match: (view: View) => boolean): View | undefined {
  return [...world.stacks.values()].flat().find(match)
}

/** Publishes a person's Home tab; with `hash`, only over the version it names. */
export function publishHome(world: World, person: string, body: unknown, hash?: string): View {
  const before = world.homes.get(person)
  if (hash !== undefined && hash !== before?.hash) throw new ApiError('hash_conflict')
  const view = newView(world, person, body, 'home', null)
  if (before) Object.assign(view, { id: before.id, rootId: before.id })
  world.homes.set(person, view)
  world.announce([person], { type: 'home', home: viewPayload(world, view) })
  return view
}
