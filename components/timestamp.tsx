import type { ReactNode } from 'react'

type TimestampProps = {
  /** The moment as ISO 8601, for machines. */
  at: string
  /** The full moment in words, shown on hover; where the text is short ("2 h ago"). */
  title?: string
  /** The moment as the server wrote it for this person. */
  children: ReactNode
}

/** A moment. Formatted on the server, so that the browser's zone and locale cannot disagree with the page. */
export function Timestamp({ at, title, children }: TimestampProps) {
  return (
    <time dateTime={at} title={title}>
      {children}
    </time>
  )
}
