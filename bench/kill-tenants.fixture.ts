import { someone, type Tenant } from '#features/readings/tenant.fixture.ts'

const [anna, bo, carl] = [someone('anna'), someone('bo'), someone('carl')] as const

/** Every collection has rows, the longer ones several pages of three. */
export const before: Tenant = {
  push: true,
  devices: [
    { id: 'd1', serial: 'S1', user: anna },
    { id: 'd2', serial: 'S2', user: bo },
    { id: 'd3', serial: null, user: anna },
    { id: 'd4', serial: 'S4', user: null },
    { id: 'd5', serial: 'S5', user: bo },
  ],
  tokens: [
    { id: 't1', type: 'dep', serials: ['S1', 'S2', 'S8', 'S9'], appleId: 'dep@lindegaard.example' },
    { id: 't2', type: 'appleSchoolManager', serials: ['S4'] },
  ],
  locations: [{ id: 'l1', apps: [['d1', 'd2', anna, bo], ['d5']] }],
}

/** Devices gone and come, users changed, serials moved, licences given and taken, one token gone and one new. */
export const after: Tenant = {
  push: true,
  devices: [
    { id: 'd1', serial: 'S1', user: carl },
    { id: 'd3', serial: 'S9', user: null },
    { id: 'd4', serial: 'S4', user: anna, name: 'Renamed' },
    { id: 'd5', serial: 'S5', user: bo },
    { id: 'd6', serial: 'S6', user: carl },
  ],
  tokens: [
    { id: 't1', type: 'dep', serials: ['S1', 'S4', 'S6', 'S9'], appleId: 'other@lindegaard.example' },
    { id: 't3', type: 'dep', serials: ['S2'] },
  ],
  locations: [{ id: 'l1', apps: [['d1', 'd6', anna, carl], [carl], [bo]] }],
}
