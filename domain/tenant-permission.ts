import type { ConnectionKind } from './service.ts'

/**
 * Which Graph application permissions a registration needs. Each need lists the permissions that satisfy it,
 * the one to ask for first. Microsoft's tables disagree for the push certificate and the location tokens;
 * the first entry is the one that every source accepts. Sources: the permissions section of each Graph page.
 */
const serviceConfigRead = 'DeviceManagementServiceConfig.Read.All'
const serviceConfigWrite = 'DeviceManagementServiceConfig.ReadWrite.All'
const configurationRead = 'DeviceManagementConfiguration.Read.All'
const configurationWrite = 'DeviceManagementConfiguration.ReadWrite.All'
const appsRead = 'DeviceManagementApps.Read.All'
const appsWrite = 'DeviceManagementApps.ReadWrite.All'
const devicesRead = 'DeviceManagementManagedDevices.Read.All'
const devicesWrite = 'DeviceManagementManagedDevices.ReadWrite.All'

export const permissionNeeds = {
  organisation: [serviceConfigRead, serviceConfigWrite, 'Organization.Read.All', 'Directory.Read.All'],
  pushCertificate: [serviceConfigRead, serviceConfigWrite, configurationRead, configurationWrite],
  sharingAuthorisations: [configurationRead, configurationWrite, serviceConfigWrite],
  enrolmentTokens: [serviceConfigRead, serviceConfigWrite],
  locationTokens: [serviceConfigRead, serviceConfigWrite, appsRead, appsWrite, configurationRead],
  locationApps: [appsRead, appsWrite],
  // Read beside the inventory: a reading goes on without them, and says so.
  adminConsent: [serviceConfigRead, serviceConfigWrite, configurationRead, configurationWrite],
  auditEvents: [appsRead, appsWrite],
  // Optional: whether an Apple ID is a user of the directory, and whether that user is disabled.
  directoryUsers: ['User.Read.All', 'Directory.Read.All'],
  // Enough to tell whether there is such a user, by sign-in name and mail alone.
  directoryNames: ['User.ReadBasic.All'],
  managedDevices: [devicesRead, devicesWrite],
  appAssignments: [appsWrite],
  locationTokenWrites: [serviceConfigWrite],
  enrolmentTokenWrites: [serviceConfigWrite],
} as const satisfies Record<string, readonly [string, ...string[]]>

export type PermissionNeed = keyof typeof permissionNeeds

/** What a registration must be able to do: to read a tenant, or to end a connection of that kind, which is read with the other one. */
const purposes = {
  reading: [
    'organisation',
    'pushCertificate',
    'sharingAuthorisations',
    'enrolmentTokens',
    'locationTokens',
    'locationApps',
    'managedDevices',
  ],
  locationToken: ['appAssignments', 'locationTokenWrites'],
  enrolmentToken: ['enrolmentTokenWrites'],
  pushCertificate: [],
} as const satisfies Record<'reading' | ConnectionKind, readonly PermissionNeed[]>

export type RegistrationPurpose = keyof typeof purposes

/** What a token lets us do. Not `known` when the token cannot be read: nothing is guessed then. */
export type TenantPermissions =
  | { known: false }
  | {
      known: true
      found: string[]
      missingForReading: string[]
      /** What it could do besides reading: a reading registration should have none of it. */
      beyondReading: string[]
    }

/** The permissions to ask for, one per unmet need and each once. */
export const missingPermissions = (of: Iterable<RegistrationPurpose>, found: readonly string[]): string[] => {
  const granted = new Set(found)
  const needs: PermissionNeed[] = [...of].flatMap((purpose) => purposes[purpose])
  const unmet = needs.filter((need) => !permissionNeeds[need].some((name) => granted.has(name)))
  return [...new Set(unmet.map((need) => permissionNeeds[need][0]))]
}

/** All a registration for these purposes should be given, for the words that guide an administrator. */
export const wantedPermissions = (of: Iterable<RegistrationPurpose>): string[] => missingPermissions(of, [])

/**
 * Graph names permissions `Resource.Operation.Constraint` (its permissions reference); only operations that begin with
 * Read, and are not ReadWrite, leave everything as it is. Of a name of another form nothing good is assumed.
 */
const onlyReads = (permission: string): boolean => /^[^.]+\.Read(?!Write)/.test(permission)

/** From the roles a token carries, or null when it could not be read. */
export const permissionsOfRoles = (roles: readonly string[] | null): TenantPermissions =>
  roles === null
    ? { known: false }
    : {
        known: true,
        found: [...roles].sort(),
        missingForReading: missingPermissions(['reading'], roles),
        beyondReading: roles.filter((role) => !onlyReads(role)).sort(),
      }
