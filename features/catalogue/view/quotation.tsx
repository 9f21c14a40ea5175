import type { ReactNode } from 'react'
import classes from './quotation.module.css'

type QuotationProps = {
  lang: string
  /** Where the words come from, or that they are our translation. */
  cite: ReactNode
  /** Our own words are set apart from a quotation. */
  ours?: boolean
  children: ReactNode
}

/** Words of Microsoft's page as they stand there; or our translation, marked as ours. */
export function Quotation({ lang, cite, ours = false, children }: QuotationProps) {
  return (
    <figure className={classes.quotation} data-ours={ours}>
      {ours ? <p lang={lang}>{children}</p> : <blockquote lang={lang}>{children}</blockquote>}
      <figcaption>{cite}</figcaption>
    </figure>
  )
}
