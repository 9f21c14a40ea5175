import type { AsOf } from '../as-of.ts'

/** An address of the inventory that stays at the day the page speaks of. */
export const atDay = (path: string, asOf: AsOf | undefined): string =>
  asOf?.kind === 'past' ? `${path}?${new URLSearchParams({ asOf: asOf.day })}` : path
