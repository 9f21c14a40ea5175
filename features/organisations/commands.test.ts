import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { setCloud } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { nextErasure } from '#domain/retention.ts'
import { terminalActor } from '#features/access/minting.ts'
import { retention } from '#features/readings/retention-queries.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { generousClient, poorClient, readClient, tenantDomain, tenantId } from '#sandbox/registrations.ts'
import { makeSelfSigned } from '#sandbox/self-signed.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { addOrganisation, changeOrganisation, connectTenant, forgetTenant, testTenant } from './commands.ts'
import { offeredClouds, organisation, tenantLinks } from './queries.ts'
import { organisationInput, type TenantInput } from './schema.ts'
import { openRegistration, readingLinks } from './tenant-link.ts'

useTestDatabase()

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ devices: 10 })
  setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
})
afterAll(async () => {
  setCloud(null)
  await sandbox.close()
})

const registration = (
  fields: Partial<{ tenant: string; client: string; secret: string }> = {},
): TenantInput => ({
  kind: 'secret',
  cloud: 'custom',
  tenant: tenantId,
  client: readClient.clientId,
  secret: readClient.secret,
  ...fields,
})

const recorded = (actor: Actor) =>
  inOrganisation(actor.organisationId, (tx) =>
    tx.auditEvent.findMany({ orderBy: { sequence: 'asc' }, select: { kind: true, body: true } }),
  )
const kinds = async (actor: Actor) => (await recorded(actor)).map(({ kind }) => kind)

describe('founding an organisation', () => {
  const fresh = () => terminalActor('operator', randomUUID())

  test('makes it with its first audit event, by the terminal’s account', async () => {
    const actor = fresh()
    const outcome = await addOrganisation(actor, { name: ' Lindegaard Academy ', country: 'dk' })
    expect(outcome).toEqual({ ok: true, value: { id: actor.organisationId } })
    expect(await organisation(actor)).toMatchObject({ name: 'Lindegaard Academy', country: 'DK' })
    expect(await kinds(actor)).toEqual(['organisation.created'])
  })

  test('plans its first erasure for the coming night', async () => {
    const actor = fresh()
    const before = new Date()
    await addOrganisation(actor, { name: 'Lindegaard Archive', country: 'DK' })
    const nights = [before, new Date()].map((at) => nextErasure(at, 'UTC', actor.organisationId))
    expect(nights).toContainEqual((await retention(actor)).next)
  })

  test('is refused for a name that is taken in any spelling of its case, and leaves nothing', async () => {
    await addOrganisation(fresh(), { name: 'Lindegaard Museum', country: 'DK' })
    const second = fresh()
    expect(await addOrganisation(second, { name: 'LINDEGAARD museum', country: 'DK' })).toMatchObject({
      ok: false,
      reason: 'organisationNameTaken',
    })
    await expect(organisation(second)).rejects.toThrow(Missing)
  })

  test('is refused for a country that does not exist', async () => {
    expect(await addOrganisation(fresh(), { name: 'Lindegaard Nowhere', country: 'XX' })).toMatchObject({
      ok: false,
      reason: 'unknownCountry',
    })
  })
})

