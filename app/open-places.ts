import { type Actor, can } from '#domain/actor.ts'
import type { Permission } from '#domain/permission.ts'
import type { Place } from './navigation.ts'

/** The places that exist, and what one must be able to read to be shown the way there. Each page checks again. */
const places: Partial<Record<Place, Permission>> = {
  overview: 'inventory:read',
  inventory: 'inventory:read',
  reviews: 'reviews:read',
  accounts: 'accounts:read',
  connections: 'connections:read',
  authorisations: 'connections:read',
  devices: 'devices:read',
  people: 'people:read',
  offboardings: 'offboardings:read',
  'access-requests': 'accessRequests:read',
  reports: 'reports:read',
  readings: 'readings:read',
  audit: 'audit:read',
  catalogue: 'inventory:read',
  members: 'members:read',
  settings: 'organisations:read',
}

const isPlace = (name: string): name is Place => name in places

/** The places an actor may visit, in the order above. */
export const openPlaces = (actor: Actor): Place[] =>
  Object.keys(places)
    .filter(isPlace)
    .filter((place) => {
      const permission = places[place]
      return permission !== undefined && can(actor, permission)
    })
