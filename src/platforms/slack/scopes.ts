/** What the bot's token must be allowed to do; manifest.yml gives the reasons, and a test holds the two together. */
export const neededScopes: readonly string[] = [
  ...['commands', 'chat:write', 'app_mentions:read', 'users:read'],
  ...['im:history', 'im:read', 'im:write', 'channels:read', 'channels:history', 'groups:read', 'groups:history'],
  'files:write',
]
