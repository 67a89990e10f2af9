import type { Worded } from './wording.ts'

/** What a check of the installation found, and what to do about it. Holds no secret and nothing of a customer. */
export interface Finding {
  /** Names the check, the same in every version: node, settings, port... */
  check: string
  state: 'ok' | 'warning' | 'problem'
  said: Worded
  next?: Worded
}

/** One text in both languages. */
export const said = (en: string, chinese: string): Worded => ({ en, 'zh-CN': chinese })
