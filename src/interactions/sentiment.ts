import {
  CHINESE_NEGATION,
  CHINESE_STRENGTH,
  CHINESE_TURN,
  CHINESE_WEIGHTS,
  CHINESE_WISH,
  CHINESE_WISHED,
  LONGEST_CHINESE,
} from './lexicon-chinese.ts'
import {
  ENGLISH_NEGATORS,
  ENGLISH_STRENGTHENERS,
  ENGLISH_TURNS,
  ENGLISH_WEIGHTS,
  ENGLISH_WISHED,
  ENGLISH_WISHES,
} from './lexicon-english.ts'

export type Sentiment = 'positive' | 'neutral' | 'negative'

/** `words` are the expressions that decided, as written, with their negation; empty for neutral. */
export type SentimentReading = { sentiment: Sentiment; words: string[] }

type Sign = { index: number; text: string; weight: number }

const DECIDES = 1
// After "but" comes what the writer means.
const AFTER_TURN = 1.5
const STRONG = 1.5
const MOST_WORDS = 8

/**
 * The mood of a note by two lexicons (English, Chinese) and emoji: weights add up, negation turns them (a denied problem counts as
 * nothing, a denied pleasure as bad), what is wished for is missing, words after "but" or 但 weigh more. From 1 positive, from -1 negative. Linear in the length.
 */
export function readSentiment(note: string): SentimentReading {
  const signs = [...englishSigns(note), ...chineseSigns(note), ...emojiSigns(note)]
  const score = signs.reduce((sum, sign) => sum + sign.weight, 0)
  if (Math.abs(score) < DECIDES) return { sentiment: 'neutral', words: [] }
  const deciding = signs.filter(sign => sign.weight * score > 0).sort((a, b) => a.index - b.index)
  return {
    sentiment: score > 0 ? 'positive' : 'negative',
    words: [...new Set(deciding.map(sign => sign.text))].slice(0, MOST_WORDS),
  }
}

type Token = { word: string; index: number; end: number }

function englishSigns(note: string): Sign[] {
  const signs: Sign[] = []
  for (const clause of note.matchAll(/[^.,;:!?，。；：！？\n()]+/g)) {
    const tokens: Token[] = [...clause[0].matchAll(/[a-z]+(?:['’-][a-z]+)*/gi)].map(match => ({
      word: match[0].toLowerCase().replaceAll('’', "'"),
      index: clause.index + match.index,
      end: clause.index + match.index + match[0].length,
    }))
    signs.push(...clauseSigns(note, tokens))
  }
  return signs
}

function clauseSigns(note: string, tokens: readonly Token[]): Sign[] {
  const signs: Sign[] = []
  let turned = 1
  let wishes = false
  for (let at = 0; at < tokens.length; ) {
    if (ENGLISH_TURNS.has(tokens[at]?.word ?? '')) turned = AFTER_TURN
    if (ENGLISH_WISHES.has(tokens[at]?.word ?? '')) wishes = true
    const size = [3, 2, 1].find(length => ENGLISH_WEIGHTS.has(phrase(tokens, at, length)))
    const first = tokens[at]
    const last = tokens[at + (size ?? 1) - 1]
    if (size && first && last) {
      const isWished = wishes && ENGLISH_WISHED.has(first.word)
      const weight = isWished ? 0 : (ENGLISH_WEIGHTS.get(phrase(tokens, at, size)) ?? 0)
      const before = tokens.slice(Math.max(0, at - 3), at)
      const negator = before.findLast((token, place) => ENGLISH_NEGATORS.has(token.word) && before[place + 1]?.word !== 'only')
      const strong = before.length > 0 && ENGLISH_STRENGTHENERS.has(before.at(-1)?.word ?? '') ? STRONG : 1
      const text = note.slice((negator ?? first).index, last.end)
      if (weight !== 0) signs.push({ index: first.index, text, weight: (negator ? negated(weight) : weight * strong) * turned })
    }
    at += size ?? 1
  }
  return signs
}

function phrase(tokens: readonly Token[], at: number, length: number): string {
  if (at + length > tokens.length) return ''
  return length === 1
    ? (tokens[at]?.word ?? '')
    : tokens
        .slice(at, at + length)
        .map(token => token.word)
        .join(' ')
}

/** Not happy is bad; no problem is nothing in particular. */
function negated(weight: number): number {
  return weight > 0 ? -Math.max(weight, 1) : 0
}

function chineseSigns(note: string): Sign[] {
  const signs: Sign[] = []
  let turned = 1
  let clauseStart = 0
  for (let at = 0; at < note.length; ) {
    if (/[。！？!?\n]/.test(note[at] ?? '')) turned = 1
    if (/[，。；！？、,;!?\n\s]/.test(note[at] ?? '')) clauseStart = at + 1
    CHINESE_TURN.lastIndex = 0
    if ('但不可然只'.includes(note[at] ?? ' ') && CHINESE_TURN.exec(note.slice(at, at + 2))?.index === 0) turned = AFTER_TURN
    const word = longestAt(note, at)
    if (word) {
      const before = note.slice(Math.max(clauseStart, at - 8), at)
      const isWished = CHINESE_WISHED.has(word) && CHINESE_WISH.test(before)
      const weight = isWished ? 0 : (CHINESE_WEIGHTS.get(word) ?? 0)
      const negation = CHINESE_NEGATION.exec(before)?.[0] ?? ''
      const strong = CHINESE_STRENGTH.test(before) ? STRONG : 1
      if (weight !== 0)
        signs.push({ index: at, text: negation + word, weight: (negation ? negated(weight) : weight * strong) * turned })
    }
    at += word?.length ?? 1
  }
  return signs
}

function longestAt(note: string, at: number): string | null {
  const code = note.charCodeAt(at)
  if (code < 0x4e00 || code > 0x9fff) return null
  for (let length = LONGEST_CHINESE; length >= 1; length -= 1) {
    const word = note.slice(at, at + length)
    if (word.length === length && CHINESE_WEIGHTS.has(word)) return word
  }
  return null
}

// Slack sends emoji as :names:, WeCom its own as [names].
const GLAD =
  /👍|👏|😊|😀|😃|😄|😁|🙂|😍|🥰|🎉|❤️?|💪|🤝|🥳|🔥|🌹|:(?:\+1|thumbsup|clap|tada|heart|smile|smiley|grinning|blush|heart_eyes|fire|muscle|handshake|partying_face|rose)(?:::skin-tone-\d)?:|\[(?:强|赞|鼓掌|玫瑰|爱心|微笑|愉快|握手)\]/gu
const SAD =
  /👎|😡|😠|🤬|😞|😟|😢|😭|😤|💔|🙁|☹️?|😩|😒|:(?:-1|thumbsdown|rage|angry|disappointed|cry|sob|broken_heart|face_with_symbols_on_mouth|slightly_frowning_face|triumph)(?:::skin-tone-\d)?:|\[(?:弱|发怒|怒|流泪|大哭|难过|失望|抓狂)\]/gu

function emojiSigns(note: string): Sign[] {
  const signs: Sign[] = []
  for (const [pattern, weight] of [
    [GLAD, 1],
    [SAD, -1],
  ] as const) {
    for (const match of note.matchAll(pattern)) signs.push({ index: match.index, text: match[0], weight })
  }
  return signs
}
