import type { DirectoryExtent } from '#domain/directory.ts'
import type { Outcome } from '#domain/outcome.ts'
import type {
  AdminConsent,
  AppKind,
  DirectoryUser,
  EnrolmentProfile,
  EnrolmentToken,
  Identity,
  IntuneEvent,
  Licence,
  LocationApp,
  LocationBook,
  LocationToken,
  ManagedDevice,
  PushCertificate,
  SharingAuthorisation,
  TenantOrganisation,
} from '#domain/tenant.ts'
import type { PermissionNeed } from '#domain/tenant-permission.ts'
import type { GraphReason } from './reason.ts'
import type { Session } from './session.ts'
import type { WireRecord } from './wire-record.ts'

/** What a reading reads: the row each collection yields. */
export type CollectionRows = {
  organisation: TenantOrganisation
  pushCertificate: PushCertificate
  sharingAuthorisations: SharingAuthorisation
  adminConsent: AdminConsent
  auditEvents: IntuneEvent
  enrolmentTokens: EnrolmentToken
  enrolmentProfiles: EnrolmentProfile
  identities: Identity
  locationTokens: LocationToken
  locationApps: LocationApp
  locationBooks: LocationBook
  licences: Licence
  managedDevices: ManagedDevice
  directoryUsers: DirectoryUser
}
export type CollectionName = keyof CollectionRows

/** What a collection hangs under; null for those that hang under the tenant itself. */
export type CollectionScopes = {
  organisation: null
  pushCertificate: null
  sharingAuthorisations: null
  adminConsent: null
  /** ISO 8601; null for all that Intune still has. */
  auditEvents: { since: string | null }
  enrolmentTokens: null
  enrolmentProfiles: { tokenExternalId: string }
  identities: { tokenExternalId: string }
  locationTokens: null
  locationApps: null
  locationBooks: null
  licences: { appExternalId: string; kind: AppKind }
  managedDevices: null
  /** Who has this address. */
  directoryUsers: { address: string; extent: DirectoryExtent }
}

/**
 * Whether the rows of an answer hold the properties they are read for. `lacking`: a property is absent, which
 * is not the same as null; the server did not take our `$select` the way it was meant.
 */
export type Completeness = 'complete' | 'lacking' | 'undetermined'

/**
 * `absent`: there is no such thing. `empty`: what it hangs under is gone, so nothing is in it. `present`: it answers
 * after all.
 */
export type LookFurther<Scope> = (
  session: Session,
  scope: Scope,
) => Promise<Outcome<'absent' | 'empty' | 'present', GraphReason>>

/** How one collection is asked for and understood. */
export type Collection<Row, Scope> = {
  /** Path with version, from the Graph base. */
  path(scope: Scope): string
  /** Query strings to try in order; the later ones ask servers that understand less. */
  queries(scope: Scope): readonly string[]
  /** The row; `skipped` when it is of no concern; `malformed` when it cannot be one at all. */
  rowOf(record: WireRecord, scope: Scope): Row | 'skipped' | 'malformed'
  completeness(records: readonly WireRecord[], scope: Scope): Completeness
  /** One object instead of a list. */
  isSingle: boolean
  /** Whether a record says nothing any more, when no query brought what it lacks. */
  isUseless(record: WireRecord, scope: Scope): boolean
  /** What a 404 on the first page means; a function looks further. */
  whenNotFound: 'absent' | 'noIntuneLicence' | 'notFound' | LookFurther<Scope>
  /** What it means when every query is answered 400. */
  whenRefused(scope: Scope): 'absent' | 'refused'
  permission: PermissionNeed
}
export type CollectionOf<Name extends CollectionName> = Collection<
  CollectionRows[Name],
  CollectionScopes[Name]
>

/** Defaults of a plain list directly under the tenant's Intune. */
export const plainList: Pick<
  Collection<never, unknown>,
  'completeness' | 'isUseless' | 'isSingle' | 'whenNotFound' | 'whenRefused'
> = {
  completeness: () => 'complete',
  isUseless: () => false,
  isSingle: false,
  whenNotFound: 'noIntuneLicence',
  whenRefused: () => 'refused',
}

/**
 * A query string. Commas, slashes and quotes stay as Graph's pages write them; spaces become `%20`, because
 * not every server reads `+` as one.
 */
export const query = (options: { select?: readonly string[]; filter?: string; top?: number }): string => {
  const parts: string[] = []
  if (options.filter) parts.push(`$filter=${encodeURIComponent(options.filter)}`)
  if (options.select) parts.push(`$select=${options.select.join(',')}`)
  if (options.top) parts.push(`$top=${options.top}`)
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** Names of properties, checked against Microsoft's typings. */
export const namesOf =
  <Shape>() =>
  <const Names extends readonly (keyof Shape & string)[]>(...names: Names): Names =>
    names

/** The type-cast form of a derived type's properties, as OData asks for on a collection of its base type. */
export const cast = (type: string, names: readonly string[]): string[] =>
  names.map((name) => `microsoft.graph.${type}/${name}`)

/** A key inside a path. */
export const segment = (key: string): string => encodeURIComponent(key)
