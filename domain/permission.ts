/** Who may do what: the one table. A permission is `noun:verb` with the product's nouns. */
export const roles = ['owner', 'admin', 'privacyOfficer', 'decider', 'auditor'] as const
export type Role = (typeof roles)[number]

export const permissions = [
  'inventory:read',
  'connections:read',
  'connections:state',
  'accounts:read',
  'devices:read',
  'people:read',
  'readings:read',
  'readings:start',
  'readings:schedule',
  'tenantLinks:read',
  'tenantLinks:connect',
  'offboardings:read',
  'offboardings:start',
  'offboardings:advise',
  'offboardings:approve',
  'offboardings:run',
  'reports:read',
  'reports:compose',
  'audit:read',
  'audit:verify',
  'members:read',
  'members:invite',
  'organisations:read',
  'organisations:change',
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
    'members:invite',
    'organisations:change',
    'connections:state',
    'tenantLinks:connect',
    'readings:start',
    'readings:schedule',
    'reports:compose',
  ],
  admin: [
    ...everyoneReads,
    'connections:state',
    'tenantLinks:connect',
    'readings:start',
    'readings:schedule',
    'offboardings:start',
    'offboardings:run',
    'reports:compose',
  ],
  privacyOfficer: [
    ...everyoneReads,
    'connections:state',
    'readings:start',
    'offboardings:advise',
    'reports:compose',
  ],
  decider: [...everyoneReads, 'offboardings:approve', 'reports:compose'],
  auditor: [...everyoneReads, 'reports:compose'],
}

/** The permissions of a role. Pure: an auditor's end date and ended memberships are the caller's to check. */
export const permissionsOf = (role: Role): ReadonlySet<Permission> => new Set(table[role])
