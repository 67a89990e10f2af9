import { chartSvg } from '../../../charts/svg.ts'
import { Html, html } from '../../../chat/html.ts'
import type { Button, ListPart, Message, Part } from '../../../chat/message.ts'
import { inlineHtml } from './inline.ts'
import { pageWords } from './words.ts'

/** How a button is shown; null where nothing is to be pressed. */
export type ShowButton = ((button: Button) => Html) | null

interface Look extends Pick<Message, 'locale'> {
  button: ShowButton
}

/** A message as the inside of a sheet: every part, whatever room it is from. A page has room, so nothing is cut. */
export function messageHtml({ parts, locale }: Message, button: ShowButton): Html {
  return html`${parts.map(part => partHtml(part, { locale, button }))}`
}

function partHtml(part: Part, look: Look): Html {
  const inlines = (all: Parameters<typeof inlineHtml>[0]) => inlineHtml(all, look.locale)
  switch (part.kind) {
    case 'heading':
      return html`<h2>${part.text}</h2>`
    case 'text':
      return html`<p>${inlines(part.text)}</p>`
    case 'note':
      return html`<p class="note">${inlines(part.text)}</p>`
    case 'divider':
      return html`<hr>`
    case 'facts':
      return html`<dl class="facts">${part.facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${inlines(value)}</dd>`)}</dl>`
    case 'list':
      return listHtml(part, look)
    case 'table':
      return html`<div class="wide" tabindex="0" role="group" aria-label="${part.columns.join(' · ')}"><table><thead><tr>${part.columns.map(
        column => html`<th scope="col">${column}</th>`,
      )}</tr></thead><tbody>${part.rows.map(row => html`<tr>${row.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
    case 'chart':
      // Our own drawing, which escapes what it is given.
      return html`<figure>${new Html(chartSvg(part.chart))}<figcaption>${part.chart.summary}</figcaption></figure>`
    case 'actions':
      return buttonsHtml(part.actions, look)
  }
}

function listHtml({ title, start, rows, more }: ListPart, look: Look): Html {
  const items = rows.map(({ text, detail, act = [] }) => {
    const [only, other] = act
    const acts = other
      ? html`<details><summary>${pageWords(look.locale).act}</summary>${buttonsHtml(act, look)}</details>`
      : only && buttonsHtml([only], look)
    return html`<li>${inlineHtml(text, look.locale)}${detail && html`<div class="detail">${inlineHtml(detail, look.locale)}</div>`}${
      look.button && acts
    }</li>`
  })
  const list =
    start === undefined ? html`<ul class="rows plain">${items}</ul>` : html`<ol class="rows" start="${start}">${items}</ol>`
  return html`${title && html`<h3>${title}</h3>`}${rows.length > 0 && list}${more && html`<p class="note">${inlineHtml(more, look.locale)}</p>`}`
}

const buttonsHtml = (buttons: readonly Button[], { button: show }: Look): Html =>
  html`${show && html`<div class="actions">${buttons.map(show)}</div>`}`
