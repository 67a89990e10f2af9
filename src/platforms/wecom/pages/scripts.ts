import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** Asks WeCom whose chat the sidebar stands beside, and shows that customer. Where WeCom does not say, the page's search stays. */
const sidebarScript = `'use strict'
{
  const { corp, agent } = document.currentScript.dataset
  const signed = kind => async url => {
    const answer = await fetch('sidebar/signature?' + new URLSearchParams({ kind, url }))
    if (!answer.ok) throw new Error('signature')
    return answer.json()
  }
  const find = async () => {
    ww.register({
      corpId: corp,
      agentId: agent,
      jsApiList: ['getCurExternalContact'],
      getConfigSignature: signed('config'),
      getAgentConfigSignature: signed('agent'),
    })
    const { userId } = await ww.getCurExternalContact()
    location.replace('?' + new URLSearchParams({ contact: userId }))
  }
  find().catch(() => undefined)
}
`

const require = createRequire(import.meta.url)
const sdk = () => readFile(require.resolve('@wecom/jssdk/dist/wecom.global.prod.js'), 'utf8')

/** The scripts of the sidebar, WeCom's official one among them, as it came with the package: nothing is loaded from elsewhere. */
export const scripts: Readonly<Record<string, () => Promise<string>>> = {
  '/wecom/sidebar/jssdk.js': sdk,
  '/wecom/sidebar/sidebar.js': async () => sidebarScript,
}
