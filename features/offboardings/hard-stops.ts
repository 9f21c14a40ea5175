import type { HardStop } from '#domain/offboarding/plan.ts'
import { kindOf } from '#domain/service.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'

/** What the last reading says about a connection of a case that can stand in its way. */
export type FoundAbout = {
  /** Since when it is gone; null while it is there. */
  goneAt: Date | null
  profileIds: string[]
  isExpired: boolean
  isHeldElsewhere: boolean
  hasNoPush: boolean
  isShared: boolean
  managed: number
  fixed: number
  /** Ids of location tokens of the same tenant that no case ends with it. */
  tokensLeft: string[]
}

/** What breaks or cannot be done about a connection, whatever we do. */
export const hardStopsOf = (
  { id: connectionId, service }: ConnectionSummary,
  found: FoundAbout,
): HardStop[] => {
  const when = (isSo: boolean, kind: HardStop['kind'], subjects: string[] = []): HardStop[] =>
    isSo ? [{ kind, connectionId, subjects }] : []
  if (found.goneAt !== null)
    return [
      ...when(true, 'alreadyGone', [found.goneAt.toISOString()]),
      ...when(found.profileIds.length > 0, 'companyPortalProfiles', found.profileIds),
    ]
  if (kindOf(service) === 'enrolmentToken') {
    return [...when(found.managed > 0, 'devicesManaged'), ...when(found.isShared, 'sharedWithSchoolDataSync')]
  }
  if (kindOf(service) === 'pushCertificate') {
    return [
      ...when(found.managed > 0, 'devicesManaged'),
      ...when(found.fixed > 0, 'profilesNotRemovable'),
      ...when(found.tokensLeft.length > 0, 'tokensLeft', found.tokensLeft),
    ]
  }
  return [
    ...when(found.profileIds.length > 0, 'companyPortalProfiles', found.profileIds),
    ...when(found.isExpired, 'tokenExpired'),
    ...when(found.isHeldElsewhere, 'tokenHeldElsewhere'),
    ...when(found.hasNoPush, 'pushCertificateExpired'),
  ]
}

/** `observed` is the token as the reading found it; see `LocationToken` and `EnrolmentToken` of domain/tenant.ts. */
export const isHeldElsewhere = (observed: unknown): boolean =>
  typeof observed === 'object' &&
  observed !== null &&
  'state' in observed &&
  observed.state === 'heldElsewhere'
export const isSharedWithSchools = (observed: unknown): boolean =>
  typeof observed === 'object' &&
  observed !== null &&
  'sharedWithSchoolDataSync' in observed &&
  observed.sharedWithSchoolDataSync === true
