import type { Permission } from '#domain/permission.ts'

/** The main navigation: every place in the order of look.md. The word of a place is `frame.navigation.<id>`. */
export const navigation = [
  {
    id: 'sharing',
    places: [
      'overview',
      'inventory',
      'reviews',
      'accounts',
      'connections',
      'authorisations',
      'devices',
      'people',
      'offboardings',
      'access-requests',
      'reports',
    ],
  },
  { id: 'record', places: ['readings', 'audit', 'catalogue', 'members', 'settings'] },
] as const

export type Place = (typeof navigation)[number]['places'][number]

/**
 * Pages that can speak of an earlier day: these with all below them, and reviews, connections and one connection by
 * themselves. A connection's events, what is stated and what is yet to be decided cannot.
 */
export const placesOfDays =
  '^/(?:|reviews|connections(?:/[0-9a-f-]{36})?|(?:inventory|accounts|authorisations|devices|people)(?:/.*)?)$'

/** Where a place is: the overview is the front page. */
export const pathOf = (place: Place): string => (place === 'overview' ? '/' : `/${place}`)

/** What one does here beside reading: where it begins and who may. Its words are `search.action.<id>`. */
export const deeds: readonly { id: Deed; path: string; permission: Permission }[] = [
  { id: 'startOffboarding', path: '/offboardings/new', permission: 'offboardings:start' },
  { id: 'composeReport', path: '/reports/new', permission: 'reports:compose' },
  { id: 'recordRequest', path: '/access-requests/new', permission: 'accessRequests:handle' },
  { id: 'reviewFields', path: '/reviews?state=none', permission: 'reviews:propose' },
  { id: 'exportInventory', path: '/inventory#fields', permission: 'inventory:read' },
  { id: 'startReading', path: '/readings', permission: 'readings:start' },
  { id: 'connectTenant', path: '/settings/tenants/new', permission: 'tenantLinks:connect' },
  { id: 'stateConnection', path: '/connections/new', permission: 'connections:state' },
  { id: 'inviteMember', path: '/members', permission: 'members:invite' },
  { id: 'verifyAudit', path: '/audit', permission: 'audit:verify' },
]
type Deed =
  | 'startOffboarding'
  | 'composeReport'
  | 'recordRequest'
  | 'reviewFields'
  | 'exportInventory'
  | 'startReading'
  | 'connectTenant'
  | 'stateConnection'
  | 'inviteMember'
  | 'verifyAudit'
