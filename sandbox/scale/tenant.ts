import { makeAssignment, makeVppApp } from '../tenant/apps.ts'
import { makeAuditEvents } from '../tenant/audit.ts'
import { type EnrolmentPlan, makeToken } from '../tenant/enrolment.ts'
import { type LocationPlan, makeLocationToken } from '../tenant/location-tokens.ts'
import {
  makeConsents,
  makeDeviceManagement,
  makeOrganisation,
  makePushCertificate,
} from '../tenant/organisation.ts'
import { makeProfiles } from '../tenant/profiles.ts'
import { randomFrom } from '../tenant/random.ts'
import type { AppHolding, Enrolment, LocationToken, Tenant } from '../tenant/records.ts'
import type { AppPlan } from './licence-plan.ts'
import type { Plan } from './plan.ts'
import { calendar, type Rows } from './rows.ts'

const places = ['Aarhus', 'Odense', 'Esbjerg', 'Aalborg', 'Skagen', 'Ribe', 'Viborg', 'Horsens']
const placeOf = (index: number): string =>
  `${places[index % places.length]} ${Math.floor(index / places.length) + 1}`

/** Several tokens behind each account, the last one the school's. */
const enrolmentPlanOf = (index: number, last: boolean): EnrolmentPlan => ({
  home: last ? 'academy' : 'group',
  tokenName: last ? 'Lindegaard Academy' : `Lindegaard ADE ${placeOf(index)}`,
  tokenType: last ? 'appleSchoolManager' : 'dep',
  appleIdentifier: last
    ? 'school-it@academy.lindegaard.example'
    : `ade-${Math.floor(index / 3) + 1}@lindegaard.example`,
  expiresInDays: 30 + ((index * 37) % 300),
  schoolDataSync: last,
})

const locationPlanOf = (index: number): LocationPlan => ({
  displayName: `Lindegaard Apps ${placeOf(index)}`,
  accountType: index % 5 === 4 ? 'education' : 'business',
  appleId: `apps-${Math.floor(index / 4) + 1}@lindegaard.example`,
  locationName: placeOf(index),
  expiresInDays: 30 + ((index * 53) % 300),
})

export const enrolmentTokenId = (seed: string, index: number): string =>
  randomFrom(`${seed} enrolment token ${index}`).guid()

const enrolmentOf = (
  { seed, enrolmentTokens }: Plan,
  index: number,
  synced: number,
  portal: string,
): Enrolment => {
  const id = enrolmentTokenId(seed, index)
  const plan = enrolmentPlanOf(index, index === enrolmentTokens - 1)
  const profiles = makeProfiles(randomFrom(`${seed} profiles ${index}`), id, plan.home, portal)
  const { rows, defaultIosProfileId, defaultMacOsProfileId } = profiles
  const token = makeToken(calendar, id, plan, synced)
  return {
    token,
    profiles: rows,
    defaultIosProfileId,
    defaultMacOsProfileId,
    identities: [],
    isUnassignedAtApple: false,
    deletedHere: [],
  }
}

const holdingOf = (seed: string, app: AppPlan, token: LocationToken, used: number): AppHolding => {
  const random = randomFrom(`${seed} app ${app.locationToken} ${app.name}`)
  const made = makeVppApp(random, calendar, app, token)
  return {
    app: { ...made, totalLicenseCount: Math.ceil(used * 1.2) + 5, usedLicenseCount: used },
    assignments: [makeAssignment(made['@odata.type'], random.guid(), 'required')],
    licences: [],
  }
}

/** Rows that are not in the tenant's records but in pages. */
export type Counted = { identities: readonly number[]; licences: readonly number[] }

/** Everything of the tenant but its devices, identities and licences: what can be held as records. */
export const smallTenantOf = (plan: Plan, apps: readonly AppPlan[], rows: Rows, counted: Counted): Tenant => {
  const { seed, enrolmentTokens, locationTokens } = plan
  const pushCertificate = makePushCertificate(seed, calendar)
  const locations = Array.from({ length: locationTokens }, (_, index) =>
    makeLocationToken(calendar, randomFrom(`${seed} location token ${index}`).guid(), locationPlanOf(index)),
  )
  const enrolments = Array.from({ length: enrolmentTokens }, (_, index) =>
    enrolmentOf(plan, index, counted.identities[index] ?? 0, locations[0]?.id ?? ''),
  )
  const admin = rows.person(0)
  return {
    organisation: makeOrganisation(calendar),
    deviceManagement: makeDeviceManagement(calendar),
    pushCertificate,
    consents: makeConsents(calendar, admin),
    people: [admin],
    directory: [],
    devices: [],
    enrolments,
    locationTokens: locations,
    deletionLingers: 0,
    lingering: [],
    books: [],
    apps: apps.flatMap((app, index) => {
      const token = locations[app.locationToken]
      return token ? [holdingOf(seed, app, token, counted.licences[index] ?? 0)] : []
    }),
    auditEvents: makeAuditEvents(seed, calendar, [admin], {
      pushCertificate,
      locationTokens: locations,
      enrolments,
    }),
  }
}
