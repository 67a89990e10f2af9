import { type Locale, wording } from '../../chat/wording.ts'
import { type Questionnaire, scored } from '../questionnaire.ts'
import { type Figure, measureOf } from './figures.ts'

const words = wording({
  en: {
    range: (low: string, high: string) => `${low} to ${high}`,
    interval: (range: string) => `95% ${range}`,
    of: (n: string) => `n = ${n}`,
    few: (n: string) => `n = ${n}, too few to mean anything`,
    fewShort: (n: string) => `n = ${n}, too few`,
    open: ' (',
    close: ')',
    comma: ', ',
  },
  'zh-CN': {
    range: (low: string, high: string) => `${low} 至 ${high}`,
    interval: (range: string) => `95% 区间 ${range}`,
    of: (n: string) => `n = ${n}`,
    few: (n: string) => `n = ${n}，样本太少，暂无参考意义`,
    fewShort: (n: string) => `n = ${n}，样本太少`,
    // Bold ends at a space alone.
    open: ' (',
    close: ')',
    comma: '，',
  },
})

/** `+32`, `84%`, `4.2/5`. */
export function valueText(questionnaire: Questionnaire, value: number, locale: Locale): string {
  const measure = measureOf(questionnaire)
  if (measure === 'share') return `${Math.round(value * 100)}%`
  if (measure === 'mean')
    return `${value.toLocaleString(locale, { maximumFractionDigits: 1 })}/${scored(questionnaire)?.to ?? ''}`
  const points = Math.round(value)
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0'
}

/** The 95 % interval, `−4 to +61`, `3.4 to 4.6`, or nothing where there is none. */
export function rangeText(questionnaire: Questionnaire, { interval }: Figure, locale: Locale): string {
  if (!interval) return ''
  // The scale stands at the value.
  const [low, high] = interval.map(end => valueText(questionnaire, end, locale).replace(/\/\d+$/, ''))
  return words(locale).range(low ?? '', high ?? '')
}

/** What a value rests on, to stand behind it: ` (n = 41, 95% +5 to +58)`. */
export function basisText(questionnaire: Questionnaire, figure: Figure, locale: Locale): string {
  const text = words(locale)
  const range = rangeText(questionnaire, figure, locale)
  const parts = [text.of(figure.n.toLocaleString(locale)), ...(range ? [text.interval(range)] : [])]
  return `${text.open}${parts.join(text.comma)}${text.close}`
}

/** `+32 (n = 41, 95% +5 to +58)`; without a figure how many answers there are, and that they mean nothing. */
export function figureText(
  questionnaire: Questionnaire,
  figure: Figure | null,
  n: number,
  locale: Locale,
  length: 'full' | 'short' = 'full',
): string {
  const text = words(locale)
  const count = n.toLocaleString(locale)
  if (!figure) return measureOf(questionnaire) === 'none' ? text.of(count) : (length === 'full' ? text.few : text.fewShort)(count)
  return `${valueText(questionnaire, figure.value, locale)}${basisText(questionnaire, figure, locale)}`
}
