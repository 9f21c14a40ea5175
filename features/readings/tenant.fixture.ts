import { inOrganisation } from '#adapters/db.ts'
import { setCloud } from '#adapters/env.ts'
import {
  accessToken,
  type Call,
  type Handler,
  nothing,
  type Reply,
  startGraph,
  token,
} from '#adapters/graph/graph-server.fixture.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { requestReading } from './commands.ts'
import { runReading } from './run-reading.ts'

// A tenant small enough to be written down in a test, whose truth is plain to see.

export type Named = { id: string | null; upn: string | null }
export type TenantDevice = { id: string; serial: string | null; user: Named | null; name?: string }
export type Tenant = {
  /** Whether there is a push certificate; one that was emptied has a record that names nobody. */
  push: boolean | 'emptied'
  devices: TenantDevice[]
  tokens: {
    id: string
    type: 'dep' | 'appleSchoolManager'
    serials: string[]
    name?: string
    appleId?: string
  }[]
  /** Each location token's apps; of each app who holds a licence: a device by its id, or a person. */
  locations: { id: string; apps: (string | Named)[][] }[]
}

export const someone = (id: string): Named => ({ id, upn: `${id}@lindegaard.example` })

const rowsAt = (tenant: Tenant, path: string): unknown[] => {
  const [, token] = /depOnboardingSettings\/([^/]+)\/importedApple/.exec(path) ?? []
  const [, app] = /mobileApps\/([^/]+)\/.*assignedLicenses/.exec(path) ?? []
  if (token) {
    const serials = tenant.tokens.find(({ id }) => id === token)?.serials ?? []
    const discoverySource = 'deviceEnrollmentProgram'
    return serials.map((serialNumber, n) => ({ id: `${token}-${n}`, serialNumber, discoverySource }))
  }
  if (app) {
    const [location, n] = app.split('_')
    const holders = tenant.locations.find(({ id }) => id === location)?.apps[Number(n)] ?? []
    return holders.map((holder, at) =>
      typeof holder === 'string'
        ? { id: `${app}-${at}`, userId: null, managedDeviceId: holder, deviceName: holder }
        : { id: `${app}-${at}`, userId: holder.id, userPrincipalName: holder.upn, managedDeviceId: null },
    )
  }
  if (path.endsWith('/managedDevices')) {
    return tenant.devices.map(({ id, serial, user, name }) => ({
      id,
      serialNumber: serial,
      operatingSystem: 'iOS',
      deviceName: name ?? id,
      userId: user?.id ?? null,
      userPrincipalName: user?.upn ?? null,
    }))
  }
  if (path.endsWith('/depOnboardingSettings')) {
    return tenant.tokens.map(({ id, type, name, appleId }) => ({
      id,
      tokenType: type,
      tokenName: name ?? id,
      appleIdentifier: appleId,
    }))
  }
  if (path.endsWith('/vppTokens')) return tenant.locations.map(({ id }) => ({ id, displayName: id }))
  if (path.endsWith('/mobileApps')) {
    return tenant.locations.flatMap(({ id, apps }) =>
      apps.map((_, n) => ({ '@odata.type': '#microsoft.graph.iosVppApp', id: `${id}_${n}`, vppTokenId: id })),
    )
  }
  return []
}

const pageRows = 3

/** Pages of three rows. */
const answerOf = (tenant: Tenant, base: string, call: Call): Reply => {
  if (call.path.endsWith('/applePushNotificationCertificate')) {
    const appleIdentifier = tenant.push === 'emptied' ? '' : 'push@lindegaard.example'
    return tenant.push ? { json: { id: 'push', appleIdentifier } } : nothing
  }
  const [, missing] = /(?:depOnboardingSettings|vppTokens)\/([^/]+)$/.exec(call.path) ?? []
  if (missing) return nothing
  const from = Number(call.query.get('$skiptoken') ?? 0)
  const rows = rowsAt(tenant, call.path)
  const next = from + pageRows < rows.length ? `${base}${call.path}?$skiptoken=${from + pageRows}` : null
  return {
    json: { value: rows.slice(from, from + pageRows), ...(next && { '@odata.nextLink': next }) },
  }
}

/** One Graph for several tenants: whoever signs in as the client of a link meets its tenant. */
export const startTenantGraph = async () => {
  const tenants: { client: string; answer: Handler }[] = []
  const server = await startGraph((call) => {
    if (!call.path.endsWith('/token')) return tenants[serialIn(call)]?.answer(call) ?? nothing
    const client = new URLSearchParams(call.body).get('client_id')
    const serial = tenants.findIndex((each) => each.client === client)
    return token(accessToken(['DeviceManagementApps.Read.All'], serial))
  })
  setCloud({ loginUrl: server.url, graphUrl: server.url })
  return { url: server.url, add: (client: string, answer: Handler) => tenants.push({ client, answer }) }
}

export type TenantGraph = Awaited<ReturnType<typeof startTenantGraph>>

