import type { Enrolment } from '../tenant/records.ts'
import { type Call, collection, entity, noContent } from './answer.ts'
import { intuneRefuses, notThere } from './refusal.ts'
import { betaOnly, type Route, serviceConfig } from './route.ts'

const base = 'deviceManagement/depOnboardingSettings'

const enrolmentIn = ({ state, params }: Call): Enrolment => {
  const found = state.tenant().enrolments.find(({ token }) => token.id === params[0])
  if (!found) throw notThere()
  return found
}

const read = (path: string, reply: Route['reply']): Route => ({
  method: 'GET',
  path: `${base}${path}`,
  versions: betaOnly,
  scopes: serviceConfig.read,
  reply,
})

const remove = (path: string, reply: Route['reply']): Route => ({
  method: 'DELETE',
  path: `${base}${path}`,
  versions: betaOnly,
  scopes: serviceConfig.write,
  reply,
})

const act = (action: string, reply: Route['reply']): Route => ({
  method: 'POST',
  path: `${base}/{}/${action}`,
  versions: betaOnly,
  scopes: serviceConfig.write,
  reply,
})

/** A manual sync may be asked for every 15 minutes (Microsoft's page on enrolment program tokens). */
const leastBetweenSyncsMs = 15 * 60_000

const defaults = [
  { path: '/{}/defaultIosEnrollmentProfile', of: 'defaultIosProfileId' },
  { path: '/{}/defaultMacOsEnrollmentProfile', of: 'defaultMacOsProfileId' },
] as const

const defaultProfileIn = (call: Call, of: (typeof defaults)[number]['of']) => {
  const enrolment = enrolmentIn(call)
  const profile = enrolment.profiles.find(({ id }) => id === enrolment[of])
  if (!profile) throw notThere()
  return { tokenId: enrolment.token.id, profile }
}

/** Reference section 5: enrolment tokens, their profiles and device identities, all of it beta. */
export const enrolmentRoutes: readonly Route[] = [
  read('', (call) =>
    collection(
      call,
      'depOnboardingSetting',
      call.state.tenant().enrolments.map(({ token }) => token),
    ),
  ),
  read('/{}', (call) => entity(call, 'depOnboardingSetting', enrolmentIn(call).token)),
  read('/{}/enrollmentProfiles', (call) => collection(call, 'enrollmentProfile', enrolmentIn(call).profiles)),
  read('/{}/importedAppleDeviceIdentities', (call) =>
    collection(call, 'importedAppleDeviceIdentity', enrolmentIn(call).identities, {
      pageSize: 50,
      repeats: true,
    }),
  ),
  ...defaults.map(({ path, of }) =>
    read(path, (call) => entity(call, 'enrollmentProfile', defaultProfileIn(call, of).profile)),
  ),
  ...defaults.map(({ path, of }) =>
    remove(path, (call) => {
      const { tokenId, profile } = defaultProfileIn(call, of)
      call.state.change('deleteProfile', [tokenId, profile.id])
      return noContent
    }),
  ),
  remove('/{}/enrollmentProfiles/{}', (call) => {
    const { token, profiles } = enrolmentIn(call)
    const profile = profiles.find(({ id }) => id === call.params[1])
    if (!profile) throw notThere()
    call.state.change('deleteProfile', [token.id, profile.id])
    return noContent
  }),
  remove('/{}/importedAppleDeviceIdentities/{}', (call) => {
    const { token, identities } = enrolmentIn(call)
    const identity = identities.find(({ id }) => id === call.params[1])
    if (!identity) throw notThere()
    call.state.change('deleteIdentity', [token.id, identity.id])
    return noContent
  }),
  act('unshareForSchoolDataSyncService', (call) => {
    call.state.change('unshareEnrolmentToken', [enrolmentIn(call).token.id])
    return noContent
  }),
  act('syncWithAppleDeviceEnrollmentProgram', (call) => {
    const { token } = enrolmentIn(call)
    const last = Date.parse(String(token.lastSyncTriggeredDateTime))
    if (call.state.now().getTime() - last < leastBetweenSyncsMs)
      throw intuneRefuses('A sync was requested less than 15 minutes ago.')
    call.state.change('syncEnrolmentToken', [token.id])
    return noContent
  }),
  remove('/{}', (call) => {
    const { token, identities, profiles } = enrolmentIn(call)
    if (identities.length > 0)
      throw intuneRefuses('The enrollment program token cannot be deleted while devices are assigned to it.')
    if (profiles.length > 0)
      throw intuneRefuses('The enrollment program token cannot be deleted while it has enrollment profiles.')
    call.state.change('deleteEnrolmentToken', [token.id])
    return noContent
  }),
]
