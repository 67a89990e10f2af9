import type { FilterField } from '../../chat/filter-field.ts'
import { code, type Inline } from '../../chat/message.ts'
import { type Locale, wording } from '../../chat/wording.ts'
import type { FilterProblem } from './expression.ts'
import { wordIn } from './print.ts'

const words = wording({
  en: {
    empty: 'Say what to filter by, such as ',
    long: (most: number) => `A filter has at most ${most} characters.`,
    many: (most: number) => `A filter has at most ${most} conditions.`,
    unknown: (word: string) => `I cannot filter by “${word}”.`,
    incomplete: (word: string) => `“${word}” is not complete. Write it like `,
    didYouMean: 'Did you mean ',
    number: (word: string) => `“${word}” needs a number, as in `,
    percent: (word: string) => `“${word}” needs a percentage, as in `,
    money: (word: string) => `“${word}” needs an amount, as in `,
    day: (word: string) => `“${word}” needs a time such as 30d, 4w, 6m or 1y, or a day such as 2026-03-31, as in `,
    choice: (word: string, options: string) => `“${word}” does not exist. There are: ${options}.`,
    text: (word: string) => `“${word}” needs a word, as in `,
    alone: (word: string) => `“${word}” cannot be compared: it stands alone, as in `,
    equalOnly: (word: string) => `“${word}” cannot be compared like this, only with : or !=, as in `,
    personal: (word: string) => `“${word}” depends on who looks, so a segment cannot ask for it. Name the person instead: `,
    person: 'owner:Sofia',
    quote: (word: string) => `A quotation mark is not closed: ${word}`,
    open: 'A parenthesis is opened and not closed.',
    close: 'A parenthesis is closed that was not opened.',
    dangling: (word: string) => `“${word}” stands where a condition should be.`,
    end: '.',
    mark: '?',
    comma: ', ',
    colon: ':',
    space: ' ',
  },
  'zh-CN': {
    empty: '请写明筛选条件，例如 ',
    long: (most: number) => `筛选条件最多 ${most} 个字符。`,
    many: (most: number) => `筛选条件最多 ${most} 条。`,
    unknown: (word: string) => `无法按“${word}”筛选。`,
    incomplete: (word: string) => `“${word}”没有写完整，应类似 `,
    didYouMean: '您是不是想用 ',
    number: (word: string) => `“${word}”需要一个数字，例如 `,
    percent: (word: string) => `“${word}”需要一个百分比，例如 `,
    money: (word: string) => `“${word}”需要一个金额，例如 `,
    day: (word: string) => `“${word}”需要一段时间（30天、4周、6个月、1年）或一个日期（2026-03-31），例如 `,
    choice: (word: string, options: string) => `没有“${word}”。可选：${options}。`,
    text: (word: string) => `“${word}”需要写明内容，例如 `,
    alone: (word: string) => `“${word}”不能比较，请单独使用：`,
    equalOnly: (word: string) => `“${word}”不能这样比较，只能用“：”或“!=”，例如 `,
    personal: (word: string) => `“${word}”因人而异，分群不能使用。请直接写负责人：`,
    person: '负责人：陈晓雯',
    quote: (word: string) => `引号没有成对：${word}`,
    open: '左括号没有对应的右括号。',
    close: '右括号没有对应的左括号。',
    dangling: (word: string) => `“${word}”的位置应该是一个条件。`,
    end: '。',
    mark: '？',
    comma: '、',
    colon: '：',
    space: '',
  },
})

const shownOptions = 12

/** Why a text is no filter and what would be right, for its reader. `command`: how the word that was probably meant is typed. */
export function problemInlines(
  locale: Locale,
  problem: FilterProblem,
  command: (word: string) => string = word => word,
): Inline[] {
  const text = words(locale)
  const like = (said: string, example: string): Inline[] => [said, code(example), text.end]
  const meant = (near: string | null): Inline[] => (near ? [text.space, text.didYouMean, code(command(near)), text.mark] : [])
  const word = 'word' in problem ? clipped(problem.word) : ''
  if (problem.kind === 'empty') return like(text.empty, locale === 'en' ? 'tag:vip' : '标签：VIP')
  if (problem.kind === 'too-long') return [text.long(problem.most)]
  if (problem.kind === 'too-many') return [text.many(problem.most)]
  if (problem.kind === 'unknown') return [text.unknown(word), ...meant(problem.nearest)]
  if (problem.kind === 'incomplete') return like(text.incomplete(word), problem.field.example[locale])
  if (problem.kind === 'value') return [...valueInlines(locale, problem.field, word, like), ...meant(problem.nearest)]
  if (problem.kind === 'operator')
    return like((problem.field.type === 'flag' ? text.alone : text.equalOnly)(word), problem.field.example[locale])
  if (problem.kind === 'personal')
    return like(text.personal([wordIn(problem.field.words, locale), problem.text].filter(Boolean).join(text.colon)), text.person)
  if (problem.kind === 'quote') return [text.quote(word)]
  if (problem.kind === 'parenthesis') return [problem.word === '(' ? text.open : text.close]
  return [text.dangling(word)]
}

function valueInlines(
  locale: Locale,
  field: FilterField,
  word: string,
  like: (said: string, example: string) => Inline[],
): Inline[] {
  const text = words(locale)
  if (field.type === 'choice') {
    const options = field.options.map(option => wordIn(option.words, locale))
    const left = options.length > shownOptions ? ' …' : ''
    return [text.choice(word, `${options.slice(0, shownOptions).join(text.comma)}${left}`)]
  }
  if (field.type === 'number') return like(text[field.unit ?? 'number'](word), field.example[locale])
  return like(field.type === 'day' || field.type === 'last' ? text.day(word) : text.text(word), field.example[locale])
}

const clipped = (typed: string): string => {
  const characters = [...typed.trim()]
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join('')
}
