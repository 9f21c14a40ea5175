import { afterAll, beforeAll, expect, test } from 'vitest'
import { poorClient, readClient, tenantId, writeClient } from '#sandbox/registrations.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { testCertificate } from './certificate.fixture.ts'
import type { CollectionName, CollectionRows, CollectionScopes } from './collection.ts'
import type { Credential } from './credential.ts'
import { openEffects } from './effects.ts'
import { granted, requestFor } from './graph-server.fixture.ts'
import type { Page } from './page-part.ts'
import { type GraphTenant, openTenant } from './tenant-reader.ts'
import { realTiming } from './timing.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ devices: 160, throttleEvery: 25, revocationMilliseconds: 0 })
})
afterAll(() => sandbox.close())

/** Asked-for pauses are kept in the sandbox's own time, not in ours. */
const timing = { ...realTiming, sleep: async () => {} }
const requestOf = (client: { clientId: string; secret: string }, credential?: Credential) =>
  requestFor(sandbox.url, {
    tenant: tenantId,
    client: client.clientId,
    credential: credential ?? { kind: 'secret', secret: client.secret },
    timing,
  })

const all = async <Name extends CollectionName>(
  tenant: GraphTenant,
  name: Name,
  scope: CollectionScopes[Name],
): Promise<CollectionRows[Name][]> => {
  const rows: CollectionRows[Name][] = []
  let link: string | null = null
  do {
    const page: Page<CollectionRows[Name]> = granted(await tenant.page(name, scope, link))
    rows.push(...page.rows)
    link = page.next
  } while (link !== null)
  return rows
}

