import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countThemes } from '../../../src/surveys/results/comments.ts'
import { nps } from '../../../src/surveys/shipped.ts'
import { folded, patternOf, tellingSentence } from '../../../src/surveys/themes/match.ts'
import { shippedThemes } from '../../../src/surveys/themes/shipped.ts'

const finds = (words: string[], comment: string) => patternOf({ name: 'x', words }).test(folded(comment))
const themes = shippedThemes.map(({ name, words }) => ({ name: name.en, words }))
const named = (comment: string) => themes.filter(theme => patternOf(theme).test(folded(comment))).map(({ name }) => name)

describe('the words of a theme', () => {
  it.each([
    [['price'], 'The PRICE is right', true],
    [['price'], 'Ｐｒｉｃｅ！', true],
    [['price'], 'priceless', false],
    [['rep'], 'a report', false],
    [['price'], '这个price太高了', true],
    [['价格'], '你们的价格偏高', true],
    [['on time'], 'never On\n  Time', true],
    [['c++'], 'we use C++ here', true],
    [['.*'], 'anything', false],
    [[''], 'anything', false],
    [[], 'anything', false],
  ] as const)('%j in %s: %s', (words, comment, expected) => expect(finds([...words], comment)).toBe(expected))

  it('are found in any comment that holds them as words, whatever they are made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.string(), (word, other) => {
        fc.pre(word.normalize('NFKC').trim() !== '')
        expect(finds([word], `${other.slice(0, 5)} ${word} .`)).toBe(true)
      }),
    )
  })
})

describe('shipped themes', () => {
  it.each([
    ['Too expensive compared with others.', ['Price']],
    ['Delivery came a week late and two lamps were broken', ['Quality', 'Delivery']],
    ['Your account manager is great', ['People and contact']],
    ['太贵了，而且到货晚', ['Price', 'Delivery']],
    ['售后响应很慢', ['Service']],
    ['对接人换了三次，沟通很累', ['People and contact']],
    ['系统不好用', ['Product and ease of use']],
    ['All good', []],
    ['一切都好', []],
  ])('%s', (comment, expected) => expect(named(comment)).toEqual(expected))
})

describe('counting', () => {
  const comment = (customer: string, text: string, score: number | null = null) => ({
    customerId: 1,
    customer,
    comment: text,
    score,
  })

  it('counts a comment once in each theme, with its mood, and those of none', () => {
    const counted = countThemes(nps, themes, [
      comment('A', 'Price, price, price: too expensive', 2),
      comment('B', 'The price is fair. Delivery on time.', 10),
      comment('C', 'Expensive', 8),
      comment('A', 'No discount', 3),
      comment('D', 'Nothing to say', 9),
    ])
    expect(counted.without).toBe(1)
    expect(counted.themes.map(({ name, comments, unhappy, content }) => [name, comments, unhappy, content])).toEqual([
      ['Price', 4, 2, 1],
      ['Delivery', 1, 0, 1],
    ])
    expect(counted.themes[0]?.quotes).toEqual([
      { customer: 'A', text: 'Price, price, price: too expensive', mood: 'unhappy' },
      { customer: 'B', text: 'The price is fair.', mood: 'content' },
    ])
  })

  it('quotes the sentence that tells it', () => {
    const pattern = patternOf({ name: 'Price', words: ['price', '价格'] })
    expect(tellingSentence('We like you. The price is high! Bye.', pattern)).toBe('The price is high!')
    expect(tellingSentence('很满意。价格有点高。谢谢', pattern)).toBe('价格有点高。')
    expect(tellingSentence('no such word', pattern)).toBe('no such word')
  })
})
