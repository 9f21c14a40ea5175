import { randomUUID } from 'node:crypto'
import {
  makeConnection,
  makeDevice,
  makePerson,
  makeReading,
  makeTenantLink,
  makeWorld,
} from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'

const day = (number: number, hour = 4): Date => new Date(Date.UTC(2026, 2, number, hour))

/**
 * Four readings, on the 1st to the 4th of March 2026. An iPad is Karen's until the third finds it with Jonas; an
 * enrolment token lists it from the first reading on, a location token from the second until the fourth no longer does.
 * Jonas came with the second reading. A phone came with the third.
 */
export const makeHistory = async () => {
  const { organisationId, actors } = await makeWorld()
  const link = await makeTenantLink(organisationId, { createdAt: day(0) })
  for (const number of [1, 2, 3, 4]) {
    await makeReading(organisationId, { startedAt: day(number, 3), finishedAt: day(number) })
  }
  const karen = await makePerson(link, { name: 'Karen Lind', upn: 'karen.lind@lindegaard.example' })
  const jonas = await makePerson(link, { name: 'Jonas Holm', upn: 'jholm@lindegaard.example', since: 2 })
  const token = await makeConnection(link, { service: 'dep', name: 'Lindegaard ADE', observedSince: day(1) })
  const apps = await makeConnection(link, { service: 'vpp', name: 'Lindegaard Apps', observedSince: day(1) })
  const hardware = { mark: randomUUID(), model: 'iPad' }
  const ipad = await makeDevice(link, {
    ...hardware,
    serial: 'F9FXH2KQ1MF3',
    name: 'Reception iPad',
    personId: jonas.id,
    personSince: 3,
  })
  const phone = await makeDevice(link, { ...hardware, serial: 'G6TZM4ABPLJM', name: 'Phone_1', since: 3 })
  const share = { organisationId, deviceId: ipad.id }
  await owner().deviceShare.createMany({
    data: [
      { ...share, connectionId: token.id, since: 1 },
      { ...share, connectionId: apps.id, since: 2, until: 4 },
    ],
  })
  await owner().personShare.createMany({
    data: [
      { organisationId, connectionId: token.id, personId: karen.id, since: 1, until: 3 },
      { organisationId, connectionId: token.id, personId: jonas.id, since: 3 },
    ],
  })
  await owner().devicePastUser.create({
    data: { organisationId, deviceId: ipad.id, personId: karen.id, since: 1, until: 3 },
  })
  return { organisationId, actors, link, karen, jonas, token, apps, ipad, phone, day }
}
