import type { Element } from './schema.ts'

/** Distinct devices, people and administrators found behind a connection, an account or a service. */
export type Totals = { devices: number; people: number; administrators: number }

/** How many an element concerns; null where that number says nothing about it. */
export type Population = { devices: number | null; people: number | null; administrators: number | null }

/**
 * Whose number stands beside an element: devices, people or administrators. An organisation's own value, and
 * one Graph cannot count, has none. The reason is the element's `counts.why`, shown with the number.
 */
export const populationOf = ({ counts }: Pick<Element, 'counts'>, totals: Totals): Population => ({
  devices: counts.of === 'devices' ? totals.devices : null,
  people: counts.of === 'people' ? totals.people : null,
  administrators: counts.of === 'administrators' ? totals.administrators : null,
})
