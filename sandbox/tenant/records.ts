import type { Json, Row } from '../json.ts'

/** The tenant's records, in Graph's own spelling: what is here is what goes over the wire. */
export type Person = {
  id: string
  displayName: string
  givenName: string
  surname: string
  userPrincipalName: string
  mail: string
  /** Deleted from the directory; devices and licences may still name them. Never answered. */
  left: boolean
}

export type ManagedDevice = {
  id: string
  userId: string | null
  userPrincipalName: string | null
  userDisplayName: string | null
  emailAddress: string | null
  deviceName: string
  serialNumber: string | null
  operatingSystem: string
  managementState: string
  [property: string]: Json
}

export type EnrolmentToken = {
  id: string
  appleIdentifier: string
  tokenType: string
  tokenName: string
  syncedDeviceCount: number
  [property: string]: Json
}

export type Identity = {
  id: string
  serialNumber: string
  discoverySource: string
  isDeleted: boolean | null
  [property: string]: Json
}

export type LocationToken = {
  id: string
  displayName: string
  organizationName: string
  vppTokenAccountType: string
  appleId: string
  state: string
  expirationDateTime: string
  [property: string]: Json
}

/** `vppTokenId` is null on apps that came from elsewhere (stores, installers, links). */
export type App = { id: string; '@odata.type': string; vppTokenId: string | null; [property: string]: Json }
/** A book that a location token paid for; who holds its licences Graph does not list. */
export type Book = { id: string; '@odata.type': string; vppTokenId: string; [property: string]: Json }
export type Licence = {
  id: string
  '@odata.type': string
  userId: string | null
  managedDeviceId: string | null
  [property: string]: Json
}
export type Assignment = { id: string; intent: string; target: Json; [property: string]: Json }

/** Somebody, or a mailbox, of whom the directory knows more than one address, or who may not sign in any more. */
export type DirectoryUser = {
  id: string
  displayName: string
  userPrincipalName: string
  mail: string | null
  accountEnabled: boolean
  proxyAddresses: string[]
  otherMails: string[]
}

/** What hangs below one enrolment token. */
export type Enrolment = {
  token: EnrolmentToken
  profiles: Row[]
  defaultIosProfileId: string | null
  defaultMacOsProfileId: string | null
  identities: Identity[]
  /** Apple's side, which Intune learns of at its next sync: nothing is assigned to the token there any more. */
  isUnassignedAtApple: boolean
  /** Deleted in Intune alone: while they are assigned at Apple, a sync brings them back. */
  deletedHere: Identity[]
}

/** An app with what hangs below it. */
export type AppHolding = { app: App; assignments: Assignment[]; licences: Licence[] }

/** `about`: the ids of its resources that are Apple's, for the sandbox's own truth; never answered. */
export type AuditEvent = { id: string; activityDateTime: string; about: string[]; [property: string]: Json }

export type Tenant = {
  organisation: Row
  deviceManagement: Row
  pushCertificate: Row | null
  consents: Row[]
  people: Person[]
  /** Users beside those who have devices. */
  directory: DirectoryUser[]
  devices: ManagedDevice[]
  enrolments: Enrolment[]
  locationTokens: LocationToken[]
  /** How many looks a token that is deleted from now on still answers. */
  deletionLingers: number
  /** Deleted tokens that copies of the directory have not yet heard of, with the looks they still answer. */
  lingering: Array<{ token: LocationToken; looks: number }>
  apps: AppHolding[]
  books: Book[]
  auditEvents: AuditEvent[]
}
