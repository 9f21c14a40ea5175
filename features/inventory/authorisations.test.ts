import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { Missing } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { authorisations } from './authorisations.ts'
import { connectionEvents } from './intune-events.ts'

useTestDatabase()
const sandbox = useSandbox({ devices: 40 })
beforeEach(() => sandbox().control.reset())
afterAll(() => setCloud(null))

const linkedAdmin = async (): Promise<Actor> => {
  const { organisationId, actors } = await makeWorld()
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(organisationId, registration)
  return actors.admin
}
/** The moment it ended. */
const read = async (actor: Actor): Promise<Date> => {
  const requested = await requestReading(actor)
  if (!requested.ok) throw new Error(requested.reason)
  const { signal } = new AbortController()
  await runReading(clockActor(actor.organisationId), requested.value.readingId, { signal })
  const reading = await owner().reading.findFirstOrThrow({ where: { id: requested.value.readingId } })
  return reading.finishedAt ?? new Date()
}
const noPermission = { kind: 'status', status: 403, times: 20 }

describe('sharing authorisations', () => {
  test('are unknown before the first reading', async () => {
    const { actors } = await makeWorld()
    expect(await authorisations(actors.auditor)).toMatchObject({ reading: null, agreed: [], consents: [] })
  })

  test('say who agreed, tenant by tenant and token by token, and only for Apple', async () => {
    const admin = await linkedAdmin()
    await read(admin)
    const { agreed, consents, tokens, events } = await authorisations(admin)
    expect(agreed).toMatchObject([
      {
        service: 'Apple MDM push certificate',
        tenant: 'Lindegaard',
        granted: true,
        grantedBy: expect.stringContaining('@lindegaard.example'),
        termsUrl: 'https://terms.example/sharing',
        since: { sequence: 1 },
        isOver: false,
      },
    ])
    expect(consents).toMatchObject([{ tenant: 'Lindegaard', state: 'granted', asked: { kind: 'answered' } }])
    expect(tokens.map(({ granted }) => granted)).toEqual([true, true, true, true, true, true])
    expect(tokens.every(({ service }) => service !== 'apns')).toBe(true)
    expect(events).toMatchObject([
      { subject: 'sharingAuthorisation', deed: 'agreed', who: { kind: 'person' } },
    ])
  })

  test('are shown as they were known at a past moment', async () => {
    const admin = await linkedAdmin()
    const then = await read(admin)
    sandbox().control.change({ adminConsent: 'notGranted' })
    sandbox().control.change({ renewPushCertificate: true })
    await read(admin)

    const past = await authorisations(admin, { asOf: then })
    expect(past.consents).toMatchObject([{ state: 'granted', until: null, isOver: false }])
    expect(past.events).toHaveLength(1)
    expect(await authorisations(admin, { asOf: new Date(then.getTime() - 1) })).toMatchObject({
      reading: null,
    })

    const now = await authorisations(admin)
    expect(now.consents).toMatchObject([
      { state: 'notGranted', since: { sequence: 2 }, isOver: false },
      { state: 'granted', since: { sequence: 1 }, until: { sequence: 2 }, isOver: true },
    ])
    expect(now.events).toHaveLength(2)
  })

  test('of a token that is gone say what it said last, and between which readings', async () => {
    const admin = await linkedAdmin()
    await read(admin)
    const token = await owner().connection.findFirstOrThrow({
      where: { organisationId: admin.organisationId, name: 'Academy Apps' },
    })
    sandbox().control.change({ removeToken: token.externalId })
    const gone = await read(admin)
    await read(admin)

    const mine = async (asOf?: Date) =>
      (await authorisations(admin, asOf && { asOf })).tokens.find(({ id }) => id === token.id)
    const before = await mine(new Date(gone.getTime() - 1))
    expect(before).toMatchObject({ granted: true, since: { sequence: 1 }, until: null })
    expect(await mine()).toMatchObject({
      state: 'disabled',
      granted: true,
      since: { sequence: 1 },
      until: { sequence: 2 },
      cited: { sequence: 1 },
    })
  })

  test('come in pages, each token once', async () => {
    const admin = await linkedAdmin()
    await read(admin)
    const model = await owner().connection.findFirstOrThrow({
      where: { organisationId: admin.organisationId, service: 'vpp' },
    })
    const more = Array.from({ length: 60 }, (_, at) => ({
      ...model,
      observed: model.observed ?? {},
      id: randomUUID(),
      externalId: `more-${at}`,
      name: `Location ${at}`,
    }))
    await owner().connection.createMany({ data: more })

    const first = await authorisations(admin)
    expect(first).toMatchObject({ found: 66, next: expect.any(String) })
    expect(first.tokens).toHaveLength(50)
    const second = await authorisations(admin, { after: first.next ?? '' })
    expect(second).toMatchObject({ found: 66, next: null })
    const all = [...first.tokens, ...second.tokens].map(({ id }) => id)
    expect(new Set(all).size).toBe(66)
  })

  test('that could not be read say so, and what is older stands', async () => {
    const admin = await linkedAdmin()
    sandbox().control.fault({ ...noPermission, match: 'select=adminConsent' })
    await read(admin)
    expect((await authorisations(admin)).consents).toMatchObject([
      {
        state: null,
        since: null,
        source: { grade: 'unverifiable' },
        asked: { kind: 'refused', sequence: 1, reason: 'missingPermission' },
      },
    ])
  })

  test('never lead a browser anywhere but to an address of the web', async () => {
    const admin = await linkedAdmin()
    await read(admin)
    await owner().sharingAuthorisation.updateMany({
      where: { organisationId: admin.organisationId },
      data: { termsUrl: 'javascript:alert(1)' },
    })
    expect((await authorisations(admin)).agreed.map(({ termsUrl }) => termsUrl)).toEqual([null])
  })
})

