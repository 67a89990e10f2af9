import { clean } from '../../../chat/clean.ts'
import { type Html, html, webAddress } from '../../../chat/html.ts'
import type { Button } from '../../../chat/message.ts'

/** A button that leads somewhere. */
interface LinkButton {
  label: string
  address: string
  look: 'filled' | 'outlined' | 'quiet'
}

/** A mail has no buttons, only links: those without an address are left out. */
export function linkButtons(buttons: readonly Button[] = []): LinkButton[] {
  return buttons.flatMap(button => {
    const address = button.url === undefined ? null : webAddress(button.url)
    if (address === null) return []
    const look = button.unsubscribes ? 'quiet' : button.style === 'primary' ? 'filled' : 'outlined'
    return [{ label: clean(button.label).replaceAll('\n', ' '), address, look }]
  })
}

/** Many are a choice: one under the other on a phone. */
const lookOf = (buttons: readonly LinkButton[]): string =>
  isScale(buttons) ? 'scale' : buttons.length > 3 ? 'choices' : 'buttons'

/** Many short ones, such as the numbers of a scale, are boxes of one size that wrap on a narrow screen. */
const isScale = (buttons: readonly LinkButton[]): boolean => buttons.length > 3 && buttons.every(({ label }) => label.length <= 2)

const box =
  'display:inline-block;box-sizing:border-box;text-align:center;text-decoration:none;border:1px solid #8f877b;border-radius:8px;'
const looks = {
  filled: 'color:#ffffff;background-color:#17695b;border-color:#17695b;',
  outlined: 'color:#26221d;background-color:#ffffff;',
}

export function buttonsHtml(buttons: readonly LinkButton[]): Html {
  const scale = isScale(buttons)
  return html`<div class="${lookOf(buttons)}" style="margin:0 -3px">${buttons.map(button => buttonHtml(button, scale))}</div>`
}

function buttonHtml({ label, address, look }: LinkButton, scale: boolean): Html {
  if (look === 'quiet')
    return html`<a href="${address}" class="quiet" style="display:inline-block;padding:12px 3px;color:#625a4f;font-size:14px">${label}</a>`
  const size = scale
    ? 'width:42px;height:44px;margin:3px;font-size:16px;line-height:42px;'
    : 'margin:3px;padding:11px 20px;font-size:16px;line-height:20px;'
  return html`<a href="${address}" class="${look}" style="${box}${size}font-weight:600;${looks[look]}">${label}</a>`
}

/** One a line; those of a scale that lead to one page share a line and the page's own address. */
export function buttonsText(buttons: readonly LinkButton[]): string {
  const pages = new Set(buttons.map(({ address }) => address.replace(/\?.*$/, '')))
  const [page] = pages
  if (isScale(buttons) && pages.size === 1) return `${buttons.map(({ label }) => label).join(' · ')}\n${page}`
  return buttons.map(({ label, address }) => `${label}: ${address}`).join('\n')
}
