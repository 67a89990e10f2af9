import type { Chart, Tone } from '../../chat/chart.ts'
import { type Locale, wording } from '../../chat/wording.ts'

/** How many customers of a band have a score in a tenth: `tenth` 0 is below 10%, 9 is 90% and above. */
export interface BandTenth {
  band: string
  tenth: number
  customers: number
}

/** A band in its reader's words. */
export interface NamedBand {
  band: string
  name: string
}

const words = wording({
  en: {
    title: 'Customers by churn risk',
    x: 'Churn risk',
    y: 'Customers',
    band: (name: string, count: number, percent: number) => `${count} ${name} (${percent}%)`,
    summary: (count: number, bands: string) => `${count} ${count === 1 ? 'customer' : 'customers'}: ${bands}.`,
  },
  'zh-CN': {
    title: '客户流失风险分布',
    x: '流失风险',
    y: '客户数',
    band: (name: string, count: number, percent: number) => `${name} ${count} 位（${percent}%）`,
    summary: (count: number, bands: string) => `共 ${count} 位客户：${bands}。`,
  },
})

const tones: readonly Tone[] = ['calm', 'notice', 'warning', 'alarm']

/** A team's customers by their risk in tenths, each column split by band. `bands` in the order of the stack, the best first. */
export function riskDistribution(counts: readonly BandTenth[], bands: readonly NamedBand[], locale: Locale): Chart {
  const text = words(locale)
  const total = counts.reduce((sum, { customers }) => sum + customers, 0)
  const ofBand = (band: string) => counts.filter(one => one.band === band)
  const shares = bands.map(({ band, name }) => {
    const customers = ofBand(band).reduce((sum, one) => sum + one.customers, 0)
    return text.band(name, customers, total === 0 ? 0 : Math.round((customers / total) * 100))
  })
  return {
    kind: 'stacked-bars',
    locale,
    title: text.title,
    summary: text.summary(total, shares.join(locale === 'en' ? ', ' : '，')),
    categories: Array.from({ length: 10 }, (_, tenth) => `${tenth * 10}–${tenth * 10 + 10}%`),
    series: bands.map(({ band, name }, index) => ({
      name,
      values: Array.from({ length: 10 }, (_, tenth) =>
        ofBand(band).reduce((sum, one) => (one.tenth === tenth ? sum + one.customers : sum), 0),
      ),
      tone: tones[index] ?? 'alarm',
    })),
    x: text.x,
    y: { name: text.y, format: 'count' },
  }
}
