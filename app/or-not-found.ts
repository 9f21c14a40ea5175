import { notFound } from 'next/navigation'
import { Missing } from '#domain/outcome.ts'

/** What a query answers, or the page that says there is nothing to see: not there and not yours look alike. */
export const orNotFound = <Value>(answer: Promise<Value>): Promise<Value> =>
  answer.catch((error: unknown) => {
    if (error instanceof Missing) notFound()
    throw error
  })
