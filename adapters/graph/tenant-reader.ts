import { done, type Outcome } from '#domain/outcome.ts'
import type { EnrolmentToken, LocationToken, PushCertificate } from '#domain/tenant.ts'
import { permissionsOfRoles, type TenantPermissions } from '#domain/tenant-permission.ts'
import { auditEvents } from './audit-events.ts'
import type { CollectionName, CollectionOf, CollectionRows, CollectionScopes } from './collection.ts'
import { directoryUsers } from './directory-users.ts'
import { enrolmentProfiles, enrolmentTokens, identities } from './enrolment-collections.ts'
import { type Found, findIn, findPushCertificate } from './find.ts'
import { licences } from './licences.ts'
import { locationApps, locationBooks, locationTokens } from './location-collections.ts'
import { managedDevices } from './managed-devices.ts'
import { openPace } from './pace.ts'
import { type PageOutcome, readPage } from './page.ts'
import { makeQueryForms } from './query-forms.ts'
import type { GraphReason } from './reason.ts'
import { openSession, type Session } from './session.ts'
import { claimsOf, openSignIn, type Registration } from './sign-in.ts'
import { adminConsent, organisation, pushCertificate, sharingAuthorisations } from './tenant-collections.ts'
import { defaultLimits, type Limits, realTiming, type Timing } from './timing.ts'
import { readWhole } from './whole-list.ts'

const collections: { [Name in CollectionName]: CollectionOf<Name> } = {
  organisation,
  pushCertificate,
  sharingAuthorisations,
  adminConsent,
  auditEvents,
  enrolmentTokens,
  enrolmentProfiles,
  identities,
  locationTokens,
  locationApps,
  locationBooks,
  licences,
  managedDevices,
  directoryUsers,
}

export type OpenTenant = Registration & {
  /** Ends everything this tenant does, sign-in included. */
  signal: AbortSignal
  timing?: Timing
  limits?: Partial<Limits>
  /** Told before each wait that Microsoft asks for. */
  onWait?: (until: Date) => Promise<void>
  /** Asked before each write, and while one waits. */
  isWanted?: () => Promise<boolean>
}

/** A tenant open for reading. It holds no place of its own: the caller keeps `next` and may go on in another process. */
export type GraphTenant = {
  permissions: TenantPermissions
  /** The tenant's own id, whatever name it was asked for by; null when the token does not tell. */
  tenantId: string | null
  /** One page of a collection, from the start (`link` null) or from a `next` given earlier. */
  page<Name extends CollectionName>(
    collection: Name,
    scope: CollectionScopes[Name],
    link: string | null,
  ): Promise<PageOutcome<CollectionRows[Name]>>
  /** Every row of a collection that is short enough to be held whole. */
  whole<Name extends CollectionName>(
    collection: Name,
    scope: CollectionScopes[Name],
  ): Promise<Outcome<CollectionRows[Name][], GraphReason>>
  /** One token: there, or gone from both its address and the list. */
  findEnrolmentToken(externalId: string): Promise<Outcome<Found<EnrolmentToken>, GraphReason>>
  findLocationToken(externalId: string): Promise<Outcome<Found<LocationToken>, GraphReason>>
  findPushCertificate(): Promise<Outcome<Found<PushCertificate>, GraphReason>>
}

/**
 * Signs in to a tenant and tells what the registration may read. Microsoft Graph application permissions are
 * taken from the token itself, before the first call.
 */
export const openTenant = async (request: OpenTenant): Promise<Outcome<GraphTenant, GraphReason>> => {
  const opened = await signedIn(request)
  if (!opened.ok) return opened
  const { session, permissions, tenantId } = opened.value
  const forms = makeQueryForms()

  return done({
    permissions,
    tenantId,
    page: (name, scope, link) => readPage(session, collections[name], scope, link, forms),
    whole: (name, scope) => readWhole(session, collections[name], scope),
    findEnrolmentToken: (externalId) => findIn(session, enrolmentTokens, externalId),
    findLocationToken: (externalId) => findIn(session, locationTokens, externalId),
    findPushCertificate: () => findPushCertificate(session),
  })
}

/** A session and what its token permits: shared by the reading and the offboarding registration. */
export const signedIn = async (
  request: OpenTenant,
): Promise<
  Outcome<{ session: Session; permissions: TenantPermissions; tenantId: string | null }, GraphReason>
> => {
  const timing = request.timing ?? realTiming
  const limits = { ...defaultLimits, ...request.limits }
  const { signal, onWait, isWanted } = request
  const line = { signal, timing, limits, pace: openPace(timing), onWait, isWanted }
  const signIn = openSignIn(request, line)
  const token = await signIn.token()
  if (!token.ok) return token
  const session = openSession(request.cloudUrls.graph, signIn, line)
  const claims = claimsOf(token.value)
  const permissions = permissionsOfRoles(claims?.roles ?? null)
  return done({ session, permissions, tenantId: claims?.tenantId ?? null })
}
