import type { z } from 'zod'
import { Refused } from '../notices.ts'
import { actor, type Outcome } from '../people/outcome.ts'
import type { PersonActions } from '../person-actions.ts'
import type { UiReply } from '../ui-contract.ts'
import type { World } from '../world.ts'
import { type Action, bodies } from './bodies.ts'

type Body<A extends Action> = z.infer<(typeof bodies)[A]>

function reply(outcome: Outcome): UiReply {
  return outcome.notice === null ? { ok: true } : { ok: false, error: outcome.notice, noticed: true }
}

type Doers = { [A in Action]: (body: Body<A>) => Promise<UiReply> }

/** What each POST under /playground/ui/ does. */
function doers(world: World, actions: PersonActions): Doers {
  return {
    say: async body => reply(await actions.say(body.as, body.channel, body.text, body.threadTs)),
    shortcut: async body => reply(await actions.shortcut(body.as, body.callbackId, body.channel, body.ts)),
    command: async body => reply(await actions.command(body.as, body.channel, body.text)),
    click: async ({ as, action, ...rest }) => reply(await actions.click(as, { ...rest, chosen: action })),
    async suggest({ as, ...rest }) {
      const outcome = await actions.suggest(as, rest)
      return { ...reply(outcome), options: outcome.options }
    },
    submit: async body => reply(await actions.submit(body.as, body.viewId, body.values)),
    close: async body => reply(await actions.close(body.as, body.viewId)),
    'open-home': async body => reply(await actions.openHome(body.as)),
    async 'open-dm'(body) {
      const { channel } = await actions.openDm(body.as)
      return { ok: true, channel }
    },
    async app({ as, requestUrl, socketMode }) {
      if (requestUrl !== undefined) await world.app.setRequestUrl(actor(world, as), requestUrl)
      if (socketMode !== undefined) world.app.setSocketMode(socketMode)
      return { ok: true }
    },
    async fault(body) {
      world.faults.set(body)
      return { ok: true }
    },
  }
}

export type Perform = (action: string, body: unknown) => Promise<{ status: number; reply: UiReply }>

/** Runs one action of the page: checks its body, then its person, then does it. */
export function createPerform(world: World, actions: PersonActions): Perform {
  const all = doers(world, actions)
  const perform = async <A extends Action>(action: A, given: unknown): Promise<{ status: number; reply: UiReply }> => {
    const parsed = bodies[action].safeParse(given)
    if (!parsed.success) return { status: 400, reply: { ok: false, error: parsed.error.message } }
    const body = parsed.data as Body<A>
    if ('as' in body && !world.people.has(body.as))
      return { status: 400, reply: { ok: false, error: 'There is no such person.' } }
    try {
      return { status: 200, reply: await all[action](body) }
    } catch (error) {
      if (error instanceof Refused) return { status: 200, reply: { ok: false, error: error.message } }
      throw error
    }
  }
  return async (action, given) =>
    Object.hasOwn(bodies, action)
      ? perform(action as Action, given)
      : { status: 404, reply: { ok: false, error: 'There is no such action.' } }
}
