import type { Methods } from './method.ts'

/** What an app asks with its app-level token. */
export const apps: Methods = {
  'apps.connections.open': world => ({ url: world.app.sockets.address() }),
}
