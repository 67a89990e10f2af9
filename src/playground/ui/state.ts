import { topOf, viewPayload } from '../modals.ts'
import type { Person } from '../model.ts'
import { channelsOf, uiMessage } from '../posting.ts'
import type { UiState } from '../ui-contract.ts'
import { isExternal, type World } from '../world.ts'

/** Messages shown of each channel when the page opens. */
const SHOWN = 200

/** The workspace as this person may see it. */
export function stateFor(world: World, person: Person): UiState {
  const channels = channelsOf(world, person.id)
  const messages = channels.flatMap(channel =>
    (world.messages.get(channel.id) ?? [])
      .filter(message => message.ephemeralTo === undefined || message.ephemeralTo === person.id)
      .slice(-SHOWN)
      .map(uiMessage),
  )
  const home = world.homes.get(person.id)
  return {
    workspace: world.team.name,
    me: person.id,
    bot: { id: world.bot.userId, name: world.bot.name },
    people: [...world.people.values()].map(each => ({
      id: each.id,
      name: each.name,
      about: each.about,
      zone: each.zone,
      locale: each.locale,
      external: isExternal(world, each),
    })),
    channels,
    messages,
    view: topOf(world, person.id),
    home: home ? viewPayload(world, home) : null,
    commands: isExternal(world, person) ? [] : world.commands,
    shortcuts: isExternal(world, person) ? [] : world.shortcuts,
    hasWecom: world.hasWecom,
    faults: world.faults.list(),
    app: world.app.show(),
  }
}
