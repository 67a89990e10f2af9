import { randomUUID } from 'node:crypto'
import type { Choice } from '../../../chat/form.ts'
import { type Html, html } from '../../../chat/html.ts'
import type { Button, Message } from '../../../chat/message.ts'
import type { View } from '../../../chat/web-page.ts'
import type { Locale } from '../../../chat/wording.ts'
import { frame } from './frame.ts'
import { messageHtml } from './message.ts'
import type { Session } from './sign-in.ts'
import { pageWords } from './words.ts'

/** The customer whom the sidebar is about. */
export interface Shown {
  customerId: number
  card: Message
}

export interface SidebarContent {
  session: Session
  locale: Locale
  shown: Shown | null
  /** What was answered to what was just done here. */
  answer?: Message | undefined
  /** What was searched for, and who may be meant. */
  search?: { query: string; found: readonly Choice[] }
  /** WeCom said whose chat it is, and nobody here knows them. */
  isUnknown?: boolean
  /** Finds out whose chat it is. */
  script?: Html
  pressed(button: Button): string
}

/** A customer's card with a quick log, the answer to what was done last, and the search that always works. */
export function sidebarView(content: SidebarContent): View {
  const { locale, shown, answer, script } = content
  const words = pageWords(locale)
  const main = html`<h1 class="hidden">${words.sidebar}</h1>
${answer && html`<section class="sheet answer" role="status" aria-label="${words.answer}">${form(content, messageHtml(answer, pressable(content)))}</section>`}
${shown && cardHtml(content, shown)}
${searchHtml(content)}`
  return { status: 200, page: frame({ locale, title: words.sidebar, main, head: script }) }
}

/** Everything that can be pressed in a sheet is one form: which button it was, says the button. */
const form = ({ session, shown }: SidebarContent, inside: Html): Html =>
  html`<form method="post" accept-charset="utf-8"><input type="hidden" name="proof" value="${session.proof}">
<input type="hidden" name="attempt" value="${randomUUID()}">${
    shown && html`<input type="hidden" name="customer" value="${shown.customerId}">`
  }${inside}</form>`

const pressable =
  ({ pressed }: SidebarContent) =>
  (button: Button): Html =>
    html`<button name="press" value="${pressed(button)}"${button.style === 'danger' && html` class="danger"`}>${button.label}</button>`

function cardHtml(content: SidebarContent, { card }: Shown): Html {
  const words = pageWords(content.locale)
  const [first, ...others] = card.parts
  const head = first?.kind === 'heading' ? [first] : []
  const rest = { ...card, parts: head.length > 0 ? others : card.parts }
  const log = html`<label class="question" for="log">${words.quickLog}</label><p class="hint" id="log-hint">${words.quickHint}</p>
<textarea id="log" name="log" rows="2" required aria-describedby="log-hint"></textarea>
<div class="actions"><button class="primary">${words.save}</button></div>`
  return html`<section class="sheet">${messageHtml({ ...card, parts: head }, null)}
<div class="log">${form(content, log)}</div>
${form(content, messageHtml(rest, pressable(content)))}</section>`
}

function searchHtml(content: SidebarContent): Html {
  const { locale, search, isUnknown } = content
  const words = pageWords(locale)
  const found = search?.found ?? []
  const said = isUnknown ? words.notSynced : search && (found.length > 0 ? words.several : words.nobody(search.query))
  const picks = found.map(({ value, label }) => html`<button name="pick" value="${value}" formnovalidate>${label}</button>`)
  return html`<section class="sheet">${form(
    content,
    html`<label class="question" for="q">${words.search}</label><p class="hint" id="q-hint">${words.searchHint}</p>
<div class="search"><input type="search" id="q" name="q" maxlength="100" required autocomplete="off" aria-describedby="q-hint" value="${search?.query}">
<button>${words.searchButton}</button></div>
${said && html`<p role="status">${said}</p>`}${picks.length > 0 && html`<div class="picks">${picks}</div>`}`,
  )}</section>`
}
