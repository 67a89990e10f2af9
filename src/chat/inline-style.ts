import { createHash } from 'node:crypto'
import { type Html, html } from './html.ts'

/** A page's own style, and how its content security policy names it, so that no other style works there. */
export interface InlineStyle {
  element: Html
  /** For `style-src`. */
  source: string
}

/** `css`: ours, written as a template without anything put in. */
export function inlineStyle(css: Html): InlineStyle {
  return { element: html`<style>${css}</style>`, source: `'sha256-${createHash('sha256').update(css.markup).digest('base64')}'` }
}