describe('changing the organisation', () => {
  const details = {
    name: 'Lindegaard Group',
    country: 'DK',
    address: 'Havnegade 1, 1058 København K',
    publicName: null,
    controllerName: 'Lindegaard Group A/S',
    dpoContact: null,
    officersAreDpo: false,
    operatorName: null,
    operatorContact: null,
    operatorDpo: null,
    language: 'fr' as const,
    timeZone: 'Europe/Copenhagen',
  }

  test('changes it and records which fields, not what stands in them', async () => {
    const { actors } = await makeWorld({ name: 'Lindegaard Group' })
    expect(await changeOrganisation(actors.owner, details)).toEqual({ ok: true, value: null })
    expect(await organisation(actors.auditor)).toMatchObject(details)
    const [event] = await recorded(actors.owner)
    expect(event?.kind).toBe('organisation.changed')
    expect(JSON.parse(event?.body ?? '').facts).toEqual({
      fields: 'address controllerName officersAreDpo language timeZone',
    })
  })

  test('states who runs the tenant on its behalf, records which fields, and takes it back', async () => {
    const { actors } = await makeWorld(details)
    const { operatorName, operatorContact, operatorDpo } = details
    const operator = {
      operatorName: 'Fjordlys ApS',
      operatorContact: 'Havnevej 4, 5000 Odense C',
      operatorDpo: 'dpo@fjordlys.example',
    }
    for (const each of [operator, { operatorName, operatorContact, operatorDpo }]) {
      const changed = await changeOrganisation(actors.owner, { ...details, ...each })
      expect(changed).toEqual({ ok: true, value: null })
      expect(await organisation(actors.auditor)).toMatchObject(each)
    }
    const events = await recorded(actors.owner)
    expect(events.map(({ body }) => JSON.parse(body).facts)).toEqual([
      { fields: 'operatorName operatorContact operatorDpo' },
      { fields: 'operatorName operatorContact operatorDpo' },
    ])
  })

  const form = {
    ...{ name: 'Lindegaard Group', country: 'DK', address: '', publicName: '', controllerName: '' },
    ...{ dpoContact: '', language: 'en', timeZone: 'UTC' },
    ...{ operatorName: '', operatorContact: '', operatorDpo: '' },
  }
  test.each<[string, object, boolean]>([
    ['nothing of an operator', {}, true],
    ['its name alone', { operatorName: 'Fjordlys ApS' }, true],
    ['how to reach one without a name', { operatorContact: 'Havnevej 4' }, false],
    ['the officer of one without a name', { operatorName: ' ', operatorDpo: 'Bo Lund' }, false],
  ])('is asked with %s', (_what, given, accepted) => {
    const parsed = organisationInput.safeParse({ ...form, ...given })
    expect(parsed.error?.issues.map(({ path, message }) => [path, message])).toEqual(
      accepted ? undefined : [[['operatorName'], 'operatorUnnamed']],
    )
  })

  test('moves the next erasure to the night of another time zone, never to an earlier one', async () => {
    const erasesAt = new Date(Date.now() + 36 * 3_600_000)
    const { actors, organisation: here } = await makeWorld({ erasesAt })
    const timeZone = 'America/Los_Angeles'
    for (const address of ['Havnegade 1', 'Havnegade 2']) {
      const input = { ...details, name: here.name, timeZone, address }
      expect(await changeOrganisation(actors.owner, input)).toMatchObject({ ok: true })
      expect((await retention(actors.owner)).next).toEqual(nextErasure(erasesAt, timeZone, here.id))
    }
  })

  test('without a change is done and leaves no event', async () => {
    const { actors, organisation } = await makeWorld()
    const same = { ...organisation, language: 'en' as const }
    expect(await changeOrganisation(actors.owner, same)).toEqual({ ok: true, value: null })
    expect(await kinds(actors.owner)).toEqual([])
  })

  test('is refused for the name of another one, and allowed for another spelling of its own', async () => {
    const { actors, organisation: here } = await makeWorld({ name: `Lindegaard ${randomUUID()}` })
    const { organisation: there } = await makeWorld()
    const taken = there.name.toUpperCase()
    expect(await changeOrganisation(actors.owner, { ...details, name: taken })).toEqual({
      ok: false,
      reason: 'organisationNameTaken',
      values: { name: taken },
    })
    expect((await organisation(actors.owner)).name).toBe(here.name)
    const respelt = here.name.toLowerCase()
    expect(await changeOrganisation(actors.owner, { ...details, name: respelt })).toMatchObject({ ok: true })
  })

  test('is for owners', async () => {
    const { actors } = await makeWorld()
    await expect(changeOrganisation(actors.privacyOfficer, details)).rejects.toThrow(Denied)
  })

  test('reaches no other organisation', async () => {
    const [here, there] = [await makeWorld({ name: 'Here' }), await makeWorld({ name: 'There' })]
    await changeOrganisation(here.actors.owner, { ...details, name: 'Changed' })
    expect((await organisation(there.actors.owner)).name).toBe('There')
  })
})

