import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Html, html } from '../../chat/html.ts'
import { type Locale, localeOf } from '../../chat/wording.ts'
import { refusal } from '../ui/guard.ts'
import { sendText } from '../ui/http.ts'
import type { KeptMail, Mailbox } from './mailbox.ts'
import { style } from './style.ts'
import { mailWords } from './words.ts'

const pagePolicy = `default-src 'none'; style-src ${style.source}; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
/** A mail does nothing here but open its links in another tab. */
const mailPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

/** `/playground/mail`: the list, `/<id>`: one mail, `/<id>/body`: its content alone. False for other addresses. */
export function createMailPages(mailbox: Mailbox): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (req, res) => {
    const url = new URL(req.url ?? '/', 'http://localhost')
    const [, id, body] = /^\/playground\/mail(?:\/([0-9a-f]+)(\/body)?)?\/?$/.exec(url.pathname) ?? []
    if (!/^\/playground\/mail(?:\/|$)/.test(url.pathname)) return false
    const denied = refusal(req, false)
    const send = (status: number, page: string, policy: string): true => {
      res.writeHead(status, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
      res.end(req.method === 'HEAD' ? undefined : page)
      return true
    }
    if (denied) sendText(res, 403, denied)
    else if (req.method !== 'GET' && req.method !== 'HEAD') sendText(res, 405, 'Not like this.')
    else {
      const locale = localeOf(url.searchParams.get('lang') ?? req.headers['accept-language'])
      if (/^\/playground\/mail\/?$/.test(url.pathname)) return send(200, listPage(mailbox.list(), locale).markup, pagePolicy)
      const mail = mailbox.find(id ?? '')
      if (!mail)
        return send(404, page(locale, mailWords(locale).title, html`<p>${mailWords(locale).missing}</p>`).markup, pagePolicy)
      if (body) return send(200, mail.html.replace('<head>', '<head><base target="_blank">'), mailPolicy)
      return send(200, mailPage(mail, locale).markup, pagePolicy)
    }
    return true
  }
}

function listPage(mails: readonly KeptMail[], locale: Locale): Html {
  const text = mailWords(locale)
  const rows = mails.map(
    mail => html`<li><a href="/playground/mail/${mail.id}?lang=${locale}"><span class="subject">${mail.subject}</span>
<span class="meta"><span>${text.to} ${mail.to}</span>${moment(mail, locale)}</span></a></li>\n`,
  )
  return page(
    locale,
    text.title,
    html`<p class="about">${text.about}</p>${rows.length > 0 ? html`<ul>${rows}</ul>` : html`<p>${text.empty}</p>`}`,
  )
}

function mailPage(mail: KeptMail, locale: Locale): Html {
  const text = mailWords(locale)
  const headers = Object.entries({ 'Message-ID': mail.messageId, ...mail.headers }).map(([name, value]) => `${name}: ${value}`)
  return page(
    locale,
    mail.subject,
    html`<dl><dt>${text.from}</dt><dd>${mail.from}</dd><dt>${text.to}</dt><dd>${mail.to}</dd><dt>${text.at}</dt><dd>${moment(mail, locale)}</dd></dl>
<iframe title="${text.content}" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/playground/mail/${mail.id}/body"></iframe>
<details><summary>${text.asText}</summary><pre>${headers.join('\n')}

${mail.text}</pre></details>`,
    html`<a href="/playground/mail?lang=${locale}">${text.all}</a>`,
  )
}

const moment = ({ at }: KeptMail, locale: Locale): Html => {
  const shown = new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return html`<time datetime="${new Date(at).toISOString()}">${shown} UTC</time>`
}

function page(locale: Locale, title: string, content: Html, back?: Html): Html {
  const text = mailWords(locale)
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>${style.element}</head>
<body><nav><a href="/playground">${text.workspace}</a>${back}<a href="?lang=${other}" lang="${other}">${text.other}</a></nav>
<main><h1>${title}</h1>
${content}
</main></body></html>
`
}
