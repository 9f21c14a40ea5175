import classes from './proportion-bar.module.css'

type ProportionBarProps = {
  /** From 0 to 1; what lies outside is drawn as the nearer end. */
  share: number
  /** The proportion in words, where no number stands beside the bar. */
  label?: string
  tone?: 'ink' | 'sharing' | 'half-stopped' | 'stopped' | 'unknown'
}

/** One horizontal proportion. Anything that is more than nothing is at least a visible sliver. */
export function ProportionBar({ share, label, tone = 'ink' }: ProportionBarProps) {
  const drawn = Math.min(Math.max(share, 0), 1) * 100
  return (
    <svg
      className={classes.bar}
      data-tone={tone}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <rect className={classes.whole} width="100" height="6" />
      <rect className={classes.part} width={drawn > 0 ? Math.max(drawn, 1) : 0} height="6" />
    </svg>
  )
}
