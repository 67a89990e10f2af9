import { usePage } from '../state/page-context.ts'
import { AxisChart } from './axis-chart.tsx'
import { type Chart, chartData } from './chart-data.ts'
import type { Json } from './json.ts'
import { keyed } from './keyed.ts'
import { PieChart } from './pie-chart.tsx'

/** Slack's `data_visualization`: a picture, a legend, and the same numbers in words for those who cannot see it. */
export function ChartView({ block }: { block: Json }) {
  const { words } = usePage()
  const chart = chartData(block)
  if (!chart) return <p className="unsupported">{words.unsupported('data_visualization')}</p>
  const legend = chart.kind === 'pie' ? chart.categories : chart.series.map(series => series.name)
  return (
    <figure className="chart" aria-label={spoken(chart)}>
      <figcaption>{chart.title}</figcaption>
      {chart.kind === 'pie' ? <PieChart chart={chart} /> : <AxisChart chart={chart} kind={chart.kind} />}
      {(chart.kind === 'pie' || legend.length > 1) && (
        <ul className="legend">
          {keyed(legend, name => name).map(({ key, item, index }) => (
            <li key={key} className={`tone-${index % 6}`}>
              {item}
              {chart.kind === 'pie' && <span className="legend-value">{chart.series[0]?.values[index]}</span>}
            </li>
          ))}
        </ul>
      )}
    </figure>
  )
}

function spoken(chart: Chart): string {
  const series = chart.series.map(one => {
    const points = chart.categories.map((category, index) => `${category} ${one.values[index] ?? '–'}`)
    return `${one.name}: ${points.join(', ')}`
  })
  return `${chart.title}. ${series.join('. ')}`
}
