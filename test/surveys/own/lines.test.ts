import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../../src/customers/fields.ts'
import { ends, printQuestions, readQuestions } from '../../../src/surveys/own/lines.ts'
import { type Question, questionsShape } from '../../../src/surveys/questionnaire.ts'

const questionsIn = (typed: string) => {
  const read = readQuestions(typed)
  if (read.kind === 'wrong') throw new Error(JSON.stringify(read.problems))
  return read.questions
}
const both = (text: string) => ({ en: text, 'zh-CN': text })

describe('questions as lines', () => {
  it('are read with how they are answered, in one language or two', () => {
    const typed = `How easy was the start? | 上手容易吗？ [1-5]

Which part was hardest? [setup|安装 / import|导入 / training]
推荐意愿【0～10】
What should we change?
Anything else? [text]`
    const questions = questionsIn(typed)
    expect(questions).toEqual([
      { kind: 'score', key: 'q1', text: { en: 'How easy was the start?', 'zh-CN': '上手容易吗？' }, from: 1, to: 5, ...ends },
      {
        kind: 'choice',
        key: 'q2',
        text: both('Which part was hardest?'),
        options: [
          { value: 'o1', label: { en: 'setup', 'zh-CN': '安装' } },
          { value: 'o2', label: { en: 'import', 'zh-CN': '导入' } },
          { value: 'o3', label: both('training') },
        ],
      },
      { kind: 'score', key: 'q3', text: both('推荐意愿'), from: 0, to: 10, ...ends },
      { kind: 'text', key: 'q4', text: both('What should we change?') },
      { kind: 'text', key: 'q5', text: both('Anything else?') },
    ])
    expect(questionsShape.safeParse(questions).success).toBe(true)
  })

  it('take either language first', () => {
    expect(questionsIn('上手容易吗？｜How easy was it? [1-5]')[0]?.text).toEqual({
      en: 'How easy was it?',
      'zh-CN': '上手容易吗？',
    })
    expect(questionsIn('How easy? | [1-5]')[0]?.text).toEqual(both('How easy?'))
  })

  it.each([
    [
      'Fine?\n[1-5]\nHow [2-5]',
      [
        { line: 2, problem: { kind: 'empty' } },
        { line: 3, problem: { kind: 'scale', typed: '2-5' } },
      ],
    ],
    ['How [1-11]', [{ line: 1, problem: { kind: 'scale', typed: '1-11' } }]],
    ['\n\nWhich [one]', [{ line: 3, problem: { kind: 'options-few' } }]],
    ['Which [one / one]', [{ line: 1, problem: { kind: 'option-twice', typed: 'one' } }]],
    [`Which [one / ${'x'.repeat(61)}]`, [{ line: 1, problem: { kind: 'option-long', typed: 'x'.repeat(61) } }]],
    [`Which [${Array.from({ length: 11 }, (_, at) => at).join('/')}]`, [{ line: 1, problem: { kind: 'options-many' } }]],
    ['x'.repeat(301), [{ line: 1, problem: { kind: 'long' } }]],
    [' \n', [{ line: null, problem: { kind: 'none' } }]],
    ['a\n'.repeat(9), [{ line: null, problem: { kind: 'too-many', count: 9 } }]],
  ])('say which line is wrong and why: %j', (typed, problems) =>
    expect(readQuestions(typed)).toEqual({ kind: 'wrong', problems }),
  )

  it('never fail on anything that is typed, and what is read fits the tables', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 8 }), lines => {
        const read = readQuestions(lines.join('\n'))
        if (read.kind === 'questions') expect(questionsShape.safeParse(read.questions).success).toBe(true)
      }),
    )
  })

  it('print and read again as they were', () => {
    const piece = fc
      .oneof(fc.string({ maxLength: 40 }), fc.string({ unit: fc.constantFrom(...'容易吗？导入安装 ab'), maxLength: 20 }))
      .map(text => cleanText(text.replace(/[|｜[【［】］]/g, '')))
      .filter(text => text !== '')
    const hasHan = (text: string) => /\p{Script=Han}/u.test(text)
    const worded = (text: fc.Arbitrary<string>) =>
      fc
        .oneof(text.map(both), fc.record({ en: text, 'zh-CN': text }))
        .filter(({ en, 'zh-CN': chinese }) => en === chinese || !(hasHan(en) && !hasHan(chinese)))
    const label = worded(piece.map(text => cleanText(text.replace(/[/／\]]/g, ''))).filter(text => text !== ''))
    const question: fc.Arbitrary<Question> = fc.oneof(
      fc.record({
        kind: fc.constant('score' as const),
        key: fc.constant('q'),
        text: worded(piece),
        from: fc.constantFrom(0, 1),
        to: fc.integer({ min: 2, max: 10 }),
        low: fc.constant(ends.low),
        high: fc.constant(ends.high),
      }),
      fc.record({
        kind: fc.constant('choice' as const),
        key: fc.constant('q'),
        text: worded(piece),
        options: fc
          .uniqueArray(label, { minLength: 2, maxLength: 10, comparator: (a, b) => a.en === b.en || a['zh-CN'] === b['zh-CN'] })
          .filter(labels => !/^(?:\d+\s*\S*\s*\d+)$/.test(labels.map(({ en }) => en).join(' / ')))
          .map(labels => labels.map((one, index) => ({ value: `o${index + 1}`, label: one }))),
      }),
      fc.record({
        kind: fc.constant('text' as const),
        key: fc.constant('q'),
        text: worded(fc.tuple(piece, fc.constantFrom('', ' [b]', ' [1-5]')).map(([text, end]) => `${text}${end}`)),
      }),
    )
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 8 }), made => {
        const questions = made.map((one, index) => ({ ...one, key: `q${index + 1}` }))
        expect(questionsIn(printQuestions(questions))).toEqual(questions)
      }),
      { numRuns: 500 },
    )
  })
})
