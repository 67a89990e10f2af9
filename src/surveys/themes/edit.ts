import type { Context } from '../../chat/context.ts'
import { wording } from '../../chat/wording.ts'
import { comparable } from '../../customers/custom/field.ts'
import { cleanText } from '../../customers/fields.ts'

const mostThemes = 30
export const longestTheme = 40
/** As many as a form's field holds. */
const mostWords = 70
const longestWord = 40

const words = wording({
  en: {
    name: `A theme needs a name of at most ${longestTheme} characters.`,
    taken: (name: string) => `There is a theme “${name}” already.`,
    many: `At most ${mostThemes} themes. Remove one first.`,
    none: 'Write at least one word that tells the theme.',
    words: `At most ${mostWords} words of at most ${longestWord} characters.`,
  },
  'zh-CN': {
    name: `请填写主题名称，最多 ${longestTheme} 个字符。`,
    taken: (name: string) => `已有主题“${name}”。`,
    many: `最多 ${mostThemes} 个主题，请先删除一些。`,
    none: '请至少填写一个关键词。',
    words: `最多 ${mostWords} 个关键词，每个最多 ${longestWord} 个字符。`,
  },
})

/** `price, too expensive、价格`: one word or phrase each, none twice. */
export function readWords(typed: string): string[] {
  const seen = new Set<string>()
  return typed
    .split(/[,，、;；\n]/)
    .map(cleanText)
    .filter(word => {
      const key = word.normalize('NFKC').toLowerCase()
      if (key === '' || seen.has(key)) return false
      seen.add(key)
      return true
    })
}

/** What is wrong with a theme beside the others of its team, by field; empty: nothing. Pure but for the language. */
export function themeProblems(
  { locale }: Pick<Context, 'locale'>,
  { name, words: given }: { name: string; words: readonly string[] },
  others: readonly { name: string }[],
): { name?: string; words?: string } {
  const text = words(locale)
  const errors: { name?: string; words?: string } = {}
  if (comparable(name) === '' || [...name].length > longestTheme) errors.name = text.name
  else if (others.some(other => comparable(other.name) === comparable(name))) errors.name = text.taken(name)
  else if (others.length >= mostThemes) errors.name = text.many
  if (given.length === 0) errors.words = text.none
  else if (given.length > mostWords || given.some(word => [...word].length > longestWord)) errors.words = text.words
  return errors
}
