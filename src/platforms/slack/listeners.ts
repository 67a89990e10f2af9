import type { App } from '@slack/bolt'
import type { Command } from '../../chat/feature.ts'
import { actionAck, commandAck, optionsAck, shortcutAck, submissionAck } from './acks.ts'
import type { Intake } from './intake.ts'
import type { Locales } from './locales.ts'
import { actionTaken } from './receive/action.ts'
import { commandSaid } from './receive/command.ts'
import type { Door } from './receive/door.ts'
import { homeOpened } from './receive/home.ts'
import { shortcutUsed } from './receive/shortcut.ts'
import { formSubmitted, submittedView } from './receive/submission.ts'
import { suggestionAsked } from './receive/suggestion.ts'
import { textSaid } from './receive/text.ts'
import { personChanged, personEvents, placeChanged, placeEvents } from './receive/workspace.ts'
import type { Rounds } from './rounds.ts'

/** Events the code listens to, by Slack's names in the manifest. */
export const subscribedEvents: readonly string[] = [
  'app_mention',
  'message.im',
  'app_home_opened',
  ...Object.keys(placeEvents),
  ...personEvents,
]

interface ListenerParts {
  commands: readonly Command[]
  door: Door
  intake: Intake
  locales: Locales
  rounds: Rounds
}

/** Registers everything people and the workspace do. */
export function listen(app: App, { commands, door, intake, locales, rounds }: ListenerParts): void {
  const anything = /.*/s
  for (const name of commands.flatMap(command => [command.name, ...command.aliases])) {
    app.command(`/${name}`, ({ body, ack }) => intake.take(commandSaid(door, body), commandAck(ack, body.user_id, locales)))
  }
  app.action(anything, ({ body, ack }) => intake.take(actionTaken(door, body), actionAck(ack, body.user.id, locales)))
  app.shortcut({ type: 'message_action', callback_id: anything }, ({ body, ack }) =>
    intake.take(shortcutUsed(door, body), shortcutAck(ack)),
  )
  app.view({ callback_id: anything, type: 'view_submission' }, ({ body, ack }) =>
    intake.take(formSubmitted(door, body, rounds.of), submissionAck(ack, submittedView(body), rounds)),
  )
  app.options(anything, ({ body, ack }) => intake.take(suggestionAsked(door, body), optionsAck(ack)))

  app.event('app_mention', async ({ body }) => intake.takeEvent(await textSaid(door, body)))
  app.event('message', async ({ body }) => intake.takeEvent(await textSaid(door, body)))
  app.event('app_home_opened', async ({ body }) => intake.takeEvent(await homeOpened(door, body)))
  for (const name of Object.keys(placeEvents))
    app.event(name, async ({ body }) => intake.takeEvent(await placeChanged(door, body)))
  for (const name of personEvents) app.event(name, async ({ body }) => intake.takeEvent(await personChanged(door, body)))
}
