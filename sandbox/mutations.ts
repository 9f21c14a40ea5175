import { isObject, type Json, textOf } from './json.ts'
import { type Revocation, startRevocation } from './revocation.ts'
import { makeRenewalEvents } from './tenant/audit.ts'
import { calendarFrom } from './tenant/calendar.ts'
import { makeMoreDevices } from './tenant/devices.ts'
import type { Assignment, Enrolment, Identity, Tenant } from './tenant/records.ts'

/** The tenant as it stands, and what is under way in it. */
export type World = { tenant: Tenant; since: Date; revocations: Revocation[]; revocationLasts: number }

export const verbs = [
  'deleteIdentity',
  'deleteProfile',
  'deleteEnrolmentToken',
  'unshareEnrolmentToken',
  'unassignAtApple',
  'syncEnrolmentToken',
  'retireDevices',
  'retireAllDevices',
  'deleteLocationToken',
  'revokeLicences',
  'removeAssignment',
  'assign',
  'removePushCertificate',
  'clearPushCertificate',
  'renewPushCertificate',
  'setAdminConsent',
  'addDevices',
  'letDeletionsLinger',
  'removeUser',
] as const
export type Verb = (typeof verbs)[number]

/** One change of the tenant. `ids` names its object from the outside in; `body` is what the caller sent. */
export type Mutation = { at: string; verb: Verb; ids: string[]; body: Json }

/** A mutation as read back from the state file, or null where the line holds none. */
export const asMutation = (value: Json | undefined): Mutation | null => {
  if (!isObject(value) || !Array.isArray(value.ids)) return null
  const verb = verbs.find((known) => known === value.verb)
  const at = textOf(value, 'at')
  const ids = value.ids.filter((id) => typeof id === 'string')
  if (!verb || !at || Number.isNaN(Date.parse(at)) || ids.length !== value.ids.length) return null
  return { at, verb, ids, body: value.body ?? null }
}

const enrolmentOf = (tenant: Tenant, id: string | undefined): Enrolment | undefined =>
  tenant.enrolments.find(({ token }) => token.id === id)

/** Assignments as the caller wrote them, with the identifiers Intune derives from group and intent. */
const assignmentsIn = (body: Json): Assignment[] => {
  const wanted = isObject(body) && Array.isArray(body.mobileAppAssignments) ? body.mobileAppAssignments : []
  return wanted.filter(isObject).map((row, index) => {
    const target = isObject(row.target) ? row.target : {}
    const group = textOf(target, 'groupId') ?? textOf(target, '@odata.type') ?? `target-${index}`
    const intent = textOf(row, 'intent') ?? 'available'
    return { ...row, id: `${group}_${intent === 'required' ? 1 : 0}_0`, intent, target, source: 'direct' }
  })
}

