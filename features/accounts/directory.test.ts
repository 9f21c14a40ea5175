import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { setCloud } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { clockActor } from '#features/access/minting.ts'
import { requestReading } from '#features/readings/commands.ts'
import { readingDetail } from '#features/readings/queries.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { accountDetail } from './account-detail.ts'
import { listAccounts } from './list-accounts.ts'

useTestDatabase()

const sandbox = useSandbox({ devices: 20 })
beforeEach(() => sandbox().control.reset())
afterAll(() => setCloud(null))

const intune = readClient.roles.filter((role) => role.startsWith('DeviceManagement'))

const secret = 'not-a-secret'
/** Grants a registration what reading needs, this beside it, and nothing else. */
const grant = (clientId: string, further: string[]) =>
  sandbox().control.register({ clientId, roles: [...intune, ...further], secret })

/** An admin whose registration was granted this. */
const adminGranted = async (...further: string[]): Promise<Actor & { clientId: string }> => {
  const { organisationId, actors } = await makeWorld()
  const clientId = randomUUID()
  grant(clientId, further)
  await makeTenantLink(organisationId, { tenant: tenantId, client: clientId, secret })
  return { ...actors.admin, clientId }
}
const read = async (admin: Actor) => {
  const requested = await requestReading(admin)
  if (!requested.ok) throw new Error(requested.reason)
  const { readingId } = requested.value
  const { signal } = new AbortController()
  expect(await runReading(clockActor(admin.organisationId), readingId, { signal })).toMatchObject({
    ok: true,
  })
  return readingDetail(admin, readingId)
}
/** What the directory says of each Apple ID: its state, or why not. */
const told = async (admin: Actor, options: { asOf?: Date } = {}) => {
  const { accounts } = await listAccounts(admin)
  const entries = accounts.map(async ({ id, appleId }) => {
    const { directory } = await accountDetail(admin, id, options)
    const said =
      directory?.kind === 'told'
        ? `${directory.state} ${directory.extent}`
        : (directory?.by.answer.kind ?? 'nothing')
    return [appleId, said] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
const asked = () =>
  sandbox()
    .control.calls()
    .filter(({ path }) => path.endsWith('/users'))

const everyone = {
  'ade@lindegaard.example': 'enabled full',
  'apps@lindegaard.example': 'enabled full',
  'kiosk.skagen@lindegaard.example': 'disabled full',
  'lindegaard.it.mette@webmail.example': 'absent full',
  'school-it@academy.lindegaard.example': 'absent full',
}

describe('the directory', () => {
  test('tells who is there, by an alias too, and who is disabled', async () => {
    const admin = await adminGranted('User.Read.All')
    const { collections, wentWithout } = await read(admin)
    expect(await told(admin)).toEqual(everyone)
    expect(wentWithout).toEqual([])
    expect(collections.find(({ collection }) => collection === 'directoryUsers')).toMatchObject({
      seen: 5,
      isDone: true,
    })
    const { accounts } = await listAccounts(admin, { flag: 'disabledInDirectory' })
    expect(accounts.map(({ appleId }) => appleId)).toEqual(['kiosk.skagen@lindegaard.example'])
  })

  test('tells no more than the basic profile where only that was granted', async () => {
    const admin = await adminGranted('User.ReadBasic.All')
    await read(admin)
    expect(await told(admin)).toEqual({
      'ade@lindegaard.example': 'absent basic',
      'apps@lindegaard.example': 'present basic',
      'kiosk.skagen@lindegaard.example': 'present basic',
      'lindegaard.it.mette@webmail.example': 'absent basic',
      'school-it@academy.lindegaard.example': 'absent basic',
    })
  })

  test('is not asked where the right to was not granted, which the reading does not miss', async () => {
    const admin = await adminGranted()
    expect((await read(admin)).wentWithout).toEqual([])
    expect(asked()).toEqual([])
    expect(new Set(Object.values(await told(admin)))).toEqual(new Set(['notAsked']))
    const { found, untold } = await listAccounts(admin, { flag: 'notInDirectory' })
    expect([found, untold]).toEqual([0, Object.keys(await told(admin)).length])
  })

  test('is not known any more once the right to look there is taken away', async () => {
    const admin = await adminGranted('User.Read.All')
    const first = await read(admin)
    grant(admin.clientId, [])
    await read(admin)
    expect(new Set(Object.values(await told(admin)))).toEqual(new Set(['notAsked']))
    expect((await listAccounts(admin, { flag: 'disabledInDirectory' })).found).toBe(0)
    expect(await told(admin, { asOf: first.finishedAt ?? new Date() })).toEqual(everyone)
  })

  test('that refuses leaves the reading whole, and nothing of it known', async () => {
    const admin = await adminGranted('User.Read.All')
    await read(admin)
    sandbox().control.fault({ kind: 'status', status: 403, match: '/users', times: 20 })
    const refused = await read(admin)
    expect(refused.state).toBe('finished')
    expect(refused.wentWithout).toMatchObject([{ collection: 'directoryUsers', reason: 'missingPermission' }])
    expect(new Set(Object.values(await told(admin)))).toEqual(new Set(['refused']))
  })

  test('that throttles and fails now and then is asked again', async () => {
    const admin = await adminGranted('User.Read.All')
    sandbox().control.fault({ kind: '429', match: '/users', times: 2, retryAfter: 0 })
    sandbox().control.fault({ kind: '503', match: '/users', times: 1, retryAfter: 0 })
    expect((await read(admin)).wentWithout).toEqual([])
    expect(await told(admin)).toEqual(everyone)
  })

  test('is remembered: what it said then is told of then', async () => {
    const admin = await adminGranted('User.Read.All')
    const first = await read(admin)
    sandbox().control.change({ removeUser: 'apps@lindegaard.example' })
    await read(admin)
    expect(await told(admin)).toEqual({ ...everyone, 'apps@lindegaard.example': 'absent full' })
    expect(await told(admin, { asOf: first.finishedAt ?? new Date() })).toEqual(everyone)
    const rows = await inOrganisation(admin.organisationId, (tx) =>
      tx.directoryAnswer.count({ where: { until: 2 } }),
    )
    expect(rows).toBe(1)
  })
})
