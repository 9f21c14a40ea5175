import type { ReactNode } from 'react'
import { PageLinks } from './page-links.tsx'
import { SearchBar, type SearchFilter } from './search-bar.tsx'

type LongListProps = {
  /** Where the list is. */
  path: string
  /** What is asked of it in its address, the text of the search as `q`; empty ones are left out. */
  asked: Record<string, string>
  /** What else stands in the address and stays whatever is asked. */
  stays?: Record<string, string>
  filters?: SearchFilter[]
  /** The row before this page's first, and the one before the next page's; none where there is none. */
  after?: string
  next: string | null
  words: {
    label: ReactNode
    help: ReactNode
    submit: ReactNode
    /** Names the way through the pages. */
    pages: string
    /** How many rows are shown, of how many; empty where there are none. */
    range: string
    firstPage: string
    nextPage: string
  }
  /** The rows. */
  children: ReactNode
}

/**
 * A list too long for one page: a search above it, below it how much was found and the way on. All of it lives in the
 * address, which can be kept and passed on.
 */
export function LongList({ path, asked, stays = {}, filters, after, next, words, children }: LongListProps) {
  const sought = Object.entries(asked).filter(([, value]) => value !== '')
  const page = (further: Record<string, string>) => {
    const address = new URLSearchParams({ ...Object.fromEntries(sought), ...stays, ...further }).toString()
    return address === '' ? path : `${path}?${address}`
  }
  const isPart = next !== null || after !== undefined || (sought.length > 0 && words.range !== '')
  return (
    <>
      <SearchBar
        action={path}
        label={words.label}
        help={words.help}
        submit={words.submit}
        sought={asked.q ?? ''}
        filters={filters}
        keep={stays}
      />
      {children}
      {isPart ? (
        <PageLinks
          label={words.pages}
          range={words.range}
          previous={{ href: after === undefined ? undefined : page({}), label: words.firstPage }}
          next={{ href: next === null ? undefined : page({ after: next }), label: words.nextPage }}
        />
      ) : null}
    </>
  )
}
