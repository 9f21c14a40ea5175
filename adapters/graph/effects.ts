import type { GroupAssignmentTarget, MobileAppAssignment } from '@microsoft/microsoft-graph-types-beta'
import { done, type Outcome } from '#domain/outcome.ts'
import type { EnrolmentToken, LocationToken } from '#domain/tenant.ts'
import { type PermissionNeed, permissionNeeds, type TenantPermissions } from '#domain/tenant-permission.ts'
import { type Collection, namesOf, plainList, query, segment } from './collection.ts'
import { enrolmentTokens, enrolmentTokensPath } from './enrolment-collections.ts'
import { evidenceOf, type Found, findIn, type GraphEvidence } from './find.ts'
import { appsPath, locationTokens, locationTokensPath } from './location-collections.ts'
import type { GraphReason, GraphRefusal } from './reason.ts'
import { type GraphAnswer, refusalOf, type Session } from './session.ts'
import { type OpenTenant, signedIn } from './tenant-reader.ts'
import { readToTheEnd } from './whole-list.ts'
import { reading, typeOf, type WireRecord } from './wire-record.ts'

/** An app's assignment to a group, to all users or to all devices. */
export type AppAssignment = {
  externalId: string
  intent: 'available' | 'required' | 'uninstall' | 'unknown'
  /** To whom: a group by its id, or all of a kind. */
  target: { kind: 'group' | 'exclusion' | 'allUsers' | 'allDevices' | 'unknown'; groupId: string | null }
}

export type ListedAssignments = { rows: AppAssignment[]; evidence: GraphEvidence }

/** `was`: whether this call made the change or found it made. */
export type Effect = { was: 'carriedOut' | 'alreadyGone'; evidence: GraphEvidence }

/** Of what Microsoft answered and refused, by which it finds the call in its own logs. */
export type EffectOutcome = { ok: true; value: Effect } | (GraphRefusal & { evidence?: GraphEvidence })

/**
 * What ending connections does to a tenant. After `timedOut`, `unreachable`, `serverFault` or
 * `malformedAnswer` a write may or may not have happened: nothing here repeats it, the caller reads the state
 * and decides.
 */
export type GraphEffects = {
  permissions: TenantPermissions
  /** An app's assignments; none where the app itself is gone. */
  assignments(appId: string): Promise<Outcome<ListedAssignments, GraphReason>>
  removeAssignment(appId: string, assignmentId: string): Promise<EffectOutcome>
  /** Starts revoking; the result appears in the token's `revocations`. */
  revokeLicences(tokenId: string): Promise<EffectOutcome>
  locationToken(tokenId: string): Promise<Outcome<Found<LocationToken>, GraphReason>>
  /** Deletes the token with its apps and their assignments. Licences must be revoked before. */
  deleteLocationToken(tokenId: string): Promise<EffectOutcome>
  enrolmentToken(tokenId: string): Promise<Outcome<Found<EnrolmentToken>, GraphReason>>
  /** School Data Sync no longer works with the token. */
  unshareEnrolmentToken(tokenId: string): Promise<EffectOutcome>
  /** Asks Apple which devices are assigned to the token. Intune refuses to more often than every 15 minutes. */
  syncEnrolmentToken(tokenId: string): Promise<EffectOutcome>
  /** Takes a device off the token. One that Intune still manages leaves management by it. */
  deleteIdentity(tokenId: string, identityId: string): Promise<EffectOutcome>
  deleteProfile(tokenId: string, profileId: string): Promise<EffectOutcome>
  /** Deletes the token, which Intune refuses while devices or profiles are left. */
  deleteEnrolmentToken(tokenId: string): Promise<EffectOutcome>
}

/** Signs in with the registration that was entered for one offboarding. */
export const openEffects = async (request: OpenTenant): Promise<Outcome<GraphEffects, GraphReason>> => {
  const opened = await signedIn(request)
  return opened.ok ? done(effectsOf(opened.value.session, opened.value.permissions)) : opened
}

/** A call that a rehearsal would have made. */
export type Withheld = { method: 'POST' | 'DELETE'; path: string }

/**
 * The same for a dry run: what reads is asked of Microsoft, what writes is noted and answered as done, without leaving
 * this process. `withheld` hands over what was noted since it was last asked.
 */
export const openRehearsal = async (
  request: OpenTenant,
): Promise<Outcome<{ effects: GraphEffects; withheld: () => Withheld[] }, GraphReason>> => {
  const opened = await signedIn(request)
  if (!opened.ok) return opened
  const { session, permissions } = opened.value
  let noted: Withheld[] = []
  const rehearsed: Session = {
    ...session,
    write: async (method, path) => {
      noted.push({ method, path })
      const url = session.graphBase + path
      const at = new Date().toISOString()
      return done({ method, url, status: 204, body: null, error: null, requestId: 'rehearsed', at })
    },
  }
  const withheld = () => {
    const calls = noted
    noted = []
    return calls
  }
  return done({ effects: effectsOf(rehearsed, permissions), withheld })
}

