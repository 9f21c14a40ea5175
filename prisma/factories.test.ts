import { expect, it } from 'vitest'
import { doorway, inOrganisation } from '#adapters/db.ts'
import {
  makeAccount,
  makeConnection,
  makeDevice,
  makePerson,
  makeReading,
  makeTenantLink,
  makeWorld,
} from './factories.ts'
import { useTestDatabase } from './testing.ts'

useTestDatabase()

it('makes rows that the product sees through its own role, inside their organisation only', async () => {
  const [here, elsewhere] = [await makeWorld(), await makeWorld()]
  const link = await makeTenantLink(here.organisationId)
  const account = await makeAccount(here.organisationId)
  const connection = await makeConnection(link, { accountId: account.id })
  await makeReading(here.organisationId)
  expect(await makeReading(here.organisationId)).toMatchObject({ sequence: 2, state: 'finished' })
  const person = await makePerson(link)
  await makeDevice(link, { personId: person.id })

  const seen = (organisationId: string) =>
    inOrganisation(organisationId, (tx) => tx.connection.findMany({ select: { id: true, account: true } }))
  expect(await seen(here.organisationId)).toMatchObject([{ id: connection.id, account: { id: account.id } }])
  expect(await seen(elsewhere.organisationId)).toEqual([])
})

it('gives each role an actor with its own permissions', async () => {
  const { actors, organisationId } = await makeWorld()
  expect(actors.decider).toMatchObject({ kind: 'member', organisationId })
  expect(actors.decider.permissions.has('offboardings:approve')).toBe(true)
  expect(actors.admin.permissions.has('offboardings:approve')).toBe(false)
})

it('speaks to the database as pomona_app, never as its owner', async () => {
  expect(await doorway().$queryRaw`select current_user::text as name`).toEqual([{ name: 'pomona_app' }])
})
