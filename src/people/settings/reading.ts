import type { Worded } from '../../chat/wording.ts'

/** What somebody wrote for a setting: its normal form as text, or what is wrong with it. */
export type Reading = { value: string } | { problem: Worded }

/** One setting that people give as `key=value` or in a form; both go through `read`. */
export interface Setting<Key extends string> {
  key: Key
  /** What people type before `=`: the key itself first, then other names in both languages. */
  words: readonly string[]
  label: Worded
  hint?: Worded
  read(text: string): Reading
}

export const problem = (en: string, zh: string): Reading => ({ problem: { en, 'zh-CN': zh } })

/** Full-width forms to ASCII, spaces trimmed: what a Chinese keyboard types is meant the same. */
export const tidy = (text: string): string => text.normalize('NFKC').trim()
