import classes from './step-chart.module.css'

export type StepPoint = { at: number; value: number }

type StepChartProps = {
  /** The earliest first; each value holds until the next one. */
  points: readonly StepPoint[]
  /** The moment the last value still held. */
  until: number
  /** At the ends of its axes, already in words. */
  words: { from: string; until: string; highest: string; last: string }
}

const width = 640
const height = 112
const room = { top: 18, right: 8, bottom: 20, left: 8 }

/**
 * A number over time as a line of steps from zero: what was counted holds until it is counted again. It repeats what
 * words or a table say beside it, so it is hidden from assistive technology.
 */
export function StepChart({ points, until, words }: StepChartProps) {
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return null
  const span = Math.max(1, until - first.at)
  const top = Math.max(1, ...points.map(({ value }) => value))
  const x = (at: number) => room.left + ((at - first.at) / span) * (width - room.left - room.right)
  const y = (value: number) => height - room.bottom - (value / top) * (height - room.top - room.bottom)
  const line = points
    .map(({ at, value }, index) => (index === 0 ? `M${x(at)} ${y(value)}` : `H${x(at)}V${y(value)}`))
    .join('')
  const end = x(until)
  return (
    <svg className={classes.chart} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <path className={classes.area} d={`${line}H${end}V${y(0)}H${x(first.at)}Z`} />
      <path className={classes.base} d={`M${room.left} ${y(0)}H${width - room.right}`} />
      <path className={classes.line} d={`${line}H${end}`} />
      <circle className={classes.end} cx={end} cy={y(last.value)} r="3" />
      <text x={room.left} y={room.top - 6}>
        {words.highest}
      </text>
      <text
        x={width - room.right}
        y={Math.max(12, y(last.value) - 8)}
        textAnchor="end"
        className={classes.now}
      >
        {words.last}
      </text>
      <text x={room.left} y={height - 4}>
        {words.from}
      </text>
      <text x={width - room.right} y={height - 4} textAnchor="end">
        {words.until}
      </text>
    </svg>
  )
}
