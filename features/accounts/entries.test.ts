import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { stateByHand } from '#features/connections/commands.ts'
import { makeAccount, makeConnection, makeReading, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { accountDetail } from './account-detail.ts'
import { listAccounts } from './list-accounts.ts'

useTestDatabase()

const appleId = 'it@lindegaard.example'
const deletedOn = new Date('2026-11-20')

/** An account that was stated deleted once two tokens of it were gone. */
const deleted = async () => {
  const world = await makeWorld()
  const { organisationId } = world
  await makeReading(organisationId)
  const link = await makeTenantLink(organisationId)
  const account = await makeAccount(organisationId, { appleId, until: 2 })
  for (const name of ['Apps', 'Books']) {
    const { id: connectionId } = await makeConnection(link, { name, accountId: account.id, until: 2 })
    await owner().disablement.create({ data: { organisationId, connectionId, observedAt: new Date() } })
  }
  await owner().accountDeletion.create({
    data: { organisationId, accountId: account.id, deletedOn, statedBy: 'Mette', evidenceId: randomUUID() },
  })
  return { ...world, link, account, reading: await makeReading(organisationId) }
}

test('a list that still holds the account that was deleted tells that its Apple ID is in use again', async () => {
  const { actors, organisationId, link, account } = await deleted()
  const { sequence: since, finishedAt } = await makeReading(organisationId)
  const later = await makeAccount(organisationId, { appleId: appleId.toUpperCase(), since })
  await makeConnection(link, { service: 'apns', accountId: later.id, since })
  const { accounts } = await listAccounts(actors.auditor)
  expect(accounts.map((each) => [each.id, each.use, each.foundAgainAt])).toEqual([
    [account.id, null, finishedAt],
    [later.id, 'inUse', null],
  ])
})

test('what only a member names again was not found, and is told beside what was deleted', async () => {
  const { actors, account } = await deleted()
  const alone = await accountDetail(actors.auditor, account.id)
  expect(alone).toMatchObject({ deletion: { deletedOn, statedBy: 'Mette' }, foundAgainAt: null, others: [] })
  const stated = { service: 'vpp', name: 'Anew', appleId, topic: null, expiresOn: null } as const
  expect(await stateByHand(actors.admin, stated)).toMatchObject({ ok: true })
  const { foundAgainAt, others } = await accountDetail(actors.auditor, account.id)
  expect(foundAgainAt).toBeNull()
  expect(others).toMatchObject([{ isEarlier: false, deletion: null, stated: [{ name: 'Anew' }] }])
})
