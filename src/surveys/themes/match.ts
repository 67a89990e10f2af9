/** A name and the words that tell it. */
export interface Theme {
  name: string
  words: readonly string[]
}

/** Text as patterns of themes read it: case, width and runs of spaces do not matter. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** Letters that a Latin word would go on with: Han characters stand beside it without a space and are none. */
const goesOn = '(?!\\p{Script=Han})[\\p{L}\\p{N}]'

/**
 * Finds the words of one theme in `folded` text: whole words where they begin and end with a letter that spaces are put between, any part of
 * the text where they are Han. Pure.
 */
export function patternOf({ words }: Theme): RegExp {
  const patterns = words.map(folded).filter(Boolean).map(wordPattern)
  return patterns.length > 0 ? new RegExp(patterns.join('|'), 'u') : /(?!)/u
}

function wordPattern(word: string): string {
  const literal = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  const characters = [...word]
  const before = isBounded(characters[0]) ? `(?<!${goesOn})` : ''
  const after = isBounded(characters.at(-1)) ? `(?!${goesOn})` : ''
  return `${before}${literal}${after}`
}

const isBounded = (character = ''): boolean => /[\p{L}\p{N}]/u.test(character) && !/\p{Script=Han}/u.test(character)

/** The first sentence of a comment that tells the theme: what is worth quoting. All of it where no sentence does alone. */
export function tellingSentence(comment: string, pattern: RegExp): string {
  const sentences = comment.split(/(?<=[.!?。！？]["”』」)]?)(?=\s|\p{Script=Han})|\n+/u)
  return (sentences.find(sentence => pattern.test(folded(sentence))) ?? comment).trim()
}