describe('testing a tenant', () => {
  test('tells its name and what the registration may read, and keeps nothing', async () => {
    const { actors } = await makeWorld()
    expect(await testTenant(actors.admin, registration())).toMatchObject({
      ok: true,
      value: { name: 'Lindegaard Group', permissions: { known: true, missingForReading: [] } },
    })
    expect(await tenantLinks(actors.admin)).toEqual([])
    expect(await kinds(actors.admin)).toEqual([])
  })

  test('tells what a registration with too little is missing', async () => {
    const { actors } = await makeWorld()
    const outcome = await testTenant(
      actors.admin,
      registration({ client: poorClient.clientId, secret: poorClient.secret }),
    )
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        permissions: {
          missingForReading: [
            'DeviceManagementConfiguration.Read.All',
            'DeviceManagementApps.Read.All',
            'DeviceManagementManagedDevices.Read.All',
          ],
        },
      },
    })
  })

  test.each([
    ['a wrong secret', { secret: 'wrong' }, 'wrongSecret'],
    ['a lapsed secret', { secret: readClient.lapsedSecret }, 'expiredSecret'],
    ['an unknown application', { client: randomUUID() }, 'wrongClient'],
    ['an unknown tenant', { tenant: 'nowhere.example' }, 'wrongTenant'],
    ['something that is no tenant', { tenant: '../common' }, 'wrongTenant'],
  ])('names %s', async (_what, fields, reason) => {
    const { actors } = await makeWorld()
    expect(await testTenant(actors.admin, registration(fields))).toMatchObject({ ok: false, reason })
  })

  test('is refused for the custom cloud where this installation knows none', async () => {
    const { actors } = await makeWorld()
    setCloud(null)
    try {
      expect(offeredClouds()).not.toContain('custom')
      expect(await testTenant(actors.admin, registration())).toEqual({ ok: false, reason: 'noCustomCloud' })
    } finally {
      setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
    }
    expect(offeredClouds()).toContain('custom')
  })
})

