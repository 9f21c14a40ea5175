import { contend } from './contend.ts'
import { type GraphPlace, readTenant } from './graph-pages.ts'

/** Fetches and parses every page and keeps nothing: the floor of a reading that finds nothing changed. */
await contend(async (place: GraphPlace) => {
  const nothing = { devices: () => {}, identities: () => {}, licences: () => {} }
  return { rows: await readTenant(place, nothing) }
})