const serialIn = ({ headers }: Call): number => {
  const [, claims = ''] = headers.authorization?.split('.') ?? []
  const { serial }: { serial: number } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  return serial
}

/**
 * An organisation linked to a tenant written down here: `tenant` may be replaced between readings, and `onCall` may
 * change it while it is read, or hold answers back. `inBulk` merges as a tenant of hundreds of thousands of devices is
 * merged: first into a part of the tables of its own.
 */
export const openTenantWorld = async (
  begin: Tenant,
  { graph: given, linkId, inBulk = false }: { graph?: TenantGraph; linkId?: string; inBulk?: boolean } = {},
) => {
  const graph = given ?? (await startTenantGraph())
  const world = await makeWorld()
  const { organisationId } = world
  const link = await makeTenantLink(organisationId, linkId === undefined ? {} : { id: linkId })
  const calls: Call[] = []
  const state = { tenant: begin, onCall: (_call: Call): void | Promise<void> => {} }
  graph.add(link.client, async (call) => {
    calls.push(call)
    await state.onCall(call)
    return answerOf(state.tenant, graph.url, call)
  })

  const request = async (): Promise<string> => {
    const requested = await requestReading(world.actors.admin)
    if (!requested.ok) throw new Error(requested.reason)
    return requested.value.readingId
  }
  const run = (readingId: string, signal = new AbortController().signal) =>
    runReading(clockActor(organisationId), readingId, { signal, bulkRows: inBulk ? 0 : undefined })
  const read = async (): Promise<string> => {
    const readingId = await request()
    const outcome = await run(readingId)
    if (!outcome.ok) throw new Error(outcome.reason)
    return readingId
  }
  const inside = <Value>(work: Parameters<typeof inOrganisation<Value>>[1]) =>
    inOrganisation(organisationId, work)
  return { ...world, calls, state, request, run, read, inside }
}
export type TenantWorld = Awaited<ReturnType<typeof openTenantWorld>>

type Shared = Record<string, { devices: string[]; people: string[] }>

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].toSorted()
const nameOf = ({ id, upn }: Named): string => id ?? `upn:${upn}`

/** Who is meant by a UPN that came without an id: whoever else of the tenant has it. */
const meantBy = (tenant: Tenant, named: Named): string => {
  if (named.id !== null) return named.id
  const everybody = [
    ...tenant.devices.flatMap(({ user }) => user ?? []),
    ...tenant.locations.flatMap(({ apps }) => apps.flat().filter((holder) => typeof holder !== 'string')),
  ]
  return everybody.find(({ id, upn }) => id !== null && upn === named.upn)?.id ?? nameOf(named)
}

/** What the tenant shares, connection by connection, by the counting rules. */
export const truthOf = (tenant: Tenant): Shared => {
  const users = (devices: TenantDevice[]) =>
    sorted(devices.flatMap(({ user }) => (user ? meantBy(tenant, user) : [])))
  const shared: Shared = {}
  if (tenant.push === true) {
    shared['apns push'] = {
      devices: sorted(tenant.devices.map(({ id }) => id)),
      people: users(tenant.devices),
    }
  }
  for (const { id, type, serials } of tenant.tokens) {
    const listed = tenant.devices.filter(({ serial }) => serial !== null && serials.includes(serial))
    shared[`${type === 'dep' ? 'dep' : 'asm'} ${id}`] = { devices: sorted(serials), people: users(listed) }
  }
  for (const { id, apps } of tenant.locations) {
    const holders = apps.flat()
    shared[`vpp ${id}`] = {
      devices: sorted(holders.filter((holder) => typeof holder === 'string')),
      people: sorted(
        holders.filter((holder) => typeof holder !== 'string').map((named) => meantBy(tenant, named)),
      ),
    }
  }
  return shared
}

/** What Pomona holds as shared after a reading, from the intervals. */
export const sharedAt = (world: TenantWorld, sequence: number): Promise<Shared> =>
  world.inside(async (tx) => {
    const during = { since: { lte: sequence }, OR: [{ until: null }, { until: { gt: sequence } }] }
    const connections = await tx.connection.findMany({ where: during })
    const shared: Shared = {}
    for (const { id, service, externalId } of connections) {
      const where = { connectionId: id, ...during }
      const devices = await tx.device.findMany({
        where: { id: { in: (await tx.deviceShare.findMany({ where })).map(({ deviceId }) => deviceId) } },
      })
      const people = await tx.person.findMany({
        where: { id: { in: (await tx.personShare.findMany({ where })).map(({ personId }) => personId) } },
      })
      const isListed = service === 'dep' || service === 'asm'
      shared[`${service} ${externalId}`] = {
        devices: sorted(devices.map(({ serial, intuneId }) => (isListed ? serial : intuneId) ?? '?')),
        people: sorted(people.map(({ entraId }) => entraId)),
      }
    }
    return shared
  })