describe('connecting a tenant', () => {
  test('keeps it under its name with what it may read, and records it without the secret', async () => {
    const { actors, organisationId } = await makeWorld()
    expect(await connectTenant(actors.admin, registration())).toMatchObject({ ok: true })
    const [link] = await tenantLinks(actors.auditor)
    expect(link).toMatchObject({
      name: 'Lindegaard Group',
      cloud: 'custom',
      tenant: tenantId,
      client: readClient.clientId,
      permissions: { known: true, missingForReading: [] },
    })
    expect(JSON.stringify(link)).not.toContain(readClient.secret)

    const events = await recorded(actors.admin)
    expect(events.map(({ kind }) => kind)).toEqual(['tenantLink.connected'])
    expect(JSON.stringify(events)).not.toContain(readClient.secret)
    const row = await owner().tenantLink.findFirstOrThrow({ where: { organisationId } })
    expect(row.credential).toMatch(/^v1\./)
  })

  test('keeps a credential that readings can use', async () => {
    const { actors, organisationId } = await makeWorld()
    await connectTenant(actors.admin, registration())
    const opened = await inOrganisation(organisationId, async (tx) => {
      const [link] = await readingLinks(tx)
      if (!link) throw new Error('no link')
      return openRegistration(tx, organisationId, link)
    })
    expect(opened.ok && opened.value.credential).toEqual({ kind: 'secret', secret: readClient.secret })
  })

  test('takes a certificate and its key pasted together, in any order', async () => {
    const { actors } = await makeWorld()
    const day = 24 * 60 * 60 * 1000
    const made = makeSelfSigned('Lindegaard', new Date(Date.now() - day), new Date(Date.now() + day))
    const client = randomUUID()
    sandbox.control.register({ clientId: client, roles: [...readClient.roles], certificate: made.pem })
    const key = made.privateKey.export({ type: 'pkcs8', format: 'pem' })
    const pem = `Bag Attributes: none\n${key}\n${made.pem}`
    const outcome = await connectTenant(actors.admin, {
      kind: 'certificate',
      cloud: 'custom',
      tenant: tenantId,
      client,
      pem,
    })
    expect(outcome).toMatchObject({ ok: true })
    expect(await tenantLinks(actors.admin)).toMatchObject([{ credentialKind: 'certificate' }])
  })

  test('is refused without a certificate in what was pasted, before anything is sent', async () => {
    const { actors } = await makeWorld()
    const input = {
      kind: 'certificate',
      cloud: 'custom',
      tenant: tenantId,
      client: 'x',
      pem: 'no PEM',
    } as const
    expect(await connectTenant(actors.admin, input)).toEqual({ ok: false, reason: 'badCertificate' })
  })

  test('is refused while a permission is missing, and leaves nothing', async () => {
    const { actors } = await makeWorld()
    const outcome = await connectTenant(
      actors.admin,
      registration({ client: poorClient.clientId, secret: poorClient.secret }),
    )
    expect(outcome).toMatchObject({ ok: false, reason: 'missingPermissions' })
    expect(await tenantLinks(actors.admin)).toEqual([])
    expect(await kinds(actors.admin)).toEqual([])
  })

  test('tells of rights beyond reading: in the test, on the list and in the audit log', async () => {
    const { actors } = await makeWorld()
    const surplus = ['DeviceManagementApps.ReadWrite.All', 'DeviceManagementServiceConfig.ReadWrite.All']
    const permissions = { known: true, missingForReading: [], beyondReading: surplus }
    const writing = registration({ client: generousClient.clientId, secret: generousClient.secret })
    expect(await testTenant(actors.admin, writing)).toMatchObject({ value: { permissions } })
    expect(await connectTenant(actors.admin, writing)).toMatchObject({ value: { permissions } })
    expect(await tenantLinks(actors.admin)).toMatchObject([{ permissions }])
    const [event] = await recorded(actors.admin)
    expect(JSON.parse(event?.body ?? '')).toMatchObject({ facts: { beyondReading: surplus.join(' ') } })
  })

  test('again replaces its credential and keeps its row, also after it was forgotten', async () => {
    const { actors } = await makeWorld()
    const first = await connectTenant(actors.admin, registration())
    const again = await connectTenant(actors.admin, registration({ tenant: tenantId.toUpperCase() }))
    const id = first.ok ? first.value.id : ''
    expect(again).toMatchObject({ value: { id } })
    await forgetTenant(actors.admin, { link: id })
    expect(await connectTenant(actors.admin, registration())).toMatchObject({ value: { id } })
    expect(await tenantLinks(actors.admin)).toHaveLength(1)
  })

  test.each([
    ['its id, then a domain', tenantId, tenantDomain],
    ['a domain, then its id', tenantDomain, tenantId],
  ])('again under another name of it replaces its credential too: %s', async (_how, first, second) => {
    const { actors, organisationId } = await makeWorld()
    const made = await connectTenant(actors.admin, registration({ tenant: first }))
    const again = await connectTenant(actors.admin, registration({ tenant: second }))
    expect(again).toMatchObject({ value: { id: made.ok ? made.value.id : '' } })
    const links = await owner().tenantLink.findMany({ where: { organisationId } })
    expect(links).toMatchObject([{ tenant: second, tenantId }])
  })

  test('another tenant under a domain that has moved there is a link of its own', async () => {
    const { actors, organisationId } = await makeWorld()
    const moved = await makeTenantLink(organisationId, { tenant: tenantDomain, tenantId: randomUUID() })
    const made = await connectTenant(actors.admin, registration({ tenant: tenantDomain }))
    expect(made).toMatchObject({ ok: true })
    expect(made).not.toMatchObject({ value: { id: moved.id } })
  })

  test('twice at once makes one link', async () => {
    const { actors } = await makeWorld()
    await Promise.all([1, 2].map(() => connectTenant(actors.admin, registration())))
    expect(await tenantLinks(actors.admin)).toHaveLength(1)
  })

  test('is for those who may', async () => {
    const { actors } = await makeWorld()
    await expect(connectTenant(actors.decider, registration())).rejects.toThrow(Denied)
    await expect(testTenant(actors.auditor, registration())).rejects.toThrow(Denied)
  })
})

describe('forgetting a tenant', () => {
  test('destroys its credential and is recorded', async () => {
    const { actors, organisationId } = await makeWorld()
    const connected = await connectTenant(actors.admin, registration())
    const link = connected.ok ? connected.value.id : ''
    expect(await forgetTenant(actors.admin, { link })).toEqual({ ok: true, value: null })
    expect(await tenantLinks(actors.admin)).toEqual([])
    const row = await owner().tenantLink.findFirstOrThrow({ where: { organisationId } })
    expect(row).toMatchObject({ credential: null, forgottenAt: expect.any(Date) })
    expect(await kinds(actors.admin)).toEqual(['tenantLink.connected', 'tenantLink.forgotten'])
    await expect(forgetTenant(actors.admin, { link })).rejects.toThrow(Missing)
  })

  test('of another organisation finds nothing', async () => {
    const [here, there] = [await makeWorld(), await makeWorld()]
    const connected = await connectTenant(there.actors.admin, registration())
    const link = connected.ok ? connected.value.id : ''
    await expect(forgetTenant(here.actors.admin, { link })).rejects.toThrow(Missing)
    expect(await tenantLinks(there.actors.admin)).toHaveLength(1)
  })
})