test('a whole reading of the sandbox counts what the sandbox itself counts', async () => {
  const tenant = granted(await openTenant(requestOf(readClient)))
  expect(tenant.permissions).toMatchObject({ known: true, missingForReading: [] })

  expect(await all(tenant, 'organisation', null)).toHaveLength(1)
  expect(await all(tenant, 'pushCertificate', null)).toMatchObject([{ cleared: false }])
  expect((await all(tenant, 'sharingAuthorisations', null)).some((row) => row.concernsApple)).toBe(true)
  const truth = sandbox.control.truth()

  const devices = new Map((await all(tenant, 'managedDevices', null)).map((row) => [row.intuneId, row]))
  const serialOrId = (id: string): string => devices.get(id)?.serial ?? id
  expect(new Set([...devices.keys()].map(serialOrId)).size).toBe(truth.apns.devices)
  const people = new Set([...devices.values()].flatMap((row) => row.person?.entraId ?? []))
  expect(people.size).toBe(truth.apns.people)

  const apps = await all(tenant, 'locationApps', null)
  for (const token of await all(tenant, 'enrolmentTokens', null)) {
    const scope = { tokenExternalId: token.externalId }
    const profiles = await all(tenant, 'enrolmentProfiles', scope)
    expect(profiles.every((row) => row.platform !== 'unknown')).toBe(true)
    const own = (await all(tenant, 'identities', scope)).filter(
      (row) => row.source === 'enrolmentProgram' && !row.isDeleted,
    )
    const expected = truth.connections.find((each) => each.externalId === token.externalId)
    expect(new Set(own.flatMap((row) => row.serial ?? [])).size).toBe(expected?.devices)
  }
  for (const token of await all(tenant, 'locationTokens', null)) {
    const held = { devices: new Set<string>(), people: new Set<string>() }
    for (const app of apps.filter((each) => each.tokenExternalId === token.externalId)) {
      const scope = { appExternalId: app.externalId, kind: app.kind }
      for (const { holder } of await all(tenant, 'licences', scope)) {
        if (holder.kind === 'device') held.devices.add(serialOrId(holder.managedDeviceId))
        if (holder.kind === 'person' && holder.entraId) held.people.add(holder.entraId)
      }
    }
    const expected = truth.connections.find((each) => each.externalId === token.externalId)
    expect({ devices: held.devices.size, people: held.people.size }).toEqual({
      devices: expected?.devices,
      people: expected?.people,
    })
  }

  const graphCalls = sandbox.control.calls().filter((call) => /^\/(?:v1\.0|beta)\//.test(call.path))
  expect(graphCalls.some((call) => call.status === 429)).toBe(true)
  for (const call of graphCalls.filter((each) => each.method === 'GET'))
    expect(`${call.path} ${call.query}`).toMatch(/select=|skiptoken=/)
})

test('a certificate opens the tenant as a secret does, and a poor registration is told what it lacks', async () => {
  const now = Date.now()
  const pair = testCertificate({ from: new Date(now - 60_000), until: new Date(now + 3_600_000) })
  const client = { clientId: '1d0a7a3e-52f1-4f0e-8c5b-0b8f6f0d2a09', secret: '' }
  sandbox.control.register({ ...client, roles: [...readClient.roles], certificate: pair.certificatePem })
  const { certificatePem, privateKeyPem } = pair
  const tenant = granted(
    await openTenant(requestOf(client, { kind: 'certificate', certificatePem, privateKeyPem })),
  )
  expect(await all(tenant, 'organisation', null)).toHaveLength(1)

  const poor = granted(await openTenant(requestOf(poorClient)))
  expect(await poor.page('managedDevices', null, null)).toMatchObject({ reason: 'missingPermission' })
  expect(await openTenant(requestOf({ ...readClient, secret: 'sandbox-other' }))).toMatchObject({
    reason: 'wrongSecret',
  })
  expect(await openTenant(requestOf({ ...readClient, secret: readClient.lapsedSecret }))).toMatchObject({
    reason: 'expiredSecret',
  })
})

test('a location token is ended step by step and is gone', async () => {
  const tenant = granted(await openTenant(requestOf(readClient)))
  const effects = granted(await openEffects(requestOf(writeClient)))
  const token = (await all(tenant, 'locationTokens', null)).find((row) => row.name === 'Skagen Kiosk')
  const tokenId = token?.externalId ?? ''
  const apps = (await all(tenant, 'locationApps', null)).filter((app) => app.tokenExternalId === tokenId)
  expect(apps.length).toBeGreaterThan(0)

  sandbox.control.fault({ match: 'DELETE', kind: 'multiAdminApproval' })
  expect(await effects.deleteLocationToken(tokenId)).toMatchObject({
    ...{ ok: false, reason: 'multiAdminApproval', evidence: { method: 'DELETE', status: 400 } },
  })

  for (const app of apps) {
    const { rows } = granted(await effects.assignments(app.externalId))
    for (const row of rows) granted(await effects.removeAssignment(app.externalId, row.externalId))
    expect(granted(await effects.assignments(app.externalId)).rows).toEqual([])
  }
  granted(await effects.revokeLicences(tokenId))
  let state: string | undefined
  for (let polls = 0; polls < 20 && state !== 'done'; polls += 1) {
    const found = granted(await effects.locationToken(tokenId))
    state = found.state === 'present' ? found.row.revocations.at(-1)?.state : 'gone'
  }
  expect(state).toBe('done')
  expect(granted(await effects.deleteLocationToken(tokenId)).was).toBe('carriedOut')
  expect(granted(await effects.deleteLocationToken(tokenId)).was).toBe('alreadyGone')
  expect(granted(await tenant.findLocationToken(tokenId)).state).toBe('gone')
})

test('a token that expires and a service that stumbles mid-reading do not end the reading', async () => {
  const tenant = granted(await openTenant(requestOf(readClient)))
  for (const kind of ['expireToken', '503', 'halfPage'])
    sandbox.control.fault({ match: 'managedDevices', kind })
  expect((await all(tenant, 'managedDevices', null)).length).toBeGreaterThan(0)
  sandbox.control.fault({ match: 'managedDevices', kind: 'garbage' })
  expect(await tenant.page('managedDevices', null, null)).toMatchObject({ reason: 'malformedAnswer' })
  for (const status of [400, 404]) {
    sandbox.control.fault({ match: 'managedDevices', kind: 'licenceLapsed', status })
    expect(await tenant.page('managedDevices', null, null)).toEqual({ ok: false, reason: 'noIntuneLicence' })
  }
})
