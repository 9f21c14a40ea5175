import Link from 'next/link'
import type { ComponentProps } from 'react'

/**
 * Next's link without prefetching. Every page here asks the database on behalf of a member, so fetching each
 * link in sight would cost a table of fifty rows fifty such pages that nobody opens.
 */
export function QuietLink(props: ComponentProps<typeof Link>) {
  return <Link prefetch={false} {...props} />
}
