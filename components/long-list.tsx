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
  /** How many rows a page may have, by its name in the address, and how these numbers are written. */
  sizes?: {
    name: string
    chosen: number
    choices: readonly number[]
    label: string
    written: (rows: number) => string
  }
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
export function LongList(props: LongListProps) {
  const { path, asked, stays = {}, filters, sizes, after, next, words, children } = props
  const sought = Object.entries(asked).filter(([, value]) => value !== '')
  const page = (further: Record<string, string>) => {
    const address = new URLSearchParams({ ...Object.fromEntries(sought), ...stays, ...further }).toString()
    return address === '' ? path : `${path}?${address}`
  }
  const isSized = sizes !== undefined && sizes.chosen !== sizes.choices[0]
  const isPart = next !== null || after !== undefined || isSized || (sought.length > 0 && words.range !== '')
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
          sizes={
            sizes && {
              label: sizes.label,
              choices: sizes.choices.map((rows) => ({
                rows: sizes.written(rows),
                href: page({ [sizes.name]: String(rows), ...(after !== undefined && { after }) }),
                isChosen: rows === sizes.chosen,
              })),
            }
          }
          next={{ href: next === null ? undefined : page({ after: next }), label: words.nextPage }}
        />
      ) : null}
    </>
  )
}
