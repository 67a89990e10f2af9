import type { Locale, Worded } from '../../chat/wording.ts'

const reinstall: Worded = {
  en: 'Install the app again and put its new token into SLACK_BOT_TOKEN, then restart.',
  'zh-CN': '请重新安装应用，把新的令牌填入 SLACK_BOT_TOKEN 后重启。',
}
const invite: Worded = {
  en: 'Invite the bot to the channel, or run /rapport setup in the channel that should be used.',
  'zh-CN': '请把机器人邀请进频道，或到要用的频道里运行 /rapport 设置。',
}
const again: Worded = {
  en: 'Nothing to do if it stays rare; the person was told. Otherwise look for this code in the log.',
  'zh-CN': '偶尔出现无需处理，当事人已收到提示；若反复出现，请在日志中查找这个代码。',
}
const look: Worded = {
  en: 'Nobody knows whether it arrived. Look in the channel, or ask; it is not sent again by itself.',
  'zh-CN': '无法确认是否送达，请到频道里看一下或向对方确认；系统不会自动重发。',
}

const network: Worded = {
  en: 'It is tried again by itself. If it stays so, check this machine’s network and status.slack.com.',
  'zh-CN': '系统会自动重试。若一直如此，请检查本机网络和 status.slack.com。',
}

const atWecom: Worded = {
  en: 'Somebody must write to the robot there first: in a direct chat, or by mentioning it in the group.',
  'zh-CN': '需要先有人在那里和机器人说过话：私聊发一条消息，或在群里 @ 它。',
}

