/** The languages people read Rapport in. */
export const locales = ['en', 'zh-CN'] as const
export type Locale = (typeof locales)[number]

/** The nearest language we speak to a BCP 47 tag; everything Chinese is Simplified Chinese, all else English. */
export function localeOf(tag: string | null | undefined): Locale {
  return tag?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** One text in both languages. */
export type Worded = Record<Locale, string>

/**
 * A room's texts: `wording({ en, 'zh-CN' })(locale).key`. English fixes the keys and signatures; a Chinese text that is missing or
 * takes other arguments does not compile.
 */
export function wording<T extends Record<string, unknown>>(texts: { en: T; 'zh-CN': { [K in keyof T]: Widened<T[K]> } }) {
  return (locale: Locale): { [K in keyof T]: Widened<T[K]> } => texts[locale] as { [K in keyof T]: Widened<T[K]> }
}

type Widened<V> = V extends string ? string : V extends (...args: infer A) => string ? (...args: A) => string : V
