import { type Finding, said } from '../../chat/finding.ts'
import { createSmtp } from './smtp.ts'

interface InspectedMail {
  smtpUrl: string
  /** `PUBLIC_URL`: links in mails lead there. */
  publicUrl: string | null
}

const nextSteps = {
  smtp_auth: said('Correct user and password in SMTP_URL.', '请更正 SMTP_URL 中的用户名和密码。'),
  smtp_tls: said(
    'Use the name in SMTP_URL that is on the server’s certificate, smtps:// for port 465 and smtp:// for 587.',
    'SMTP_URL 请使用证书上的主机名；465 端口用 smtps://，587 端口用 smtp://。',
  ),
}
const otherwise = said(
  'Check host and port in SMTP_URL, and whether this machine may reach them.',
  '请检查 SMTP_URL 的主机和端口，以及本机能否访问。',
)

/** Connects to the mail server and signs in, without sending anything. Says no password. */
export async function inspectMail({ smtpUrl, publicUrl }: InspectedMail, now: () => Date): Promise<Finding[]> {
  const smtp = createSmtp(smtpUrl, now)
  const health = await smtp.check().finally(() => smtp.close())
  const links: Finding[] = publicUrl
    ? []
    : [
        {
          ...{ check: 'mail links', state: 'warning' },
          said: said(
            'PUBLIC_URL is not set, so links in mails lead to this machine only.',
            '未设置 PUBLIC_URL，邮件里的链接只能在本机打开。',
          ),
          next: said('Set the address under which customers reach this bot.', '请填写客户能访问到本机器人的网址。'),
        },
      ]
  if (health.ok)
    return [{ check: 'mail', state: 'ok', said: said('The mail server lets us in.', '邮件服务器登录成功。') }, ...links]
  const { code, detail } = health
  return [
    {
      ...{
        check: 'mail',
        state: 'problem',
        said: said(`No mail goes out: ${detail.en} (${code}).`, `无法发信：${detail['zh-CN']}（${code}）。`),
      },
      next: code in nextSteps ? nextSteps[code as keyof typeof nextSteps] : otherwise,
    },
    ...links,
  ]
}
