import type { ReactNode } from 'react'
import classes from './app-frame.module.css'
import { MenuIcon } from './icons.tsx'
import { Logo } from './logo.tsx'
import { NavigationLink } from './navigation-link.tsx'
import { QuietLink } from './quiet-link.tsx'

export type NavigationItem = { href: string; label: string; badge?: ReactNode }
export type NavigationGroup = { id: string; label?: string; items: NavigationItem[] }

type AppFrameProps = {
  words: { skip: string; navigation: string; openNavigation: string }
  brand: { name: string; href: string }
  groups: NavigationGroup[]
  /** Above the navigation: which organisation one is in, and the way to another. */
  switcher?: ReactNode
  /** In the bar: the search over everything. */
  search?: ReactNode
  /** In the bar: the date the page speaks of, and when it was last read. */
  asOf?: ReactNode
  lastReading?: ReactNode
  /** In the bar, at its end: language, appearance, member. */
  tools?: ReactNode
  /** Between the bar and the page. */
  banner?: ReactNode
  /** Above the page on paper, where nothing else of the frame is. */
  printed: string
  children: ReactNode
}

const navigationId = 'main-navigation'
const contentId = 'content'

/**
 * The frame round every page of a signed-in member. The navigation is one element: a column where there is
 * room, and below 62em a popover that the browser opens, closes and restores focus from without our script.
 * The breadcrumb belongs to the page (`PageHeader`), which lays it into the bar.
 */
export function AppFrame(props: AppFrameProps) {
  const { words, brand, groups, switcher, search, asOf, lastReading, tools, banner, printed, children } =
    props
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href={`#${contentId}`}>
        {words.skip}
      </a>
      <header className={classes.bar}>
        <button
          type="button"
          className={classes.opener}
          popoverTarget={navigationId}
          aria-label={words.openNavigation}
        >
          <MenuIcon />
        </button>
        <div className={classes.status}>
          {search}
          {asOf}
          {lastReading ? <span className={classes.lastReading}>{lastReading}</span> : null}
        </div>
        <div className={classes.tools}>{tools}</div>
      </header>
      <nav id={navigationId} className={classes.side} popover="auto" aria-label={words.navigation}>
        <QuietLink href={brand.href} className={classes.brand}>
          <Logo />
          <span>{brand.name}</span>
        </QuietLink>
        {switcher ? <div className={classes.switcher}>{switcher}</div> : null}
        {groups.map((group) => (
          <div key={group.id} className={classes.group}>
            {group.label ? <p className={classes.groupLabel}>{group.label}</p> : null}
            <ul>
              {group.items.map((item) => (
                <li key={item.href}>
                  <NavigationLink href={item.href}>
                    <span>{item.label}</span>
                    {item.badge ? <span className={classes.badge}>{item.badge}</span> : null}
                  </NavigationLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <main id={contentId} className={classes.content} tabIndex={-1}>
        <p className="print-only">{printed}</p>
        {banner}
        <div className={classes.page}>{children}</div>
      </main>
    </div>
  )
}
