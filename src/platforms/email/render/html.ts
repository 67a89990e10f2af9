import { chartTable } from '../../../charts/text.ts'
import { type Html, html } from '../../../chat/html.ts'
import type { ListPart, Message, Part } from '../../../chat/message.ts'
import type { Locale } from '../../../chat/wording.ts'
import { buttonsHtml, linkButtons } from './buttons.ts'
import { inlineHtml } from './inline.ts'

/** Mail programs take styles from the elements; only what depends on the reader's screen stands in the head. */
const style = html`
@media (prefers-color-scheme:dark){
body,.page{background-color:#141312!important}
.sheet{background-color:#262421!important;border-color:#37342f!important}
.sheet,.sheet h1,.sheet strong,.outlined{color:#ece8e1!important}
.outlined{background-color:#2c2a26!important;border-color:#837b70!important}
.filled{background-color:#17695b!important;border-color:#17695b!important;color:#fff!important}
.link{color:#74cbb9!important}
.note,.quiet{color:#b4ada2!important}
}
@media (max-width:480px){
.sheet{padding:20px 16px!important;border-radius:0!important}.page{padding:0!important}
.scale{max-width:294px!important}.choices a{display:block!important;margin:7px 3px!important}
}
`

const font =
  "font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif;font-size:16px;line-height:1.55;color:#26221d"

/** The message as an HTML document of one column. Nothing in it is fetched from anywhere. */
export function mailHtml({ parts, locale }: Message, subject: string): Html {
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${subject}</title><style>${style}</style></head>
<body style="margin:0;padding:0;background-color:#f4f1ea">
<div class="page" style="padding:24px 8px;background-color:#f4f1ea">
<div class="sheet" role="article" aria-label="${subject}" style="max-width:560px;margin:0 auto;padding:28px 24px;background-color:#ffffff;border:1px solid #e6e1d7;border-radius:12px;${font}">
${parts.map(part => partHtml(part, locale))}
</div></div></body></html>
`
}

function partHtml(part: Part, locale: Locale): Html | null {
  switch (part.kind) {
    case 'heading':
      return html`<h1 style="margin:0 0 14px;font-size:21px;line-height:1.35">${part.text}</h1>\n`
    case 'text':
      return html`<p style="margin:0 0 16px;overflow-wrap:anywhere">${inlineHtml(part.text, locale)}</p>\n`
    case 'note':
      return html`<p class="note" style="margin:0 0 12px;color:#625a4f;font-size:14px;overflow-wrap:anywhere">${inlineHtml(part.text, locale)}</p>\n`
    case 'facts':
      return table(
        part.facts.map(({ label, value }) => html`${cell('th', html`${label}`)}${cell('td', inlineHtml(value, locale))}`),
      )
    case 'list':
      return listHtml(part, locale)
    case 'table':
      return dataTable(part.columns, part.rows)
    case 'chart': {
      const { columns, rows } = chartTable(part.chart)
      return dataTable(columns, rows)
    }
    case 'actions': {
      const buttons = linkButtons(part.actions)
      return buttons.length > 0 ? html`<div style="margin:0 0 12px">${buttonsHtml(buttons)}</div>\n` : null
    }
    case 'divider':
      return html`<hr style="margin:20px 0;border:0;border-top:1px solid #e6e1d7">\n`
  }
}

function listHtml({ title, start, rows, more }: ListPart, locale: Locale): Html {
  const items = rows.map(({ text, detail, act }) => {
    const links = linkButtons(act)
    return html`<li style="margin:0 0 8px">${inlineHtml(text, locale)}${detail && html`<br><span class="note" style="color:#625a4f;font-size:14px">${inlineHtml(detail, locale)}</span>`}${links.length > 0 && buttonsHtml(links)}</li>`
  })
  const list =
    start === undefined
      ? html`<ul style="margin:0 0 16px;padding-left:22px">${items}</ul>`
      : html`<ol start="${start}" style="margin:0 0 16px;padding-left:26px">${items}</ol>`
  return html`${title && html`<p style="margin:0 0 6px"><strong>${title}</strong></p>`}${list}${more && html`<p class="note" style="margin:0 0 16px;color:#625a4f;font-size:14px">${inlineHtml(more, locale)}</p>`}\n`
}

const cell = (name: 'th' | 'td', content: Html): Html =>
  name === 'th'
    ? html`<th align="left" style="padding:4px 16px 4px 0;vertical-align:top">${content}</th>`
    : html`<td style="padding:4px 16px 4px 0;vertical-align:top;overflow-wrap:anywhere">${content}</td>`

const table = (rows: readonly Html[]): Html =>
  html`<table cellpadding="0" cellspacing="0" style="margin:0 0 16px;border-collapse:collapse">${rows.map(row => html`<tr>${row}</tr>`)}</table>\n`

const dataTable = (columns: readonly string[], rows: readonly (readonly string[])[]): Html =>
  table([
    html`${columns.map(column => cell('th', html`${column}`))}`,
    ...rows.map(row => html`${row.map(value => cell('td', html`${value}`))}`),
  ])
