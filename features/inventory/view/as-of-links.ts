import type { AsOf } from '../as-of.ts'

/** An address that stays at the day the page speaks of, with what else belongs into it. */
export const atDay = (path: string, asOf: AsOf | undefined, keep: Record<string, string> = {}): string => {
  const asked = new URLSearchParams(asOf?.kind === 'past' ? { ...keep, asOf: asOf.day } : keep).toString()
  return asked === '' ? path : `${path}?${asked}`
}
