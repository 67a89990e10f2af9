import { html } from '../../../chat/html.ts'
import type { Incoming, Place, Reply } from '../../../chat/platform.ts'
import type { View } from '../../../chat/web-page.ts'
import { type FormPlace, type FormTalk, type OpenForm, submissionOf } from '../form/talk.ts'
import type { Lookups } from '../form/values.ts'
import { writeReplyTo } from '../reply-to.ts'
import { type Filled, filledIn } from './field-values.ts'
import { fieldHtml } from './fields.ts'
import type { FormLinks } from './form-links.ts'
import { frame, notice } from './frame.ts'
import { messageHtml } from './message.ts'
import type { Session } from './sign-in.ts'
import { pageWords } from './words.ts'

export interface FormPageParts {
  forms: FormTalk
  lookups(at: FormPlace, about: Place | null): Lookups
  receive(incoming: Incoming): Promise<Reply>
  /** Shows a reply in the chat. Never rejects. */
  deliver(incoming: Incoming, reply: Reply): Promise<void>
  links: Pick<FormLinks, 'linkTo'>
  now(): Date
}

/** One open form, and the member who looks at it: it is shown to who has it open, and to nobody else. */
export interface FormVisit {
  at: FormPlace
  open: OpenForm
  session: Session
}

type Problems = Pick<Filled, 'problems' | 'typed'>
const fine: Problems = { problems: {}, typed: {} }

/** The form with what is filled in so far, here or in the chat. */
export function formView({ open, session }: FormVisit, { problems, typed }: Problems = fine): View {
  const { form, held, locale } = open
  const words = pageWords(locale)
  const isWrong = Object.keys(problems).length > 0
  // Of a field that this form does not have.
  const others = Object.entries(problems).filter(([name]) => !form.fields.some(field => field.name === name))
  const fields = form.fields.map((field, index) =>
    fieldHtml({ field, index, held: held[field.name], typed: typed[field.name], problem: problems[field.name], locale }),
  )
  const main = html`<section class="sheet"><h1>${form.title}</h1>
${isWrong && html`<p class="problem" role="alert">${words.problem}${others.map(([, { text }]) => html`<br>${text}`)}</p>`}
${form.intro && html`<p>${form.intro}</p>`}${open.way !== 'page' && html`<p class="note">${words.inChat}</p>`}
<form class="fill" method="post" accept-charset="utf-8"><input type="hidden" name="proof" value="${session.proof}">${fields}
<div><button class="primary">${form.submit}</button></div></form></section>`
  return { status: isWrong ? 400 : 200, page: frame({ locale, title: form.title, main }) }
}

/** Takes what was filled in: all that can be kept is, and once nothing is wrong it is handed over like `提交` in the chat. */
export async function takeForm(
  parts: FormPageParts,
  visit: FormVisit,
  pairs: readonly (readonly [string, string])[],
): Promise<View> {
  const { at, open } = visit
  const filled = await filledIn(open, pairs, parts.lookups(at, open.about))
  const now = { ...open, held: filled.held }
  await parts.forms.fill(at, now)
  if (Object.keys(filled.problems).length > 0) return formView({ ...visit, open: now }, filled)
  const incoming = incomingOf(parts, visit, now)
  const reply = await parts.receive(incoming)
  if (reply.kind === 'invalid') {
    await parts.forms.invalid(at, reply.errors)
    const problems = Object.fromEntries(Object.entries(reply.errors).map(([name, text]) => [name, { text }]))
    return formView({ ...visit, open: now }, { problems, typed: {} })
  }
  return answered(parts, { ...visit, open: now }, incoming, reply)
}

function incomingOf({ now }: FormPageParts, { at, session }: FormVisit, open: OpenForm): Incoming {
  // The robot alone speaks in groups; a form that the app showed is answered by the app.
  const replyTo = open.way === 'app' ? writeReplyTo({ app: true, at: now().getTime() }) : null
  const person = { platform: 'wecom', id: session.person }
  const place =
    submissionOf(open).place ?? (open.way === 'page' ? null : { platform: 'wecom', id: at.person, kind: 'dm' as const })
  return { ...submissionOf(open), platform: 'wecom', person, place, replyTo }
}

/** What was answered; the chat has it too, if the form was asked for there. */
async function answered(parts: FormPageParts, { at, open }: FormVisit, incoming: Incoming, reply: Reply): Promise<View> {
  const { locale } = open
  const words = pageWords(locale)
  if (reply.kind === 'form' || reply.kind === 'next-form') {
    if (open.way !== 'page') await parts.deliver(incoming, reply)
    const id =
      open.way === 'page' ? await parts.forms.openOnPage(at, reply.form, locale) : ((await parts.forms.current(at)) ?? '')
    return notice(303, locale, words.moment, '', { location: parts.links.linkTo(at, id) })
  }
  if (reply.kind !== 'message' && reply.kind !== 'replace') return notice(200, locale, words.sent, words.doneAlready)
  if (open.way === 'page') await parts.forms.close(at)
  else await parts.deliver(incoming, reply)
  const end =
    open.way === 'page' ? html`<p><a href="../sidebar">${words.back}</a></p>` : html`<p class="note">${words.sentText}</p>`
  const main = html`<section class="sheet" role="status"><h1>${words.sent}</h1>${messageHtml(reply.message, null)}${end}</section>`
  return { status: 200, page: frame({ locale: reply.message.locale, title: words.sent, main }) }
}
