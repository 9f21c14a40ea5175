import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { clockActor } from '#features/access/minting.ts'
import { stateByHand, withdrawStated } from '#features/connections/commands.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { search } from '#features/search/search.ts'
import { makeAccount, makeConnection, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { accountDetail } from './account-detail.ts'
import { stateCustody } from './custody-commands.ts'
import { accountsWaiting, listAccounts } from './list-accounts.ts'

useTestDatabase()

const sandbox = useSandbox({ devices: 20 })
beforeEach(() => sandbox().control.reset())
afterAll(() => setCloud(null))

const state = async (actor: Actor, name: string, appleId: string | null): Promise<string> => {
  const stated = await stateByHand(actor, { service: 'vpp', name, appleId, topic: null, expiresOn: null })
  if (!stated.ok) throw new Error(stated.reason)
  return stated.value.id
}
const custody = {
  mailbox: 'it@skagen.example',
  phone: null,
  holder: 'Jonas Bruun',
  secondHolder: 'Mette Holm',
  note: null,
}
const listed = async (actor: Actor, options: Parameters<typeof listAccounts>[1] = {}) => {
  const { accounts } = await listAccounts(actor, options)
  return accounts.map(({ appleId, use, stated }) => [appleId, use, stated.map(({ name }) => name)])
}

test('an account that only members named is listed, flagged, found and kept like any other, on their word', async () => {
  const { actors } = await makeWorld()
  const { admin } = actors
  const before = new Date()
  await setTimeout(2)
  await state(admin, 'Skagen Kiosk', 'skagen.kiosk@icloud.com')
  const books = await state(admin, 'Skagen Books', 'Skagen.Kiosk@iCloud.com')
  await state(admin, 'Nobody’s', null)

  expect(await listed(admin)).toEqual([
    ['skagen.kiosk@icloud.com', 'stated', ['Skagen Books', 'Skagen Kiosk']],
  ])
  expect(await listed(admin, { asOf: before })).toEqual([])
  expect(await listed(admin, { flag: 'personalDomain' })).toHaveLength(1)
  expect(await accountsWaiting(admin)).toEqual({
    count: 1,
    byFlag: [
      { flag: 'personalDomain', count: 1 },
      { flag: 'custodyUnknown', count: 1 },
    ],
    untold: 0,
  })
  const { accounts: found } = await search(admin, 'skagen.kiosk')
  expect(found.map(({ appleId }) => appleId)).toEqual(['skagen.kiosk@icloud.com'])

  const id = found[0]?.id ?? ''
  expect(await stateCustody(admin, { account: id, version: 0, ...custody })).toMatchObject({ ok: true })
  const detail = await accountDetail(admin, id)
  expect(detail).toMatchObject({
    connections: [],
    stated: [{ name: 'Skagen Books' }, { name: 'Skagen Kiosk' }],
  })
  expect(detail.flags).toEqual([
    { flag: 'personalDomain', source: expect.objectContaining({ grade: 'stated', by: admin.name }) },
  ])

  await withdrawStated(admin, { stated: books })
  expect(await listed(admin)).toEqual([['skagen.kiosk@icloud.com', 'stated', ['Skagen Kiosk']]])
})

test('a reading that names the account goes on with it, from that reading on', async () => {
  const { actors, organisationId } = await makeWorld()
  const { admin } = actors
  const named = 'kiosk.skagen@lindegaard.example'
  await state(admin, 'By hand', named.toUpperCase())
  const [{ id } = { id: '' }] = (await listAccounts(admin)).accounts
  await stateCustody(admin, { account: id, version: 0, ...custody })
  await setTimeout(2)
  const before = new Date()

  await makeTenantLink(organisationId, {
    tenant: tenantId,
    client: readClient.clientId,
    secret: readClient.secret,
  })
  const requested = await requestReading(admin)
  if (!requested.ok) throw new Error(requested.reason)
  const { signal } = new AbortController()
  await runReading(clockActor(organisationId), requested.value.readingId, { signal })

  const rows = await owner().account.findMany({
    where: { organisationId, appleId: { equals: named, mode: 'insensitive' } },
  })
  expect(rows).toMatchObject([{ id, since: 1, until: null }])
  expect(await accountDetail(admin, id)).toMatchObject({
    custody: [{ holder: 'Jonas Bruun' }],
    connections: [{ account: { id } }],
    stated: [{ name: 'By hand' }],
  })
  expect(await listed(admin, { asOf: before })).toEqual([[named.toUpperCase(), 'stated', ['By hand']]])
})

test('an account formerly behind a connection is told by its whole Apple ID, in which _ is a letter', async () => {
  const { actors, organisationId } = await makeWorld()
  const link = await makeTenantLink(organisationId)
  const [under, dash] = [
    await makeAccount(organisationId, { appleId: 'it_push@lindegaard.example' }),
    await makeAccount(organisationId, { appleId: 'it-push@lindegaard.example' }),
  ]
  const connection = await makeConnection(link, { service: 'apns', accountId: dash.id })
  await owner().connectionFact.create({
    data: { organisationId, connectionId: connection.id, key: 'appleId', value: dash.appleId, since: 1 },
  })
  expect(await accountDetail(actors.admin, under.id)).toMatchObject({ connections: [], formerly: [] })
})
