import classes from './page-links.module.css'
import { QuietLink } from './quiet-link.tsx'

type PageLinksProps = {
  /** Names the navigation. */
  label: string
  /** Which rows are shown, in words. */
  range: string
  previous: { href?: string; label: string }
  next: { href?: string; label: string }
}

/** The way through a long list, page by page, by URL. */
export function PageLinks({ label, range, previous, next }: PageLinksProps) {
  return (
    <nav className={classes.pages} aria-label={label}>
      <span>{range}</span>
      {[previous, next].map((step) =>
        step.href ? (
          <QuietLink key={step.label} href={step.href}>
            {step.label}
          </QuietLink>
        ) : null,
      )}
    </nav>
  )
}
