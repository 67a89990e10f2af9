import type { Platform } from '../../chat/platform.ts'
import { failureOf } from './errors.ts'
import type { Identities } from './identity.ts'

const nextSteps: Record<string, string> = {
  invalid_auth: 'Slack does not know the token. Copy the Bot User OAuth Token into SLACK_BOT_TOKEN.',
  not_authed: 'No token was sent. Set SLACK_BOT_TOKEN.',
  token_revoked: 'The token was revoked. Install the app again and copy the new token into SLACK_BOT_TOKEN.',
  token_expired: 'The token has expired. Install the app again and copy the new token into SLACK_BOT_TOKEN.',
  account_inactive: 'The app was removed from the workspace. Install it again and copy the new token into SLACK_BOT_TOKEN.',
  ratelimited: 'Slack asks to slow down; it goes on by itself.',
}

/** Asks Slack who we are, for `/rapport status`. */
export async function check(identities: Identities): ReturnType<Platform['check']> {
  try {
    const { teamName, botUser } = await identities.refresh()
    return { ok: true, detail: `${teamName} (${botUser})` }
  } catch (error) {
    const { code } = failureOf(error)
    return {
      ok: false,
      code,
      detail:
        nextSteps[code] ?? 'Slack cannot be reached. Check the network and status.slack.com; messages wait and go out later.',
    }
  }
}
