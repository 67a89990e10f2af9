import { useMedia } from '../state/use-media.ts'
import { axisMarks, type Chart } from './chart-data.ts'

const height = 270
const frame = { left: 52, right: 26, top: 30, bottom: 50 }

/** Lines, areas and bars over named categories. */
export function AxisChart({ chart, kind }: { chart: Chart; kind: 'line' | 'area' | 'bar' }) {
  // The drawing scales with its frame, so a small screen gets a smaller drawing to keep its letters readable.
  const width = useMedia('(max-width: 560px)') ? 340 : 560
  const marks = axisMarks(chart.series.flatMap(series => series.values.filter(value => value !== null)))
  const low = marks[0] ?? 0
  const high = marks.at(-1) ?? 1
  const y = (value: number) => frame.top + ((high - value) / (high - low || 1)) * (height - frame.top - frame.bottom)
  const slot = (width - frame.left - frame.right) / chart.categories.length
  const x = (index: number) => frame.left + slot * (index + 0.5)
  // Names that would overlap are thinned out evenly.
  const every = Math.ceil(chart.categories.length / Math.floor((width - frame.left) / 64))
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {marks.map(mark => (
        <g key={mark}>
          <line className={mark === 0 ? 'zero' : 'grid'} x1={frame.left} x2={width - frame.right} y1={y(mark)} y2={y(mark)} />
          <text className="axis" x={frame.left - 8} y={y(mark) + 4} textAnchor="end">
            {compact(mark)}
          </text>
        </g>
      ))}
      {chart.categories.map((category, index) =>
        index % every === 0 ? (
          <text key={category} className="axis" x={x(index)} y={height - 32} textAnchor="middle">
            {category}
          </text>
        ) : null,
      )}
      <text className="axis" x={4} y={14}>
        {chart.yLabel}
      </text>
      <text className="axis" x={(frame.left + width - frame.right) / 2} y={height - 8} textAnchor="middle">
        {chart.xLabel}
      </text>
      {chart.series.map((series, order) => {
        const points = series.values.flatMap((value, index) => (value === null ? [] : [{ x: x(index), y: y(value) }]))
        const path = points
          .map((point, index) => `${index === 0 ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`)
          .join('')
        const tone = `tone-${order % 6}`
        if (kind === 'bar') {
          const bar = Math.min(44, (slot * 0.72) / chart.series.length)
          const shift = (order - (chart.series.length - 1) / 2) * bar
          return (
            <g key={series.name} className={tone}>
              {points.map(point => (
                <rect
                  key={point.x}
                  x={point.x + shift - bar / 2 + 1}
                  width={bar - 2}
                  rx={2}
                  y={Math.min(point.y, y(0))}
                  height={Math.abs(point.y - y(0))}
                />
              ))}
            </g>
          )
        }
        const floor = `L${points.at(-1)?.x ?? 0} ${y(0)}L${points[0]?.x ?? 0} ${y(0)}Z`
        return (
          <g key={series.name} className={tone}>
            {kind === 'area' && path && <path className="area" d={path + floor} />}
            <path className="line" d={path} />
            {points.length <= 20 && points.map(point => <circle key={point.x} cx={point.x} cy={point.y} r={3} />)}
          </g>
        )
      })}
    </svg>
  )
}

function compact(value: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}
