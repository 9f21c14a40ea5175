'use client'

import Link from 'next/link'
import { type ComponentProps, useContext } from 'react'
import { LinkAddress } from './link-address.tsx'

type QuietLinkProps = Omit<ComponentProps<typeof Link>, 'href'> & {
  href: string
  /** Leads to this very address, whatever the pages around make of links. */
  exact?: boolean
}

/**
 * Next's link without prefetching. Every page here asks the database on behalf of a member, so fetching each
 * link in sight would cost a table of fifty rows fifty such pages that nobody opens.
 */
export function QuietLink({ href, exact = false, ...rest }: QuietLinkProps) {
  const addressOf = useContext(LinkAddress)
  return <Link prefetch={false} href={exact ? href : addressOf(href)} {...rest} />
}
