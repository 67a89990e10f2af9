import type { EventDesk } from './events.ts'
import { type Click, click } from './people/click.ts'
import { command } from './people/command.ts'
import { openDm, openHome } from './people/home.ts'
import { close, submit } from './people/modal.ts'
import type { Outcome, SaidOutcome, SubmitOutcome, SuggestOutcome } from './people/outcome.ts'
import { say } from './people/say.ts'
import { shortcut } from './people/shortcut.ts'
import { type Suggestion, suggest } from './people/suggest.ts'
import type { Typed } from './state-values.ts'
import type { World } from './world.ts'

/**
 * What people do; each resolves once the bot has acknowledged or the time is up. Rejects with `Refused` when Slack
 * would not have offered it (not a member, a stale button).
 */
export interface PersonActions {
  say(person: string, channel: string, text: string, threadTs?: string): Promise<SaidOutcome>
  command(person: string, channel: string, line: string, threadTs?: string): Promise<Outcome>
  click(person: string, used: Click): Promise<Outcome>
  /** Takes an entry of a message's menu. */
  shortcut(person: string, callbackId: string, channel: string, ts: string): Promise<Outcome>
  suggest(person: string, asked: Suggestion): Promise<SuggestOutcome>
  submit(person: string, viewId: string, values: Typed): Promise<SubmitOutcome>
  close(person: string, viewId: string): Promise<Outcome>
  openHome(person: string): Promise<Outcome>
  openDm(person: string): Promise<Outcome & { channel: string }>
}

export function personActions(world: World, events: EventDesk): PersonActions {
  return {
    say: (person, channel, text, threadTs) => say(world, events, person, channel, text, threadTs),
    command: (person, channel, line, threadTs) => command(world, person, channel, line, threadTs),
    click: (person, used) => click(world, person, used),
    shortcut: (person, callbackId, channel, ts) => shortcut(world, person, callbackId, channel, ts),
    suggest: (person, asked) => suggest(world, person, asked),
    submit: (person, viewId, values) => submit(world, person, viewId, values),
    close: (person, viewId) => close(world, person, viewId),
    openHome: person => openHome(world, events, person),
    openDm: person => openDm(world, events, person),
  }
}
