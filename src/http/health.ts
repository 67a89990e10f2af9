import type { Mount } from './server.ts'
import { send } from './server.ts'

/** `/healthz`: the process answers. `/readyz`: everything is started, and the database answers. */
export function health(options: { ready(): boolean; database(): Promise<unknown> }): Mount {
  return async (_request, response, path) => {
    if (path === '/healthz') return send(response, 200, 'ok')
    if (path !== '/readyz') return false
    if (!options.ready()) return send(response, 503, 'starting')
    const reached = await options.database().then(
      () => true,
      () => false,
    )
    return reached ? send(response, 200, 'ready') : send(response, 503, 'database')
  }
}
