import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWecomApi, type WecomApi } from '../../../../src/playground/wecom/rest/api.ts'
import { authorize } from '../../../../src/playground/wecom/rest/authorize.ts'
import { type CompanyOptions, createCompany, type LocalCompany } from '../../../../src/playground/wecom/rest/company.ts'

export interface LocalApi {
  company: LocalCompany
  api: WecomApi
  /** As `WECOM_API_URL`. */
  url: string
  stop(): Promise<void>
}

export const corp = { corpId: 'ww-test', agentId: 1_000_002, secret: 'secret-of-the-app' } as const

/** WeCom's REST interface on a port of its own, with Lina and Wang as members. */
export async function startLocalApi(options: Partial<CompanyOptions> = {}): Promise<LocalApi> {
  const company = createCompany({ ...corp, members: { lina: '李娜', wang: '王强' }, ...options })
  const api = createWecomApi(company)
  const server = createServer((request, response) => {
    if (!authorize(company, request, response)) void api.handle(request, response, '')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    ...{ company, api, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