/** What to do about a failure, by its code. */
const steps: Record<string, Worded> = {
  invalid_auth: reinstall,
  not_authed: reinstall,
  account_inactive: reinstall,
  token_revoked: reinstall,
  token_expired: reinstall,
  ECONNREFUSED: network,
  ENOTFOUND: network,
  EAI_AGAIN: network,
  ECONNRESET: network,
  timeout: network,
  socket_down: network,
  socket_mode_off: {
    en: 'In your app at Slack: “Socket Mode”, switch on “Enable Socket Mode”. It connects again within a minute.',
    'zh-CN': '请在 Slack 应用设置的“Socket Mode”里打开“Enable Socket Mode”，一分钟内会重新连接。',
  },
  app_token_refused: {
    en: 'In your app at Slack: “Basic Information”, “App-Level Tokens”: make one with connections:write, put it into SLACK_APP_TOKEN, then restart.',
    'zh-CN':
      '请在 Slack 应用设置的“Basic Information”→“App-Level Tokens”里新建带 connections:write 的令牌，填入 SLACK_APP_TOKEN 后重启。',
  },
  channel_not_found: invite,
  not_in_channel: invite,
  is_archived: {
    en: 'The channel is archived. Unarchive it, or run /rapport setup in another channel.',
    'zh-CN': '频道已归档。请取消归档，或换一个频道运行 /rapport 设置。',
  },
  channel_shared: {
    en: 'The channel is shared with another company, so nothing is posted there. Run /rapport setup in an internal channel.',
    'zh-CN': '频道已与外部公司共享，不会再发送内容。请到内部频道运行 /rapport 设置。',
  },
  missing_scope: {
    en: 'The app lacks a permission: update it from manifest.yml and install it again.',
    'zh-CN': '应用缺少权限：请按 manifest.yml 更新后重新安装。',
  },
  restricted_action: {
    en: 'The workspace does not let the bot post there. Ask a workspace administrator.',
    'zh-CN': '工作区不允许机器人在此发言，请联系工作区管理员。',
  },
  cannot_dm_bot: { en: 'The addressee is a bot. Choose a person.', 'zh-CN': '收件人是机器人，请改选真人。' },
  platform_not_connected: {
    en: 'The platform is not connected any more: set its credentials and restart.',
    'zh-CN': '该平台已断开：请填好凭证后重启。',
  },
  person_lookup_failed: {
    en: 'The platform did not say who somebody is. Check its connection above.',
    'zh-CN': '平台没有返回成员信息，请检查上面的连接状态。',
  },
  too_old: {
    en: 'It waited so long that it was given up. Check the connection above.',
    'zh-CN': '等待过久，已放弃发送。请检查上面的连接状态。',
  },
  wecom_down: {
    en: 'It is tried again by itself. If it stays so, check that this machine reaches openws.work.weixin.qq.com.',
    'zh-CN': '系统会自动重试。若一直如此，请检查本机能否访问 openws.work.weixin.qq.com。',
  },
  wecom_refused: {
    en: 'Copy Bot ID and Secret of the robot (API mode, 使用长连接) into WECOM_BOT_ID and WECOM_BOT_SECRET, then restart.',
    'zh-CN': '请把机器人（API 模式，使用长连接）的 Bot ID 和 Secret 重新填入 WECOM_BOT_ID、WECOM_BOT_SECRET 后重启。',
  },
  wecom_kicked: {
    en: 'A robot has one connection. Stop the other program that uses this Bot ID, or make a robot of its own for it.',
    'zh-CN': '一个机器人只能有一条长连接。请停掉使用同一 Bot ID 的其他程序，或为它另建一个机器人。',
  },
  wecom_app_refused: {
    en: 'In the WeCom console (应用管理, your app) copy AgentId and Secret into WECOM_AGENT_ID and WECOM_SECRET, the 企业 ID into WECOM_CORP_ID, then restart.',
    'zh-CN':
      '请到管理后台“应用管理”把该应用的 AgentId、Secret 填入 WECOM_AGENT_ID、WECOM_SECRET，把企业 ID 填入 WECOM_CORP_ID，然后重启。',
  },
  wecom_ip: {
    en: 'In the WeCom console (应用管理, your app, 企业可信IP) add the public address of this machine.',
    'zh-CN': '请到管理后台“应用管理”打开该应用，把本机公网 IP 加入“企业可信IP”。',
  },
  wecom_api_down: {
    en: 'It is tried again by itself. If it stays so, check that this machine reaches qyapi.weixin.qq.com.',
    'zh-CN': '系统会自动重试。若一直如此，请检查本机能否访问 qyapi.weixin.qq.com。',
  },
  wecom_81013: {
    en: 'The app does not reach this member: widen its 可见范围 in the WeCom console.',
    'zh-CN': '应用联系不到该成员：请在管理后台扩大应用的“可见范围”。',
  },
  wecom_93000: {
    en: 'The group robot of the webhook is gone: add one to the group and set WECOM_DIGEST_WEBHOOK_KEY anew.',
    'zh-CN': '群机器人已失效：请在群里重新添加，并更新 WECOM_DIGEST_WEBHOOK_KEY。',
  },
  wecom_60111: atWecom,
  wecom_86003: atWecom,
  wecom_93008: atWecom,
  wecom_no_answer: look,
  contacts_secret: {
    en: 'Copy 企业ID and the Secret of the app that may call 客户联系 into WECOM_CORP_ID and WECOM_CONTACT_SECRET, then restart.',
    'zh-CN': '请把企业ID和有客户联系接口权限的应用 Secret 重新填入 WECOM_CORP_ID、WECOM_CONTACT_SECRET 后重启。',
  },
  contacts_not_allowed: {
    en: 'In the WeCom console: name the app under 客户与上下游, 客户联系, API, 可调用接口的应用.',
    'zh-CN': '请在企业微信管理后台“客户与上下游”→“客户联系”→“API”→“可调用接口的应用”中加入该应用。',
  },
  kf_secret: {
    en: 'Copy 企业ID and the Secret of the app that may call 微信客服 into WECOM_CORP_ID and WECOM_KF_SECRET, then restart.',
    'zh-CN': '请把企业ID和有微信客服接口权限的应用 Secret 重新填入 WECOM_CORP_ID、WECOM_KF_SECRET 后重启。',
  },
  kf_not_allowed: {
    en: 'In the WeCom console: name the app under 微信客服, API, 可调用接口的应用, and this machine’s address under its 企业可信IP.',
    'zh-CN': '请在企业微信管理后台“微信客服”→“API”→“可调用接口的应用”中加入该应用，并在应用的“企业可信IP”中加入本机 IP。',
  },
  kf_not_managed: {
    en: 'In the WeCom console: 微信客服, API, 通过API管理微信客服账号, 企业内部开发: give the account to the app.',
    'zh-CN': '请在企业微信管理后台“微信客服”→“API”→“通过API管理微信客服账号”→“企业内部开发”中，把该客服账号交给应用管理。',
  },
  kf_down: {
    en: 'It is tried again by itself. If it stays so, check that this machine reaches qyapi.weixin.qq.com.',
    'zh-CN': '系统会自动重试。若一直如此，请检查本机能否访问 qyapi.weixin.qq.com。',
  },
  window_closed: {
    en: 'WeCom takes messages for a customer only 48 h from what they wrote last, five of them. Ask again when they have written.',
    'zh-CN': '客户最后一次发言后 48 小时内最多发 5 条消息。请等客户再次发言后再发。',
  },
  kf_not_confirmed: {
    en: 'Nobody confirmed the 企业群发 in WeCom within a day, so it was called off. Ask again, and tell the colleague.',
    'zh-CN': '同事一天内没有在企业微信里确认群发，任务已停止。请重新发送，并提醒同事确认。',
  },
  kf_no_friend: {
    en: 'The customer is no friend of that colleague any more in WeCom. Reach them another way.',
    'zh-CN': '客户已不是该同事的企业微信好友，请换一种方式联系。',
  },
  kf_had_another: {
    en: 'The customer had another 企业群发 already; WeCom lets few through. Ask again another day.',
    'zh-CN': '客户已收到其他群发，达到企业微信的接收上限，请改天再发。',
  },
  kf_fail_10: {
    en: 'The customer takes no messages from this account in WeChat. Reach them another way.',
    'zh-CN': '客户在微信里拒收了该客服账号的消息，请换一种方式联系。',
  },
  smtp_auth: {
    en: 'Correct user and password in SMTP_URL, then restart. Mails wait until then.',
    'zh-CN': '请更正 SMTP_URL 里的用户名和密码后重启；在此之前邮件会一直等待。',
  },
  smtp_tls: {
    en: 'Use the name in SMTP_URL that is on the mail server’s certificate (smtps:// for port 465), then restart.',
    'zh-CN': 'SMTP_URL 请使用邮件服务器证书上的主机名（465 端口用 smtps://），然后重启。',
  },
  smtp_unreachable: {
    en: 'It is tried again by itself. If it stays so, check host and port in SMTP_URL: `npm run rapport -- doctor`.',
    'zh-CN': '系统会自动重试。若一直如此，请运行 `npm run rapport -- doctor`，检查 SMTP_URL 的主机和端口。',
  },
  smtp_550: {
    en: 'The mail server knows no such mailbox, or does not let MAIL_FROM send. Correct the contact’s address.',
    'zh-CN': '收件邮箱不存在，或邮件服务器不允许 MAIL_FROM 发信。请更正联系人邮箱。',
  },
  address_invalid: { en: 'That is no e-mail address. Correct it at the contact.', 'zh-CN': '邮箱地址无效，请在联系人处更正。' },
  cannot_look: look,
  restored: {
    en: 'It waited when the restored backup was made, and may have been done since. It is not done again by itself.',
    'zh-CN': '恢复所用的备份生成时它仍在等待，之后可能已处理；系统不会自动重做。',
  },
}

export function nextStep(code: string | null | undefined, state: string, locale: Locale): string {
  const known = code ? steps[code] : undefined
  return (known ?? (state === 'unknown' ? look : again))[locale]
}
