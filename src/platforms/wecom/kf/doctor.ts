import { type Finding, said } from '../../../chat/finding.ts'
import { createAppCalls } from '../rest/app.ts'
import { createAsk } from '../rest/http.ts'
import { createKfCalls } from './calls.ts'
import { checkKf } from './check.ts'

interface InspectedKf {
  corpId: string
  secret: string
  openKfId: string
  apiUrl?: string
  /** `PUBLIC_URL`: links in messages lead there. */
  publicUrl: string | null
}

const nextSteps: Record<string, Finding['said']> = {
  kf_down: said(
    'Check the network: this machine must reach qyapi.weixin.qq.com on port 443.',
    '请检查网络：本机需要能访问 qyapi.weixin.qq.com 的 443 端口。',
  ),
  kf_secret: said(
    'Copy 企业ID into WECOM_CORP_ID and the Secret of the app that may call 微信客服 into WECOM_KF_SECRET.',
    '请把企业ID填入 WECOM_CORP_ID，把有微信客服接口权限的应用 Secret 填入 WECOM_KF_SECRET。',
  ),
  kf_not_allowed: said(
    'In the WeCom console name the app under 微信客服, API, 可调用接口的应用, and this machine’s address under its 企业可信IP.',
    '请在管理后台“微信客服”→“API”→“可调用接口的应用”中加入该应用，并在应用的“企业可信IP”中加入本机 IP。',
  ),
  kf_not_managed: said(
    'Give the account WECOM_KF_OPEN_ID to the app: 微信客服, API, 通过API管理微信客服账号, 企业内部开发.',
    '请在“微信客服”→“API”→“通过API管理微信客服账号”→“企业内部开发”中，把 WECOM_KF_OPEN_ID 对应的客服账号交给应用管理。',
  ),
}
const otherwise = said(
  'Try again in a while; if it stays so, look the code up in WeCom’s documentation of 全局错误码.',
  '请稍后再试；若一直如此，请在企业微信开发文档的“全局错误码”里查询该错误码。',
)

/** Asks WeCom for the accounts that the app may write from; changes nothing, and says no secret. */
export async function inspectKf({ apiUrl, openKfId, publicUrl, ...app }: InspectedKf, now: () => Date): Promise<Finding[]> {
  const ask = createAppCalls(createAsk({ ...(apiUrl && { url: apiUrl }) }), app, now)
  const health = await checkKf(createKfCalls(ask, openKfId))
  const links: Finding[] = publicUrl
    ? []
    : [
        {
          ...{ check: 'wecom-kf links', state: 'warning' },
          said: said(
            'PUBLIC_URL is not set, so links in WeChat lead to this machine only.',
            '未设置 PUBLIC_URL，微信里的链接只能在本机打开。',
          ),
          next: said('Set the address under which customers reach this bot.', '请填写客户能访问到本机器人的网址。'),
        },
      ]
  if (health.ok)
    return [{ check: 'wecom-kf', state: 'ok', said: said('WeCom lets us into 微信客服.', '微信客服接口可用。') }, ...links]
  const { code, detail } = health
  const told = said(
    `Customers are not reached in WeChat: ${detail.en} (${code}).`,
    `无法在微信里联系客户：${detail['zh-CN']}（${code}）。`,
  )
  return [{ check: 'wecom-kf', state: 'problem', said: told, next: nextSteps[code] ?? otherwise }, ...links]
}
