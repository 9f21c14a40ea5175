import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { setCloud } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { clockActor } from '#features/access/minting.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { type ScaleSandbox, startScaleSandbox } from '#sandbox/scale/server.ts'
import { askedIn } from './asked.ts'

useTestDatabase()
const small = useSandbox({ devices: 60 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pomona-scale-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const linkedActor = async (): Promise<Actor> => {
  const { organisationId } = await makeWorld()
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(organisationId, registration)
  return clockActor(organisationId)
}

const read = async (actor: Actor, { url }: { url: string }): Promise<string> => {
  setCloud({ loginUrl: url, graphUrl: url })
  const requested = await requestReading(actor)
  if (!requested.ok) throw new Error(requested.reason)
  const { readingId } = requested.value
  expect(await runReading(actor, readingId, { signal: new AbortController().signal })).toMatchObject({
    ok: true,
  })
  return readingId
}

/** What the reading counted, in the form in which the tenant tells what it holds. */
const counted = (actor: Actor, readingId: string) =>
  inOrganisation(actor.organisationId, async (tx) => {
    const counts = await tx.inventoryCount.findMany({ where: { readingId, element: '' } })
    const of = (scope: string, scopeId: string) => {
      const found = counts.find((count) => count.scope === scope && count.scopeId === scopeId)
      return { devices: Number(found?.devices), people: Number(found?.people) }
    }
    const connections = await tx.connection.findMany({ where: { until: null } })
    return {
      organisation: of('organisation', ''),
      connections: connections
        .map(({ id, externalId }) => ({ externalId, ...of('connection', id) }))
        .sort((a, b) => a.externalId.localeCompare(b.externalId)),
    }
  })
const truthOf = ({ truth: { organisation, connections } }: ScaleSandbox) => ({
  organisation,
  connections: connections
    .map(({ externalId, devices, people }) => ({ externalId, devices, people }))
    .sort((a, b) => a.externalId.localeCompare(b.externalId)),
})

test('a reading of written pages finds what the tenant says it holds, and what changed later', async () => {
  const actor = await linkedActor()
  await read(actor, small())
  const tenant = { devices: 2000, seed: 'Lindegaard', asked: askedIn(small().control.calls()) }
  const before = await startScaleSandbox(join(folder, 'before'), { ...tenant, changed: 0 })
  const after = await startScaleSandbox(join(folder, 'after'), { ...tenant, changed: 0.05 })
  try {
    const fresh = await linkedActor()
    expect(await counted(fresh, await read(fresh, before))).toEqual(truthOf(before))
    expect(before.truth.organisation).toEqual({ devices: 2000, people: 1600 })
    expect(before.rows.identities / 2000).toBeCloseTo(0.7, 1)
    expect(before.rows.licences / 2000).toBeCloseTo(1.5, 1)

    expect(await counted(fresh, await read(fresh, after))).toEqual(truthOf(after))
    expect(truthOf(after)).not.toEqual(truthOf(before))
  } finally {
    await before.close()
    await after.close()
  }
})