const effectsOf = (session: Session, permissions: TenantPermissions): GraphEffects => {
  const enrolmentPath = (tokenId: string) => `${enrolmentTokensPath}/${segment(tokenId)}`
  const withdraw = (path: string) => remove(session, path, 'enrolmentTokenWrites')
  const act = async (tokenId: string, action: string) =>
    carriedOut(await session.write('POST', `${enrolmentPath(tokenId)}/${action}`), 'enrolmentTokenWrites')
  return {
    permissions,
    assignments: (appId) => assignmentsOf(session, appId),
    removeAssignment: (appId, assignmentId) =>
      remove(session, `${appsPath}/${segment(appId)}/assignments/${segment(assignmentId)}`, 'appAssignments'),
    revokeLicences: (tokenId) => revoke(session, tokenId),
    locationToken: (tokenId) => findIn(session, locationTokens, tokenId),
    deleteLocationToken: (tokenId) =>
      remove(session, `${locationTokensPath}/${segment(tokenId)}`, 'locationTokenWrites'),
    enrolmentToken: (tokenId) => findIn(session, enrolmentTokens, tokenId),
    unshareEnrolmentToken: (tokenId) => act(tokenId, 'unshareForSchoolDataSyncService'),
    syncEnrolmentToken: (tokenId) => act(tokenId, 'syncWithAppleDeviceEnrollmentProgram'),
    deleteIdentity: (tokenId, identityId) =>
      withdraw(`${enrolmentPath(tokenId)}/importedAppleDeviceIdentities/${segment(identityId)}`),
    deleteProfile: (tokenId, profileId) =>
      withdraw(`${enrolmentPath(tokenId)}/enrollmentProfiles/${segment(profileId)}`),
    deleteEnrolmentToken: (tokenId) => withdraw(enrolmentPath(tokenId)),
  }
}

const intents = {
  available: 'available',
  availableWithoutEnrollment: 'available',
  required: 'required',
  uninstall: 'uninstall',
} as const

const targets: Readonly<Record<string, AppAssignment['target']['kind']>> = {
  groupAssignmentTarget: 'group',
  exclusionGroupAssignmentTarget: 'exclusion',
  allLicensedUsersAssignmentTarget: 'allUsers',
  allDevicesAssignmentTarget: 'allDevices',
}

const targetOf = (target: WireRecord): AppAssignment['target'] => ({
  kind: targets[typeOf(target) ?? ''] ?? 'unknown',
  groupId: reading<GroupAssignmentTarget>(target).key('groupId'),
})

/** `GET /deviceAppManagement/mobileApps/{id}/assignments` (beta). */
const appAssignments: Collection<AppAssignment, { appId: string }> = {
  ...plainList,
  path: ({ appId }) => `${appsPath}/${segment(appId)}/assignments`,
  queries: () => [query({ select: namesOf<MobileAppAssignment>()('id', 'intent', 'target') }), query({})],
  whenNotFound: 'absent',
  permission: 'locationApps',
  rowOf: (record) => {
    const at = reading<MobileAppAssignment>(record)
    const externalId = at.key('id')
    return externalId
      ? { externalId, intent: at.word('intent', intents), target: targetOf(at.record('target')) }
      : 'malformed'
  },
}

const assignmentsOf = async (
  session: Session,
  appId: string,
): Promise<Outcome<ListedAssignments, GraphReason>> => {
  const read = await readToTheEnd(session, appAssignments, { appId })
  if (!read.ok) return read
  const { rows, last } = read.value
  const path = new URL(session.graphBase + appAssignments.path({ appId })).pathname
  const { requestId, at } = last
  return done({ rows, evidence: { method: 'GET', path, status: last.absent ? 404 : 200, requestId, at } })
}

/** A 404 is what the caller wanted: an earlier try got through, or somebody else was faster. */
const remove = async (session: Session, path: string, need: PermissionNeed): Promise<EffectOutcome> => {
  const answer = await session.write('DELETE', path)
  if (answer.ok && answer.value.status === 404) return effect(answer.value, 'alreadyGone')
  return carriedOut(answer, need)
}

/**
 * `POST .../vppTokens/{id}/revokeLicenses` (beta). Untracked licences, which Intune did not assign, are left
 * alone, and nobody's device shows a message.
 */
const revoke = async (session: Session, tokenId: string): Promise<EffectOutcome> => {
  const path = `${locationTokensPath}/${segment(tokenId)}/revokeLicenses`
  const body = { notifyManagedDevices: false, revokeUntrackedLicenses: false }
  return carriedOut(await session.write('POST', path, body), 'locationTokenWrites')
}

const carriedOut = (answer: Outcome<GraphAnswer, GraphReason>, need: PermissionNeed): EffectOutcome => {
  if (!answer.ok) return answer
  return answer.value.error
    ? { ...refusalOf(answer.value, permissionNeeds[need]), evidence: evidenceOf(answer.value) }
    : effect(answer.value, 'carriedOut')
}

const effect = (answer: GraphAnswer, was: Effect['was']): EffectOutcome =>
  done({ was, evidence: evidenceOf(answer) })
