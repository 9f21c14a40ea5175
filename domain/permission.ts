/** Who may do what: the one table. A permission is `noun:verb` with the product's nouns. */
export const roles = ['owner', 'admin', 'privacyOfficer', 'decider', 'auditor'] as const
export type Role = (typeof roles)[number]

export const permissions = [
  'inventory:read',
  'connections:read',
  'connections:state',
  'accounts:read',
  'accounts:state',
  'devices:read',
  'people:read',
  'readings:read',
  'readings:start',
  'readings:schedule',
  'tenantLinks:read',
  'tenantLinks:connect',
  'reviews:read',
  'reviews:propose',
  'reviews:advise',
  'reviews:adopt',
  'values:reveal',
  'offboardings:read',
  'offboardings:start',
  'offboardings:advise',
  'offboardings:approve',
  'offboardings:run',
  'accessRequests:read',
  'accessRequests:handle',
  'reports:read',
  'reports:compose',
  'reports:approve',
  'audit:read',
  'audit:verify',
  'members:read',
  'members:invite',
  'members:change',
  'organisations:read',
  'organisations:change',
  'legalFacts:change',
] as const
export type Permission = (typeof permissions)[number]

const everyoneReads: Permission[] = [
  'inventory:read',
  'connections:read',
  'accounts:read',
  'devices:read',
  'people:read',
  'readings:read',
  'tenantLinks:read',
  'reviews:read',
  'offboardings:read',
  'reports:read',
  'audit:read',
  'audit:verify',
  'members:read',
  'organisations:read',
]

const table: Record<Role, readonly Permission[]> = {
  owner: [
    ...everyoneReads,
    'accessRequests:read',
    'legalFacts:change',
    'accounts:state',
    'members:invite',
    'members:change',
    'organisations:change',
    'connections:state',
    'tenantLinks:connect',
    'readings:start',
    'readings:schedule',
    'reports:compose',
  ],
  admin: [
    ...everyoneReads,
    'accounts:state',
    'connections:state',
    'tenantLinks:connect',
    'readings:start',
    'readings:schedule',
    'offboardings:start',
    'offboardings:run',
    'values:reveal',
    'reports:compose',
  ],
  privacyOfficer: [
    ...everyoneReads,
    'accounts:state',
    'connections:state',
    'legalFacts:change',
    'readings:start',
    'reviews:propose',
    'reviews:advise',
    'reviews:adopt',
    'values:reveal',
    'offboardings:advise',
    'accessRequests:read',
    'accessRequests:handle',
    'reports:compose',
    'reports:approve',
  ],
  decider: [
    ...everyoneReads,
    'legalFacts:change',
    'reviews:adopt',
    'offboardings:approve',
    'accessRequests:read',
    'reports:compose',
    'reports:approve',
  ],
  auditor: [...everyoneReads, 'accessRequests:read', 'reports:compose'],
}

/** What speaks for the controller. A data protection officer advises and never decides (GDPR Art. 38(6)). */
const deciding: ReadonlySet<Permission> = new Set([
  'legalFacts:change',
  'reviews:adopt',
  'offboardings:approve',
  'reports:approve',
])

/** The roles that may do something, in such an organisation as below. */
export const rolesWith = (permission: Permission, organisation: { officersAreDpo: boolean }): Role[] =>
  roles.filter((role) => permissionsOf(role, organisation).has(permission))

/**
 * The permissions of a role in an organisation whose privacy officers are its statutory data protection officer, or
 * are not. Pure: an auditor's end date and ended memberships are the caller's to check.
 */
export const permissionsOf = (
  role: Role,
  { officersAreDpo }: { officersAreDpo: boolean },
): ReadonlySet<Permission> =>
  new Set(
    role === 'privacyOfficer' && officersAreDpo
      ? table[role].filter((permission) => !deciding.has(permission))
      : table[role],
  )
