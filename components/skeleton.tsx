import classes from './skeleton.module.css'

const widths = ['w1', 'w2', 'w3', 'w2', 'w1', 'w3'] as const

/** The lines of a table that is on its way. */
function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className={classes.table} aria-hidden="true">
      {Array.from({ length: rows }, (_, at) => `row-${at}`).map((row, at) => (
        <div key={row} className={classes.row}>
          <span className={classes[widths[at % widths.length] ?? 'w1']} />
          <span className={classes.figure} />
        </div>
      ))}
    </div>
  )
}

/** The shape of a page that is on its way; `label` tells those who do not see it. */
export function PageSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      <div className={classes.title} aria-hidden="true" />
      <div className={classes.meta} aria-hidden="true" />
      <TableSkeleton />
    </div>
  )
}
