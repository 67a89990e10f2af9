import { nearest } from '../../chat/verbs.ts'
import type { Worded } from '../../chat/wording.ts'
import type { Setting } from './reading.ts'

export interface Pairs<Key extends string> {
  values: Partial<Record<Key, string>>
  /** Everything that is wrong, by the word as typed. */
  problems: Worded[]
}

/** Reads `time=09:00 zone=Asia/Shanghai name="Key accounts"`: values may hold spaces and end where the next `key=` begins. */
export function readPairs<Key extends string>(text: string, settings: readonly Setting<Key>[]): Pairs<Key> {
  const found: Pairs<Key> = { values: {}, problems: [] }
  const starts = [...text.matchAll(/(?:^|[\s,，;；])([^\s=＝,，;；"“”]+)\s*[=＝]\s*/g)]
  const before = text.slice(0, starts[0]?.index ?? text.length).trim()
  if (before) found.problems.push(strayWords(before, settings))
  for (const [index, start] of starts.entries()) {
    const typed = start[1] ?? ''
    const value = text.slice(start.index + start[0].length, starts[index + 1]?.index ?? text.length)
    const setting = settings.find(({ words }) => words.includes(typed.toLowerCase()))
    if (!setting) {
      found.problems.push(unknownKey(typed, settings))
      continue
    }
    const reading = setting.read(unquoted(value))
    if ('value' in reading) found.values[setting.key] = reading.value
    else found.problems.push(reading.problem)
  }
  return found
}

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/[,，;；]$/, '')
    .replace(/^["“”'「](.*)["“”'」]$/s, '$1')

function unknownKey(typed: string, settings: readonly Setting<string>[]): Worded {
  const near = nearest(
    typed.toLowerCase(),
    settings.flatMap(({ words }) => [...words]),
  )
  const shown = typed.slice(0, 40)
  return {
    en: `There is no setting “${shown}”. ${near ? `Did you mean ${near}=?` : `Settings: ${names(settings, 'en')}.`}`,
    'zh-CN': `没有“${shown}”这个设置项。${near ? `您是不是想写 ${near}=？` : `可用的有：${names(settings, 'zh-CN')}。`}`,
  }
}

function strayWords(typed: string, settings: readonly Setting<string>[]): Worded {
  const shown = typed.slice(0, 40)
  return {
    en: `I do not understand “${shown}”. Write settings as key=value: ${names(settings, 'en')}.`,
    'zh-CN': `看不懂“${shown}”。设置要写成“名称=值”，可用的有：${names(settings, 'zh-CN')}。`,
  }
}

function names(settings: readonly Setting<string>[], locale: keyof Worded): string {
  const isChinese = (word: string): boolean => /\p{Script=Han}/u.test(word)
  if (locale === 'en') return settings.map(({ key }) => key).join(', ')
  return settings.map(({ key, words }) => words.find(isChinese) ?? key).join('、')
}
