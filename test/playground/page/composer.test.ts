import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, commandOf, complete, isCommand } from '../../../src/playground/page/composer/completion.ts'
import { nothingRecalled, remember, step } from '../../../src/playground/page/composer/recall.ts'
import { tryLines } from '../../../src/playground/page/composer/try-lines.ts'

const commands = ['/customer', '/care', '/log', '/客户'].map(name => ({ name, description: '', usageHint: `hint of ${name}` }))
const people = ['Rapport', 'Sofia Lind', 'Marcus Reed', '陈晓雯'].map((name, index) => ({ id: `U${index}`, name, about: '' }))
const offered = (text: string, caret = text.length) => complete(text, caret, commands, people)?.items.map(item => item.name) ?? []

describe('completion', () => {
  it('offers commands at the start of a line only', () => {
    expect(offered('/')).toEqual(['/customer', '/care', '/log', '/客户'])
    expect(offered('/c')).toEqual(['/customer', '/care'])
    expect(offered('/LO')).toEqual(['/log'])
    expect(offered('／客')).toEqual(['/客户'])
    expect(offered('/customer acme')).toEqual([])
    expect(offered('see /c')).toEqual([])
  })

  it('offers those that begin with what was typed before those that hold it', () => {
    expect(offered('/o')).toEqual(['/customer', '/log'])
    expect(offered('@r')).toEqual(['Rapport', 'Marcus Reed'])
  })

  it('offers people after an @, also with a first name and a space, never inside an address', () => {
    expect(offered('hello @sof')).toEqual(['Sofia Lind'])
    expect(offered('/care new acme: x @marcus r')).toEqual(['Marcus Reed'])
    expect(offered('（@陈')).toEqual(['陈晓雯'])
    expect(offered('mail a@so')).toEqual([])
  })

  it('replaces what was typed and leaves the caret after one space', () => {
    const text = 'ask @sof about it'
    const completion = complete(text, 8, commands, people)
    const item = completion?.items[0]
    expect(completion && item && accept(text, completion, item)).toEqual({ text: 'ask @Sofia Lind about it', caret: 16 })
  })

  it('never throws and never offers what does not match, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, at) => {
        const caret = at % (text.length + 1)
        const completion = complete(text, caret, commands, people)
        if (!completion) return
        const query = text.slice(completion.from + 1, completion.to).toLowerCase()
        for (const item of completion.items) expect(item.insert.toLowerCase()).toContain(query)
      }),
    )
  })

  it('knows the command of a line, to show how it goes on', () => {
    expect(commandOf('/log acme', commands)?.usageHint).toBe('hint of /log')
    expect(commandOf('/log', commands)).toBeUndefined()
    expect(isCommand('/log acme')).toBe(true)
    expect(isCommand('／客户 晨光')).toBe(true)
    expect(isCommand('// a comment')).toBe(false)
  })
})

describe('recalled lines', () => {
  it('go back and forth, and give the draft back at the end', () => {
    const recall = ['one', 'two', 'two'].reduce(remember, nothingRecalled)
    expect(recall.lines).toEqual(['one', 'two'])
    const back = step(recall, -1, 'draft')
    expect(back?.text).toBe('two')
    const further = back && step(back.recall, -1, 'two')
    expect(further?.text).toBe('one')
    expect(further && step(further.recall, -1, 'one')).toBeNull()
    const forth = further && step(further.recall, 1, 'one')
    expect(forth && step(forth.recall, 1, 'two')?.text).toBe('draft')
  })
})

describe('lines to try', () => {
  const person = { id: 'U1', name: 'x', about: '', zone: 'UTC', locale: 'en-US', external: false }

  it('name only commands that the bot has', () => {
    expect(tryLines(person, false, commands).every(line => commands.some(command => line.startsWith(command.name)))).toBe(true)
    expect(tryLines(person, false, [])).toEqual([])
  })

  it('are Chinese for a Chinese person, plain words in the direct message', () => {
    const chinese = { ...person, locale: 'zh-CN' }
    expect(tryLines(chinese, true, commands)).toContain('客户 知客')
    expect(tryLines(chinese, false, commands)).toContain('/customer 知客')
  })
})
