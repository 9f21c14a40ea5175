import type { AsOf } from '../as-of.ts'

/** The day the page speaks of as a form or an export says it, nothing for today. Links say it by themselves. */
export const dayAsked = (asOf: AsOf): Record<string, string> =>
  asOf.kind === 'past' ? { asOf: asOf.asked } : {}

/** An address with what is asked for in it; what is empty does not belong there. */
export const addressOf = (path: string, asked: Record<string, string>): string => {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString()
  return query === '' ? path : `${path}?${query}`
}
