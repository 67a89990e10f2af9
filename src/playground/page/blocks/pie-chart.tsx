import type { Chart } from './chart-data.ts'

const radius = 80

export function PieChart({ chart }: { chart: Chart }) {
  const values = (chart.series[0]?.values ?? []).map(value => value ?? 0)
  const total = values.reduce((sum, value) => sum + value, 0)
  let turned = 0
  const slices = values.map((value, index) => {
    const start = turned
    turned += value / total
    return { key: `${index}-${chart.categories[index]}`, path: slice(start, turned), tone: `tone-${index % 6}` }
  })
  return (
    <svg className="pie" viewBox="-90 -90 180 180" aria-hidden="true">
      {slices.map(({ key, path, tone }) =>
        path ? <path key={key} className={tone} d={path} /> : <circle key={key} className={tone} r={radius} />,
      )}
      <circle className="hole" r={radius * 0.58} />
    </svg>
  )
}

/** One slice from turn to turn (0 to 1); empty when it is the whole, which a path cannot draw. */
function slice(from: number, to: number): string {
  if (to - from > 0.9999) return ''
  const point = (turn: number) => {
    const angle = turn * 2 * Math.PI - Math.PI / 2
    return `${(Math.cos(angle) * radius).toFixed(2)} ${(Math.sin(angle) * radius).toFixed(2)}`
  }
  return `M0 0L${point(from)}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)}Z`
}
