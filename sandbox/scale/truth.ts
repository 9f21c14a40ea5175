import type { Tenant } from '../tenant/records.ts'
import type { Truth } from '../truth.ts'
import type { AppPlan } from './licence-plan.ts'
import type { Plan } from './plan.ts'

type Counts = { devices: number; people: number }

/** Sets of indexes as bytes, so that a million devices over many tokens fit. */
const makeSets = (plan: Plan) => {
  const devices = new Uint8Array(plan.deviceIndexes)
  const people = new Uint8Array(plan.people)
  return {
    device: (index: number) => {
      devices[index] = 1
    },
    personOf: (device: number) => {
      const person = plan.personOf(device)
      if (person !== null) people[person] = 1
    },
    person: (index: number) => {
      people[index] = 1
    },
    counts: (): Counts => ({
      devices: devices.reduce((sum, bit) => sum + bit, 0),
      people: people.reduce((sum, bit) => sum + bit, 0),
    }),
  }
}

/** What a right reading of the tenant counts, worked out from the plan's numbers and not from its pages. */
export const truthOfPlan = (plan: Plan, apps: readonly AppPlan[], tenant: Tenant): Truth => {
  const push = makeSets(plan)
  const all = makeSets(plan)
  const enrolments = tenant.enrolments.map(() => makeSets(plan))
  for (let device = 0; device < plan.deviceIndexes; device += 1) {
    const token = plan.tokenOf(device)
    const listed = token === null ? [] : [all, enrolments[token]]
    const managed = plan.isManaged(device)
    for (const sets of [...listed, ...(managed ? [push, all] : [])]) {
      sets?.device(device)
      if (managed) sets?.personOf(device)
    }
  }
  const locations = tenant.locationTokens.map((_, index) => {
    const sets = makeSets(plan)
    for (const app of apps.filter(({ locationToken }) => locationToken === index)) {
      for (const { holder } of app.devices()) for (const each of [sets, all]) each.device(holder)
      for (const { holder } of app.people()) for (const each of [sets, all]) each.person(holder)
    }
    return sets.counts()
  })
  const none: Counts = { devices: 0, people: 0 }
  return {
    apns: push.counts(),
    connections: [
      {
        service: 'apns',
        externalId: tenant.pushCertificate?.id ?? '',
        name: 'push certificate',
        ...push.counts(),
      },
      ...tenant.enrolments.map(({ token }, index) => ({
        service: token.tokenType === 'appleSchoolManager' ? ('asm' as const) : ('dep' as const),
        externalId: token.id,
        name: token.tokenName,
        ...(enrolments[index]?.counts() ?? none),
      })),
      ...tenant.locationTokens.map(({ id, displayName }, index) => ({
        service: 'vpp' as const,
        externalId: id,
        name: displayName,
        ...(locations[index] ?? none),
      })),
    ],
    organisation: all.counts(),
    auditEvents: tenant.auditEvents.reduce((sum, { about }) => sum + about.length, 0),
  }
}
