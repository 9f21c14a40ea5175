'use client'

import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { type ButtonTone, buttonLook } from './button-look.ts'
import { QuietLink } from './quiet-link.tsx'

type ButtonLinkProps = { href: string; tone?: ButtonTone; children: ReactNode }

/** A link that looks like a button, for when the primary action of a page is a page. */
export function ButtonLink({ href, tone = 'primary', children }: ButtonLinkProps) {
  return (
    <Button component={QuietLink} href={href} {...buttonLook[tone]}>
      {children}
    </Button>
  )
}
