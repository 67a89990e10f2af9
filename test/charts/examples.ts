import type { Chart } from '../../src/chat/chart.ts'
import type { Locale } from '../../src/chat/wording.ts'

/** One chart of each kind, small, with every text given. */
export function everyKind(locale: Locale, text: (name: string) => string = name => name): Chart[] {
  const base = { locale, title: text('Title'), summary: text('Summary') }
  const money = { name: text('Amount'), format: { currency: 'EUR' } } as const
  const count = { name: text('Customers'), format: 'count' } as const
  const share = (name: string) => ({ name: text(name), format: 'percent' }) as const
  const series = [
    { name: text('North'), values: [12, 1250, null] },
    { name: text('South'), values: [7, 31, 44] },
  ]
  const categories = ['Spring', 'Summer', 'Autumn'].map(text)
  return [
    { ...base, kind: 'bars', categories, series, x: text('Season'), y: count },
    { ...base, kind: 'stacked-bars', categories, series, x: text('Season'), y: count },
    { ...base, kind: 'lines', categories, series, x: text('Season'), y: money },
    {
      ...{ ...base, kind: 'points', x: share('Said'), y: share('Happened'), weight: count, diagonal: text('Equal') },
      points: [
        { x: 0.123, y: 0.1, weight: 815 },
        { x: 0.62, y: 0.71, weight: 36 },
      ],
    },
    {
      ...{ ...base, kind: 'timeline', from: '2026-01-05', to: '2026-09-30', x: text('Day'), y: money },
      events: [
        { day: '2026-02-03', value: 1300.5 },
        { day: '2026-03-04', value: null },
        { day: '2026-06-21', value: 75 },
      ],
      spans: [{ name: text('Expected'), from: '2026-07-08', to: '2026-07-19' }],
      moments: [{ name: text('Today'), day: '2026-07-01' }],
    },
  ]
}

/** The chart of this kind. */
export function example<Kind extends Chart['kind']>(kind: Kind, locale: Locale = 'en'): Chart & { kind: Kind } {
  const found = everyKind(locale).find((chart): chart is Chart & { kind: Kind } => chart.kind === kind)
  if (!found) throw new Error(`no example of ${kind}`)
  return found
}
