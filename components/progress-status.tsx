import classes from './progress-status.module.css'

type ProgressStatusProps = {
  /** What is running. */
  label: string
  /** Where it stands, in words; announced politely when it changes. */
  sentence: string
  /** From 0 to 1; left out while the end is not known. */
  share?: number
}

/** Long work that runs elsewhere. */
export function ProgressStatus({ label, sentence, share }: ProgressStatusProps) {
  return (
    <div className={classes.status}>
      <progress className={classes.bar} aria-label={label} max={1} value={share} />
      <p className={classes.line}>
        <strong>{label}</strong> · <span aria-live="polite">{sentence}</span>
      </p>
    </div>
  )
}
