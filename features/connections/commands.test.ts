import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { testCertificate } from '#adapters/graph/certificate.fixture.ts'
import { locationTokenOf, pushSubject, serverToken } from '#adapters/token-file/files.fixture.ts'
import type { Actor } from '#domain/actor.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { terminalActor } from '#features/access/minting.ts'
import { auditPage } from '#features/audit/queries.ts'
import { overview } from '#features/inventory/overview.ts'
import { inventory } from '#features/inventory/queries.ts'
import { makeAccount, makeConnection, makeReading, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { stateByHand, stateFromFile, withdrawStated } from './commands.ts'
import { joinStated, unjoinStated } from './join-commands.ts'
import { listStated, statedCountsAt, statedDetail, statedOf } from './list-stated.ts'
import { readFile } from './read-file.ts'
import type { ByHandInput } from './schema.ts'

useTestDatabase()

const dayMs = 86_400_000
const from = new Date('2026-03-01T10:00:00Z')
const until = new Date(Math.floor((Date.now() + 100 * dayMs) / 1000) * 1000)
const topic = 'com.apple.mgmt.External.5f1c0f5e-0d7e-4f43-9c2e-1a2b3c4d5e6f'
const certificateOf = (serial: string) =>
  testCertificate({ from, until, subject: pushSubject(topic), serial }).certificatePem
/** Before and after it was renewed. */
const [certificate, renewedCertificate] = [certificateOf('1a2b'), certificateOf('3c4d')]
const credential = 'qVwN8c0mCredentialOfTheToken'
const locationToken = locationTokenOf({
  orgName: 'Skagen Kiosk',
  expDate: until.toISOString().replace('.000Z', '+0000'),
  token: credential,
})

const fileOf = (content: string, name: string) => new File([content], name)
const sealedOf = async (actor: Actor, content: string, name = 'file.pem') => {
  const read = await readFile(actor, { file: fileOf(content, name) })
  if (!read.ok) throw new Error(read.reason)
  return read.value.sealed
}
const byHand: ByHandInput = {
  service: 'dep',
  name: 'Lindegaard ADE',
  appleId: null,
  topic: null,
  expiresOn: null,
}
const state = async (actor: Actor, input: Partial<ByHandInput> = {}): Promise<string> => {
  const stated = await stateByHand(actor, { ...byHand, ...input })
  if (!stated.ok) throw new Error(stated.reason)
  return stated.value.id
}
/** The present one, with nothing else in its millisecond. */
const aMoment = async (): Promise<Date> => {
  await setTimeout(2)
  const moment = new Date()
  await setTimeout(2)
  return moment
}
const lastEvent = async (actor: Actor) => (await auditPage(actor, { most: 1 })).events[0]

describe('a connection is stated', () => {
  test('by hand, with what a member knows', async () => {
    const { actors, members } = await makeWorld()
    const input = { appleId: 'ade@lindegaard.example', expiresOn: '2027-05-20' }
    const id = await state(actors.privacyOfficer, input)
    expect(await listStated(actors.auditor)).toMatchObject([
      {
        id,
        service: 'dep',
        name: 'Lindegaard ADE',
        appleId: 'ade@lindegaard.example',
        expiry: { day: '2027-05-20' },
        origin: 'hand',
        statedBy: members.privacyOfficer.name,
        offers: [],
      },
    ])
    const event = await lastEvent(actors.auditor)
    expect(event).toMatchObject({
      kind: 'connection.stated',
      subject: { kind: 'statedConnection', id },
      facts: { service: 'dep', origin: 'hand', expires: '2027-05-20' },
      personal: { name: 'Lindegaard ADE', appleId: 'ade@lindegaard.example' },
    })
    expect(JSON.stringify(event?.facts)).not.toContain('lindegaard')
  })

  test('from its push certificate', async () => {
    const { actors } = await makeWorld()
    const read = await sealedOf(actors.admin, certificate)
    const stated = await stateFromFile(actors.admin, { read, name: 'MDM push certificate', appleId: null })
    expect(stated.ok).toBe(true)
    expect(await listStated(actors.auditor)).toMatchObject([
      {
        service: 'apns',
        topic,
        certificateSerial: '1A2B',
        validFrom: from,
        expiry: { at: until },
        origin: 'file',
      },
    ])
  })

  test('from its location token, of whose credential nothing is kept', async () => {
    const { actors, organisationId } = await makeWorld()
    const read = await sealedOf(actors.admin, locationToken, 'sToken.vpptoken')
    await stateFromFile(actors.admin, { read, name: 'Skagen Kiosk', appleId: 'kiosk@lindegaard.example' })
    const [row] = await owner().$queryRaw<{ all: string }[]>`
      select (select string_agg(s::text, '') from stated_connection s where organisation_id = ${organisationId}::uuid)
        || (select string_agg(e.body, '') from audit_event e where organisation_id = ${organisationId}::uuid)
        || (select string_agg(d.detail, '') from audit_detail d where organisation_id = ${organisationId}::uuid) as all`
    expect(row?.all).toContain('Skagen Kiosk')
    expect(row?.all).not.toContain(credential)
    expect(row?.all).not.toContain(locationToken.slice(0, 20))
  })

  test('once: the same name or the same certificate is refused', async () => {
    const { actors } = await makeWorld()
    const id = await state(actors.admin)
    expect(await stateByHand(actors.owner, { ...byHand, service: 'asm', name: 'lindegaard ade' })).toEqual({
      ok: false,
      reason: 'alreadyStated',
      values: { name: 'Lindegaard ADE', stated: id },
    })
    const push = { read: await sealedOf(actors.admin, certificate), appleId: null }
    expect(await stateFromFile(actors.admin, { ...push, name: 'Push' })).toMatchObject({ ok: true })
    for (const name of ['Push', 'Another name']) {
      expect(await stateFromFile(actors.admin, { ...push, name })).toMatchObject({ reason: 'alreadyStated' })
    }
    expect(
      await stateByHand(actors.admin, { ...byHand, service: 'apns', name: 'By hand', topic }),
    ).toMatchObject({
      reason: 'alreadyStated',
    })
  })

  test('at the same moment by two, once', async () => {
    const { actors } = await makeWorld()
    const outcomes = await Promise.all(
      [actors.admin, actors.owner].map((actor) => stateByHand(actor, byHand)),
    )
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  })

  test('anew when its push certificate was renewed, and what was stated before is withdrawn', async () => {
    const { actors } = await makeWorld()
    const stateFile = async (pem: string) =>
      stateFromFile(actors.admin, {
        read: await sealedOf(actors.admin, pem),
        name: 'Push',
        appleId: null,
      })
    const first = await stateFile(certificate)
    const second = await stateFile(renewedCertificate)
    if (!first.ok || !second.ok) throw new Error('not stated')
    expect(await listStated(actors.admin)).toMatchObject([{ id: second.value.id, certificateSerial: '3C4D' }])
    expect(await statedDetail(actors.admin, first.value.id)).toMatchObject({
      withdrawn: { by: actors.admin.name },
      history: [{ kind: 'connection.stated' }, { kind: 'connection.statementWithdrawn' }],
    })
  })

  test('not by the certificate of an earlier year: what is stated stays', async () => {
    const { actors } = await makeWorld()
    const stateFile = async (pem: string) =>
      stateFromFile(actors.admin, { read: await sealedOf(actors.admin, pem), name: 'Push', appleId: null })
    const newer = await stateFile(renewedCertificate)
    if (!newer.ok) throw new Error(newer.reason)
    const inTwoYears = new Date(Date.now() + 730 * 86_400_000)
    await owner().statedConnection.updateMany({
      where: { id: newer.value.id },
      data: { expiresAt: inTwoYears },
    })
    expect(await stateFile(certificate)).toMatchObject({ reason: 'olderThanStated' })
    expect(await listStated(actors.admin)).toMatchObject([{ id: newer.value.id }])
  })

  test('by whoever may, with a name', async () => {
    const { actors, organisationId } = await makeWorld()
    for (const actor of [actors.decider, actors.auditor]) {
      await expect(readFile(actor, { file: fileOf('x', 'x') })).rejects.toThrow(Denied)
      await expect(stateByHand(actor, byHand)).rejects.toThrow(Denied)
    }
    const terminal = terminalActor('root', organisationId)
    expect(await stateByHand(terminal, byHand)).toMatchObject({ reason: 'membersOnly' })
  })
})

describe('a file', () => {
  test('is refused by name, and leaves no trace', async () => {
    const { actors, organisationId } = await makeWorld()
    const refusals = [
      [serverToken, 'tokenFileIsServerToken'],
      ['', 'tokenFileEmpty'],
      ['A'.repeat(70_000), 'tokenFileTooLarge'],
      ['nonsense', 'tokenFileUnknown'],
      [certificate, 'tokenFileMislabelled'],
    ] as const
    for (const [content, reason] of refusals) {
      expect(await readFile(actors.admin, { file: fileOf(content, 'a.vpptoken') })).toMatchObject({ reason })
    }
    expect(await owner().auditEvent.count({ where: { organisationId } })).toBe(0)
  })

  test('too large is refused before any of it is read', async () => {
    const { actors } = await makeWorld()
    const file = Object.assign(fileOf('A'.repeat(70_000), 'x'), {
      arrayBuffer: () => Promise.reject(new Error('it was read')),
    })
    expect(await readFile(actors.admin, { file })).toMatchObject({ reason: 'tokenFileTooLarge' })
  })

  test('is recorded as it was read, in the organisation it was read in', async () => {
    const [here, there] = [await makeWorld(), await makeWorld()]
    const read = await sealedOf(here.actors.admin, certificate)
    expect(read).not.toContain(topic)
    const input = { name: 'Push', appleId: null }
    for (const altered of [`${read.slice(0, -4)}AAAA`, 'nonsense', '']) {
      expect(await stateFromFile(here.actors.admin, { ...input, read: altered })).toMatchObject({
        reason: 'fileNotRead',
      })
    }
    expect(await stateFromFile(there.actors.admin, { ...input, read })).toMatchObject({
      reason: 'fileNotRead',
    })
  })
})

/** A world in which a reading found one token. */
const withFound = async (fields: Parameters<typeof makeConnection>[1] = {}) => {
  const world = await makeWorld()
  const link = await makeTenantLink(world.organisationId)
  await makeReading(world.organisationId)
  const account = await makeAccount(world.organisationId, { appleId: 'ade@lindegaard.example' })
  const found = await makeConnection(link, {
    service: 'dep',
    name: 'Lindegaard ADE',
    accountId: account.id,
    observedSince: new Date(Date.now() + dayMs),
    ...fields,
  })
  return { ...world, found }
}

describe('what a reading finds', () => {
  test('is offered, joined, told on its page, and told apart again', async () => {
    const { actors, found } = await withFound()
    const stated = await state(actors.admin)
    expect(await listStated(actors.auditor)).toMatchObject([
      { offers: [{ connectionId: found.id, name: 'Lindegaard ADE', ground: 'name' }] },
    ])
    expect(await joinStated(actors.privacyOfficer, { stated, connection: found.id })).toEqual({
      ok: true,
      value: null,
    })
    expect(await listStated(actors.auditor)).toEqual([])
    expect(await statedOf(actors.auditor, found.id)).toMatchObject([{ id: stated, name: 'Lindegaard ADE' }])
    expect(await lastEvent(actors.auditor)).toMatchObject({
      kind: 'connection.joined',
      subject: { kind: 'statedConnection', id: stated },
      facts: { connectionId: found.id, ground: 'name' },
    })
    expect(await joinStated(actors.admin, { stated, connection: found.id })).toMatchObject({
      reason: 'alreadyJoined',
    })

    expect(await unjoinStated(actors.admin, { stated })).toMatchObject({ ok: true })
    expect(await lastEvent(actors.auditor)).toMatchObject({ kind: 'connection.unjoined' })
    expect(await statedOf(actors.auditor, found.id)).toEqual([])
    expect(await listStated(actors.auditor)).toMatchObject([{ id: stated }])
    expect(await unjoinStated(actors.admin, { stated })).toMatchObject({ reason: 'notJoined' })
    expect(await statedDetail(actors.auditor, stated)).toMatchObject({
      joined: null,
      history: [
        { kind: 'connection.stated' },
        { kind: 'connection.joined' },
        { kind: 'connection.unjoined' },
      ],
    })
  })

  test('is told of past days as it stood then, whatever was undone since', async () => {
    const { actors, found } = await withFound()
    const stated = await state(actors.admin)
    const apart = await aMoment()
    await joinStated(actors.admin, { stated, connection: found.id })
    const together = await aMoment()
    await unjoinStated(actors.admin, { stated })
    const apartAgain = await aMoment()
    await joinStated(actors.owner, { stated, connection: found.id })

    const openOn = async (asOf: Date) => (await listStated(actors.auditor, { asOf })).map(({ id }) => id)
    const joinedOn = async (asOf: Date) =>
      (await statedOf(actors.auditor, found.id, { asOf })).map(({ joined }) => joined?.by)
    expect([await openOn(apart), await joinedOn(apart)]).toEqual([[stated], []])
    expect([await openOn(together), await joinedOn(together)]).toEqual([[], [actors.admin.name]])
    expect([await openOn(apartAgain), await joinedOn(apartAgain)]).toEqual([[stated], []])
    expect(await joinedOn(new Date())).toEqual([actors.owner.name])
    const counted = async (at: Date) =>
      inOrganisation(
        actors.admin.organisationId,
        async (tx) => (await statedCountsAt(tx, at)).get('dep') ?? 0,
      )
    expect(await Promise.all([apart, together, apartAgain, new Date()].map(counted))).toEqual([1, 0, 1, 0])
  })

  test('is joined once, by whoever comes first', async () => {
    const { actors, found } = await withFound()
    const stated = await state(actors.admin)
    const outcomes = await Promise.all(
      [actors.admin, actors.owner].map((actor) => joinStated(actor, { stated, connection: found.id })),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes).toContainEqual(expect.objectContaining({ reason: 'alreadyJoined' }))
  })

  test('is the push certificate of the same topic, whatever it is called', async () => {
    const { actors, found } = await withFound({
      service: 'apns',
      name: 'MDM push certificate',
      observed: { topic },
    })
    const read = await sealedOf(actors.admin, certificate)
    await stateFromFile(actors.admin, { read, name: 'Ours', appleId: null })
    expect(await listStated(actors.admin)).toMatchObject([
      { offers: [{ connectionId: found.id, ground: 'topic' }] },
    ])
  })

  test('is another push certificate where its topic is another, and that is told', async () => {
    const observed = { topic: `${topic}0` }
    const { actors, found } = await withFound({ service: 'apns', name: 'MDM push certificate', observed })
    const read = await sealedOf(actors.admin, certificate)
    const stated = await stateFromFile(actors.admin, { read, name: 'MDM push certificate', appleId: null })
    if (!stated.ok) throw new Error(stated.reason)
    expect(await statedDetail(actors.admin, stated.value.id)).toMatchObject({
      offers: [],
      otherTopics: [{ connectionId: found.id, name: 'MDM push certificate' }],
    })
  })

  test('is not joined where nothing says that it is the same', async () => {
    const { actors, found } = await withFound()
    const stated = await state(actors.admin, { name: 'Another token' })
    expect(await listStated(actors.admin)).toMatchObject([{ offers: [] }])
    expect(await joinStated(actors.admin, { stated, connection: found.id })).toMatchObject({
      reason: 'notSameConnection',
    })
    expect((await lastEvent(actors.admin))?.kind).toBe('connection.stated')
  })

  test('changes no number, and is not changed by what was stated', async () => {
    const { actors, found } = await withFound()
    const before = await owner().connection.findMany({ where: { id: found.id } })
    const stated = await state(actors.admin)
    await state(actors.admin, { service: 'vpp', name: 'Skagen Kiosk' })
    await joinStated(actors.admin, { stated, connection: found.id })
    expect(await owner().connection.findMany({ where: { id: found.id } })).toEqual(before)
    const { services } = await inventory(actors.auditor, { lang: 'en' })
    expect(services.map(({ service, flowing, stated: count }) => [service, flowing, count])).toEqual([
      ['apns', 0, 0],
      ['dep', 1, 0],
      ['asm', 0, 0],
      ['vpp', 0, 1],
    ])
  })
})

describe('what was stated', () => {
  test('is found by service, state, and a part of name or Apple ID', async () => {
    const { actors } = await makeWorld()
    await state(actors.admin, { appleId: 'ade@lindegaard.example', expiresOn: '2020-01-01' })
    await state(actors.admin, { service: 'vpp', name: 'Skagen Kiosk' })
    const found = async (sought: Parameters<typeof listStated>[1]) =>
      (await listStated(actors.auditor, sought)).map(({ name }) => name)
    expect(await found({})).toEqual(['Lindegaard ADE', 'Skagen Kiosk'])
    expect(await found({ service: 'vpp' })).toEqual(['Skagen Kiosk'])
    expect(await found({ text: 'KIOSK' })).toEqual(['Skagen Kiosk'])
    expect(await found({ text: 'Ade@' })).toEqual(['Lindegaard ADE'])
    expect(await found({ standing: 'expired' })).toEqual(['Lindegaard ADE'])
    expect(await found({ standing: 'waiting' })).toEqual(['Lindegaard ADE'])
    expect(await found({ standing: 'flowing' })).toEqual(['Lindegaard ADE', 'Skagen Kiosk'])
    expect(await found({ standing: 'stopped' })).toEqual([])
  })

  test('is withdrawn once, stays readable, and is known at its time', async () => {
    const { actors } = await makeWorld()
    const stated = await state(actors.admin)
    const then = new Date()
    expect(await withdrawStated(actors.owner, { stated })).toEqual({ ok: true, value: null })
    expect(await lastEvent(actors.auditor)).toMatchObject({
      kind: 'connection.statementWithdrawn',
      subject: { id: stated },
    })
    expect(await withdrawStated(actors.owner, { stated })).toMatchObject({ reason: 'alreadyWithdrawn' })
    expect(await listStated(actors.auditor)).toEqual([])
    expect(await listStated(actors.auditor, { asOf: then })).toMatchObject([{ id: stated, withdrawn: null }])
    expect(await statedDetail(actors.auditor, stated)).toMatchObject({ withdrawn: { by: actors.owner.name } })
    await state(actors.admin)
  })

  test('that is withdrawn is not joined', async () => {
    const { actors, found } = await withFound()
    const stated = await state(actors.admin)
    await withdrawStated(actors.admin, { stated })
    expect(await joinStated(actors.admin, { stated, connection: found.id })).toMatchObject({
      reason: 'alreadyWithdrawn',
    })
  })

  test('stays as it was stated, for the runtime by rights', async () => {
    const { actors, organisationId } = await makeWorld()
    const id = await state(actors.admin)
    for (const sql of [
      "update stated_connection set name = 'x'",
      'delete from stated_connection',
      "update joining set joined_by = 'x'",
      'delete from joining',
    ]) {
      await expect(inOrganisation(organisationId, (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow(
        /permission denied/,
      )
    }
    expect(await statedDetail(actors.admin, id)).toMatchObject({ name: 'Lindegaard ADE' })
  })

  test('expires on the strip of the year, as the day it was named', async () => {
    const { actors } = await makeWorld({ timeZone: 'America/Los_Angeles' })
    const day = until.toISOString().slice(0, 10)
    await state(actors.admin, { expiresOn: day })
    const { expiries } = await overview(actors.auditor, { lang: 'en' })
    expect(expiries.filter(({ count }) => count > 0)).toMatchObject([
      {
        month: day.slice(0, 7),
        count: 1,
        first: [{ name: 'Lindegaard ADE', stated: { by: actors.admin.name, isDay: true } }],
      },
    ])
  })
})

test('nothing of another organisation can be seen, joined or withdrawn', async () => {
  const [here, there] = [await withFound(), await withFound()]
  const stated = await state(there.actors.admin)
  const mine = await state(here.actors.admin)
  expect(await listStated(here.actors.admin)).toMatchObject([{ id: mine }])
  for (const attempt of [
    () => statedDetail(here.actors.admin, stated),
    () => withdrawStated(here.actors.admin, { stated }),
    () => unjoinStated(here.actors.admin, { stated }),
    () => joinStated(here.actors.admin, { stated, connection: here.found.id }),
    () => joinStated(here.actors.admin, { stated: mine, connection: there.found.id }),
    () => statedDetail(here.actors.admin, randomUUID()),
  ]) {
    await expect(attempt()).rejects.toThrow(Missing)
  }
})
