import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { collect } from '../../../src/chat/contributions.ts'
import { features } from '../../../src/features.ts'
import { subscribedEvents } from '../../../src/platforms/slack/listeners.ts'
import { eventsPath } from '../../../src/platforms/slack/receiver.ts'
import { neededScopes } from '../../../src/platforms/slack/scopes.ts'

const root = new URL('../../../', import.meta.url)
const source = readFileSync(new URL('manifest.yml', root), 'utf8')
/** What the file says for HTTP, once its first lines were followed. */
const overHttp = source.replace(/# (\w+: https:)/g, '$1').replace('socket_mode_enabled: true', 'socket_mode_enabled: false')

/** Slack's own limits on a manifest. `url`: every address in it; none for Socket Mode. */
const schema = (url: z.ZodType, socketMode: boolean) =>
  z.strictObject({
    _metadata: z.strictObject({ major_version: z.int(), minor_version: z.int() }),
    display_information: z.strictObject({
      name: z.string().max(35),
      description: z.string().max(140),
      long_description: z.string().min(174).max(4_000),
      background_color: z.string().regex(/^#[0-9a-f]{6}$/),
    }),
    features: z.strictObject({
      app_home: z.strictObject({
        home_tab_enabled: z.literal(true),
        messages_tab_enabled: z.literal(true),
        messages_tab_read_only_enabled: z.literal(false),
      }),
      bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
      slash_commands: z.array(
        z.strictObject({
          command: z
            .string()
            .regex(/^\/[a-z]+$/)
            .max(32),
          url,
          description: z.string().min(1).max(2_000),
          usage_hint: z.string().min(1).max(1_000),
          should_escape: z.literal(true),
        }),
      ),
      shortcuts: z.array(
        z.strictObject({
          name: z.string().max(24),
          type: z.literal('message'),
          callback_id: z.string().max(255),
          description: z.string().min(1).max(150),
        }),
      ),
    }),
    oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
    settings: z.strictObject({
      event_subscriptions: z.strictObject({ request_url: url, bot_events: z.array(z.string()).max(100) }),
      interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: url, message_menu_options_url: url }),
      socket_mode_enabled: z.literal(socketMode),
      org_deploy_enabled: z.boolean(),
      token_rotation_enabled: z.literal(false),
    }),
  })
const manifest = schema(z.undefined().optional(), true).parse(parse(source))

/** What Slack asks for before it answers a method or sends an event. */
const scopesOf: Record<string, readonly string[]> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.getPermalink': [],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.open': ['im:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  app_home_opened: [],
  channel_shared: ['channels:read', 'groups:read'],
  channel_unshared: ['channels:read', 'groups:read'],
  channel_archive: ['channels:read'],
  channel_unarchive: ['channels:read'],
  group_archive: ['groups:read'],
  group_unarchive: ['groups:read'],
  channel_id_changed: ['channels:read', 'groups:read'],
  team_join: ['users:read'],
  user_change: ['users:read'],
}

const folder = new URL('src/platforms/slack/', root)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
const methods = new Set(
  files.flatMap(name =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/\bclient\.(\w+)\.(\w+)\(/g)].map(
      match => `${match[1]}.${match[2]}`,
    ),
  ),
)

describe('manifest.yml', () => {
  it('is for Socket Mode, and for HTTP once the lines that name YOUR-HOST count, each with the address we listen at', () => {
    const url = z.literal(`https://YOUR-HOST${eventsPath}`)
    const { socket_mode_enabled: _socket, ...settings } = manifest.settings
    const http = schema(url, false).parse(parse(overHttp))
    expect(http).toMatchObject({ ...manifest, settings })
  })

  it('names the commands that the rooms contribute, no more and no less', () => {
    const { commands } = collect(features({ checks: async () => [], nextRuns: async () => [] }))
    expect(manifest.features.slash_commands.map(({ command }) => command).sort()).toEqual(
      commands.map(({ name }) => `/${name}`).sort(),
    )
  })

  it('names the message shortcuts that the rooms contribute, as they are called', () => {
    const { shortcuts } = collect(features({ checks: async () => [], nextRuns: async () => [] }))
    expect(manifest.features.shortcuts.map(({ callback_id, name }) => [callback_id, name])).toEqual(
      shortcuts.map(({ name, label }) => [name, label.en]),
    )
  })

  it('subscribes to the events that the code listens to', () => {
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual([...subscribedEvents].sort())
  })

  it('asks for the scopes that the calls and events need, and for no other', () => {
    expect(files.length).toBeGreaterThan(30)
    expect(methods.size).toBeGreaterThan(7)
    const used = [...methods, ...subscribedEvents]
    expect(used.filter(name => !scopesOf[name])).toEqual([])
    const needed = new Set(['commands', ...used.flatMap(name => scopesOf[name] ?? [])])
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...needed].sort())
    expect([...neededScopes].sort()).toEqual([...needed].sort())
  })

  it('gives the reason of every scope', () => {
    for (const scope of manifest.oauth_config.scopes.bot) expect(source).toMatch(new RegExp(`- ${scope} # \\S+`))
  })
})
