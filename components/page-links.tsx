import { HiddenText } from './hidden-text.tsx'
import classes from './page-links.module.css'
import { QuietLink } from './quiet-link.tsx'

type PageLinksProps = {
  /** Names the navigation. */
  label: string
  /** Which rows are shown, in words. */
  range: string
  /** How many rows a page may have; choosing begins at the same row. */
  sizes?: { label: string; choices: { rows: string; href: string; isChosen: boolean }[] }
  previous: { href?: string; label: string }
  next: { href?: string; label: string }
}

/** The way through a long list, page by page, by URL. */
export function PageLinks({ label, range, sizes, previous, next }: PageLinksProps) {
  return (
    <nav className={classes.pages} aria-label={label}>
      <span>{range}</span>
      {sizes ? (
        <span className={classes.sizes}>
          {sizes.label}
          {sizes.choices.map(({ rows, href, isChosen }) => (
            <QuietLink key={rows} href={href} aria-current={isChosen ? 'true' : undefined}>
              <HiddenText>{sizes.label} </HiddenText>
              {rows}
            </QuietLink>
          ))}
        </span>
      ) : null}
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
