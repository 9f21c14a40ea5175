'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import classes from './app-frame.module.css'
import { QuietLink } from './quiet-link.tsx'

/** A link of the main navigation: knows whether it leads here, and closes the drawer it may stand in. */
export function NavigationLink({ href, children }: { href: string; children: ReactNode }) {
  const pathname = usePathname()
  const current = pathname === href ? 'page' : pathname.startsWith(`${href}/`) ? 'true' : undefined
  return (
    <QuietLink
      href={href}
      className={classes.link}
      aria-current={current}
      onClick={(event) => event.currentTarget.closest<HTMLElement>('[popover]')?.togglePopover(false)}
    >
      {children}
    </QuietLink>
  )
}