describe('what was done to a connection', () => {
  let admin: Actor
  beforeAll(async () => {
    admin = await linkedAdmin()
    await read(admin)
  })
  const idOf = async (name: string, actor = admin) =>
    (await owner().connection.findFirstOrThrow({ where: { organisationId: actor.organisationId, name } })).id
  const of = async (name: string, paging = { most: 100 }) => connectionEvents(admin, await idOf(name), paging)

  test('begins with the newest, and says who renewed it last', async () => {
    const { events, all, renewed, copied } = await of('MDM push certificate')
    expect(events).toMatchObject([{ deed: 'renewed', isSuccess: true, reading: { sequence: 1 } }])
    expect({ all, copied }).toMatchObject({ all: 1, copied: { kind: 'answered' } })
    expect(renewed).toEqual(events[0])
  })

  test('holds what only its id told, an application’s doing and a failure, page by page', async () => {
    const whole = await of('Skagen Kiosk')
    const times = whole.events.map(({ at }) => at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    expect(whole.events.find(({ words }) => words === 'Rebalance')).toMatchObject({
      subject: null,
      deed: 'other',
    })
    expect(whole.events.some(({ who }) => who?.kind === 'application')).toBe(true)
    expect(whole.renewed).toMatchObject({ deed: 'created', who: { kind: 'person' } })
    const second = await connectionEvents(admin, await idOf('Skagen Kiosk'), { most: 2, skip: 2 })
    expect(second.events).toEqual(whole.events.slice(2, 4))
    expect(second.all).toBe(whole.events.length)
    const tokens = await Promise.all(['Lindegaard Apps', 'Academy Apps'].map((name) => of(name)))
    expect([whole, ...tokens].flatMap(({ events }) => events).some(({ isSuccess }) => !isSuccess)).toBe(true)
  })

  test('counts what was done to its enrolment profiles, by nobody who is named', async () => {
    const { events, renewed } = await of('Lindegaard ADE')
    expect(events.map(({ subject, who }) => [subject, who?.kind])).toEqual(
      expect.arrayContaining([
        ['enrolmentProfile', undefined],
        ['enrolmentToken', undefined],
        ['enrolmentToken', 'person'],
      ]),
    )
    expect(renewed).toMatchObject({ subject: 'enrolmentToken', deed: 'renewed' })
  })

  test('is nothing where the log could not be copied, and the reason stands there', async () => {
    const refused = await linkedAdmin()
    sandbox().control.fault({ ...noPermission, match: 'auditEvents' })
    await read(refused)
    const id = await idOf('MDM push certificate', refused)
    expect(await connectionEvents(refused, id, { most: 5 })).toMatchObject({
      events: [],
      renewed: null,
      copied: { kind: 'refused', reason: 'missingPermission' },
    })
  })

  test('is none of another organisation’s business', async () => {
    const { actors } = await makeWorld()
    await expect(connectionEvents(actors.owner, await idOf('Skagen Kiosk'), { most: 5 })).rejects.toThrow(
      Missing,
    )
  })
})
