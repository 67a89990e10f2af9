import { type Html, html } from '../../chat/html.ts'
import type { Locale } from '../../chat/wording.ts'
import { longestReferral, type Referred } from '../referrals/record.ts'
import { recommendWords } from '../referrals/words.ts'

/** What people fill in. */
export const recommendFields = ['name', 'reach'] as const

export type Given = Partial<Record<string, string>>
export type Problems = Partial<Record<keyof Referred, string>>

/** `address`: where it is sent, as seen from the page it stands on. */
export function recommendForm(locale: Locale, address: string, given: Given = {}, problems: Problems = {}): Html {
  const text = recommendWords(locale)
  return html`<form method="post" action="${address}?lang=${locale}" accept-charset="utf-8"><p class="soft">${text.intro}</p>
${recommendFields.map(name => field(name, text[name], given[name] ?? '', problems[name]))}
<button>${text.submit}</button></form>`
}

function field(name: keyof Referred, label: string, value: string, problem: string | undefined): Html {
  const described = problem && html` aria-invalid="true" aria-describedby="${name}-wrong"`
  return html`
<div${problem && html` class="bad"`}><label class="question" for="${name}">${label}</label>
<input class="line" id="${name}" name="${name}" value="${value}" maxlength="${longestReferral}" autocomplete="off" required${described}>${problem && html`<p class="wrong" id="${name}-wrong">${problem}</p>`}</div>`
}