const effects: Record<Verb, (world: World, mutation: Mutation) => void> = {
  /** Deleting a device from an enrolment token also removes it from management (Microsoft's ADE page). */
  deleteIdentity: ({ tenant }, { ids: [tokenId, id] }) => {
    const enrolment = enrolmentOf(tenant, tokenId)
    const gone = enrolment?.identities.find((identity) => identity.id === id)
    if (!enrolment || !gone) return
    enrolment.identities = enrolment.identities.filter((identity) => identity !== gone)
    enrolment.deletedHere.push(gone)
    enrolment.token.syncedDeviceCount = enrolment.identities.length
    tenant.devices = tenant.devices.filter(({ serialNumber }) => serialNumber !== gone.serialNumber)
  },
  deleteProfile: ({ tenant }, { ids: [tokenId, id] }) => {
    const enrolment = enrolmentOf(tenant, tokenId)
    if (!enrolment) return
    enrolment.profiles = enrolment.profiles.filter((profile) => profile.id !== id)
    if (enrolment.defaultIosProfileId === id) enrolment.defaultIosProfileId = null
    if (enrolment.defaultMacOsProfileId === id) enrolment.defaultMacOsProfileId = null
  },
  deleteEnrolmentToken: ({ tenant }, { ids: [id] }) => {
    tenant.enrolments = tenant.enrolments.filter(({ token }) => token.id !== id)
  },
  unshareEnrolmentToken: ({ tenant }, { ids: [id] }) => {
    const enrolment = enrolmentOf(tenant, id)
    if (enrolment) enrolment.token.shareTokenWithSchoolDataSyncService = false
  },
  /** The devices of an enrolment token leave management, one by one, as an administrator retires them. */
  retireDevices: ({ tenant }, { ids: [id] }) => {
    const serials = new Set(enrolmentOf(tenant, id)?.identities.map(({ serialNumber }) => serialNumber))
    tenant.devices = tenant.devices.filter(({ serialNumber }) => !serials.has(serialNumber ?? ''))
  },
  retireAllDevices: ({ tenant }) => {
    tenant.devices = []
  },
  unassignAtApple: ({ tenant }, { ids: [id] }) => {
    const enrolment = enrolmentOf(tenant, id)
    if (enrolment) enrolment.isUnassignedAtApple = true
  },
  /** Intune learns what Apple assigns to the token; identities that an administrator imported are none of Apple's. */
  syncEnrolmentToken: ({ tenant }, { ids: [id], at }) => {
    const enrolment = enrolmentOf(tenant, id)
    if (!enrolment) return
    const isApples = ({ discoverySource }: Identity) => discoverySource === 'deviceEnrollmentProgram'
    if (enrolment.isUnassignedAtApple) {
      for (const identity of enrolment.identities.filter(isApples)) identity.isDeleted = true
    } else {
      enrolment.identities.push(...enrolment.deletedHere.filter(isApples))
    }
    enrolment.deletedHere = []
    enrolment.token.syncedDeviceCount = enrolment.identities.length
    enrolment.token.lastSyncTriggeredDateTime = at
    enrolment.token.lastSuccessfulSyncDateTime = at
  },
  /** A location token takes its apps, their assignments and licences, and its books with it. */
  deleteLocationToken: ({ tenant }, { ids: [id] }) => {
    const token = tenant.locationTokens.find((held) => held.id === id)
    if (token) tenant.lingering.push({ token, looks: tenant.deletionLingers })
    tenant.locationTokens = tenant.locationTokens.filter((token) => token.id !== id)
    tenant.apps = tenant.apps.filter(({ app }) => app.vppTokenId !== id)
    tenant.books = tenant.books.filter(({ vppTokenId }) => vppTokenId !== id)
  },
  revokeLicences: ({ tenant, revocations, revocationLasts }, { ids: [id], at, body }) => {
    const token = tenant.locationTokens.find((held) => held.id === id)
    const untracked = isObject(body) && body.revokeUntrackedLicenses === true
    const asked = { at: Date.parse(at), lasts: revocationLasts, untracked }
    if (token) revocations.push(startRevocation(tenant, token, asked))
  },
  removeAssignment: ({ tenant }, { ids: [appId, id] }) => {
    const holding = tenant.apps.find(({ app }) => app.id === appId)
    if (holding) holding.assignments = holding.assignments.filter((assignment) => assignment.id !== id)
  },
  assign: ({ tenant }, { ids: [appId], body }) => {
    const holding = tenant.apps.find(({ app }) => app.id === appId)
    if (holding) holding.assignments = assignmentsIn(body)
  },
  removePushCertificate: ({ tenant }) => {
    tenant.pushCertificate = null
  },
  /** What a PATCH with empty values leaves behind, as community tools do it. */
  clearPushCertificate: ({ tenant }) => {
    if (tenant.pushCertificate)
      tenant.pushCertificate = { ...tenant.pushCertificate, appleIdentifier: '', certificate: '' }
  },
  renewPushCertificate: ({ tenant }, { at }) => {
    const [admin] = tenant.people.filter(({ left }) => !left)
    if (!tenant.pushCertificate || !admin) return
    const expirationDateTime = calendarFrom(new Date(at))(365)
    tenant.pushCertificate = { ...tenant.pushCertificate, lastModifiedDateTime: at, expirationDateTime }
    tenant.auditEvents.push(...makeRenewalEvents(at, String(tenant.pushCertificate.id), admin))
  },
  setAdminConsent: ({ tenant }, { body }) => {
    tenant.deviceManagement = { ...tenant.deviceManagement, adminConsent: { shareAPNSData: body } }
  },
  letDeletionsLinger: ({ tenant }, { body }) => {
    tenant.deletionLingers = typeof body === 'number' ? body : 0
  },
  removeUser: ({ tenant }, { ids: [name] }) => {
    tenant.directory = tenant.directory.filter(({ userPrincipalName }) => userPrincipalName !== name)
  },
  addDevices: ({ tenant, since }, { body }) => {
    const count = typeof body === 'number' ? body : 0
    const people = tenant.people.filter(({ left }) => !left)
    tenant.devices.push(...makeMoreDevices(tenant.devices.length, calendarFrom(since), people, count))
  },
}

/** Carries one mutation out. What it names may be gone already: then nothing happens. */
export const applyMutation = (world: World, mutation: Mutation): void =>
  effects[mutation.verb](world, mutation)
