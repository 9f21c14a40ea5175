import type { AsOf } from '../as-of.ts'

/** The day the page speaks of as its address says it: nothing for today. */
export const dayAsked = (asOf: AsOf | undefined): Record<string, string> =>
  asOf?.kind === 'past' ? { asOf: asOf.asked } : {}

/** An address that stays at the day the page speaks of, with what else belongs into it; what is empty does not. */
export const atDay = (path: string, asOf: AsOf | undefined, keep: Record<string, string> = {}): string => {
  const sought = Object.entries(keep).filter(([, value]) => value !== '')
  const asked = new URLSearchParams({ ...Object.fromEntries(sought), ...dayAsked(asOf) }).toString()
  return asked === '' ? path : `${path}?${asked}`
}
