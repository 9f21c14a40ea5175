import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { confirmed, must, readWorld, type World } from '#features/offboardings/case.fixture.ts'
import { attachEvidence } from '#features/offboardings/evidence-files.ts'
import { runOffboarding } from '#features/offboardings/run-offboarding.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { type Account, openAccount } from './account.ts'
import { effectsFinding } from './effects.ts'
import { inventoryFinding } from './inventory.ts'
import { eventsFinding, keptFinding, type Place } from './kept.ts'

// What the chaos bench says is worth what its looks are: each is content with a sound case, and names what was spoilt.

useTestDatabase()

const minute = 60_000
const words = 'The row was gone on 2 November.'

let account: Account
let world: World
let place: Place
beforeAll(async () => {
  account = await openAccount(60)
  setCloud({ loginUrl: account.url, graphUrl: account.url })
  world = await readWorld()
  const id = await confirmed(world)
  let later = 0
  const now = () => new Date(Date.now() + later)
  while ((await world.caseOf(id)).state !== 'awaitingAccount') {
    await runOffboarding(world.clock, id, { signal: new AbortController().signal, now })
    await delay(300)
    later += minute
  }
  const file = new File([words], 'protocol.txt')
  must(await attachEvidence(world.actors.admin, id, { shows: { kind: 'case' }, note: '', file }))
  const query = <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    owner().$queryRawUnsafe<Row[]>(
      sql.replaceAll('organisation_id = $1', 'organisation_id = $1::uuid'),
      ...values,
    )
  place = { instance: { query }, organisationId: world.organisationId }
})
afterAll(async () => {
  setCloud(null)
  await account.close()
})

const readings = () => owner().reading.findMany({ where: { organisationId: world.organisationId } })

/** As wide as can be: what was ever true may be told. */
const inventoryOf = async () => {
  const windows = (await readings()).map(({ id }) => ({ id, from: 0, until: performance.now() }))
  return inventoryFinding(place, account.truths(), { stop: async () => {}, windows: () => windows })
}
const evidence = async () => {
  const piece = await owner().evidence.findFirstOrThrow({
    where: { organisationId: world.organisationId, kind: 'file' },
    include: { file: true },
  })
  const { file } = piece.content as { file: { sha256: string } }
  return { id: piece.id, acknowledged: { kind: 'evidence' as const, sha256: file.sha256 } }
}

test('nothing is found in what is sound', async () => {
  const { acknowledged } = await evidence()
  const findings = [
    await keptFinding(place, [acknowledged]),
    await eventsFinding(place),
    await effectsFinding(place, account.effects()),
    await inventoryOf(),
  ]
  expect(findings.flatMap(({ violations }) => violations)).toEqual([])
  for (const { what, looked } of findings) expect(looked, what).toBeGreaterThan(0)
})

test('an effect that came twice, that no task asked for, or that nothing proves is named', async () => {
  const effects = account.effects()
  const [first] = effects
  if (!first) throw new Error('a case without an effect')
  const violationsOf = async (given: typeof effects) => (await effectsFinding(place, given)).violations
  expect(await violationsOf([...effects, first])).toEqual([
    `${first.verb} ${first.ids.join('/')} was done twice`,
  ])
  const strange = { verb: 'deleteLocationToken', ids: ['another'] }
  expect(await violationsOf([strange])).toEqual(['deleteLocationToken another was asked for by no task'])
  const unproved = { verb: 'removeAssignment', ids: ['an app', 'an assignment'] }
  expect(await violationsOf([unproved])).toEqual(['removeAssignment an app/an assignment is proved 0 times'])
})

test('a count that the tenant never had is named', async () => {
  const { id } = await owner().connection.findFirstOrThrow({
    where: { organisationId: world.organisationId, service: 'dep' },
  })
  const row = await owner().inventoryCount.findFirst({
    where: { organisationId: world.organisationId, scopeId: id, element: '' },
  })
  const where = {
    scope: 'connection',
    element: '',
    scopeId: row?.scopeId ?? '',
    readingId: row?.readingId ?? '',
  }
  await owner().inventoryCount.updateMany({ where, data: { devices: { increment: 1 } } })
  expect((await inventoryOf()).violations).toHaveLength(1)
  await owner().inventoryCount.updateMany({ where, data: { devices: { decrement: 1 } } })
  expect((await inventoryOf()).violations).toEqual([])
})

test('a file whose bytes are others is named, and a change whose event is gone', async () => {
  const { id, acknowledged } = await evidence()
  await owner().evidenceFile.updateMany({ where: { evidenceId: id }, data: { bytes: Buffer.from('else') } })
  expect((await keptFinding(place, [acknowledged])).violations).toEqual([
    `evidence ${acknowledged.sha256} is there 0 times`,
  ])
  await owner().evidenceFile.deleteMany({ where: { evidenceId: id } })
  await owner().evidence.deleteMany({ where: { id } })
  expect((await eventsFinding(place)).violations).toEqual([`evidence.attached ${id}: 0 changes, 1 events`])
})
