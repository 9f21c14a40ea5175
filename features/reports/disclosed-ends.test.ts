import { expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { reportWords } from '#adapters/pdf/words.ts'
import { languages } from '#domain/language.ts'
import { composeReport } from '#domain/report/compose.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeAccount, makeConnection, makeReading, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { changesBetween } from './changes-facts.ts'
import { gatherDisclosureFacts } from './disclosure-facts.ts'

useTestDatabase()

const day = 86_400_000

/** A location token that a case checked gone after the last reading, with an account behind it. */
const endedWorld = async () => {
  const { organisationId, members } = await makeWorld()
  const link = await makeTenantLink(organisationId)
  const reading = await makeReading(organisationId, {
    startedAt: new Date(Date.now() - day),
    finishedAt: new Date(Date.now() - day),
  })
  const account = await makeAccount(organisationId)
  const connection = await makeConnection(link, {
    name: 'Skagen Kiosk',
    accountId: account.id,
    observedSince: new Date(Date.now() - day),
  })
  const offboarding = await owner().offboarding.create({
    data: {
      organisationId,
      startedBy: members.admin.id,
      startedByName: members.admin.name,
      confirmedAt: new Date(),
      state: 'awaitingAccount',
      connections: { create: { connectionId: connection.id } },
    },
  })
  const evidence = await owner().evidence.create({
    data: {
      organisationId,
      offboardingId: offboarding.id,
      kind: 'tokenFoundGone',
      content: {},
      sha256: 'x',
      recordedBy: 'Pomona',
    },
  })
  await owner().disablement.create({
    data: {
      organisationId,
      connectionId: connection.id,
      observedAt: new Date(),
      offboardingId: offboarding.id,
      evidenceId: evidence.id,
    },
  })
  const gathered = async () => {
    const facts = await inOrganisation(organisationId, (tx) =>
      gatherDisclosureFacts(
        tx,
        clockActor(organisationId),
        { kind: 'disclosure', services: [], asOf: null, from: null },
        {
          reportId: 'x',
          composedAt: new Date(),
        },
      ),
    )
    const ended = facts.services.flatMap((service) => service.connections)[0]
    return { state: ended?.state, connection: ended, offboardings: facts.offboardings, facts }
  }
  return { organisationId, reading, account, connection, offboarding, evidence, gathered }
}

test('gone by the check of a case: stated by Pomona with Microsoft’s answer, until a reading observes it', async () => {
  const world = await endedWorld()
  const stated = { grade: 'stated', by: 'Pomona', evidence: world.evidence.id }
  const before = await world.gathered()
  expect(before.state).toMatchObject({ value: 'disabled', source: stated })
  expect(before.offboardings).toMatchObject([
    {
      id: world.offboarding.id,
      disabled: { value: true, source: stated },
      accountDeleted: { value: false, source: { why: 'reports.why.deletionNotStated' } },
      accountKept: null,
    },
  ])

  const next = await makeReading(world.organisationId)
  const where = { organisationId: world.organisationId, id: world.connection.id }
  await owner().connection.updateMany({ where, data: { until: next.sequence } })
  const observed = { grade: 'observed', reading: next.id }
  const after = await world.gathered()
  expect(after.state).toMatchObject({ value: 'disabled', source: observed })
  expect(after.offboardings).toMatchObject([{ disabled: { value: true, source: observed } }])
})

test('what changed says of a service that ended how that is known, as its connection does', async () => {
  const { organisationId, reading, evidence } = await endedWorld()
  const period = { from: new Date(Date.now() - day / 2), to: new Date() }
  const { services, connections } = await inOrganisation(organisationId, (tx) =>
    changesBetween(tx, clockActor(organisationId), period, ['vpp']),
  )
  const source = { grade: 'stated', by: 'Pomona', evidence: evidence.id }
  const turned = { key: 'standing', before: 'sharing', after: 'disabled', source }
  expect(connections).toMatchObject([{ name: 'Skagen Kiosk', change: 'changed', facts: [turned] }])
  expect(services).toMatchObject([
    {
      before: { state: 'sharing', stateSource: { grade: 'observed', reading: reading.id } },
      after: { state: 'disabled', stateSource: { grade: 'stated', by: 'Pomona', evidence: evidence.id } },
    },
  ])
})

test('a token that came back does not erase the case that ended its earlier stay', async () => {
  const world = await endedWorld()
  const gone = await makeReading(world.organisationId)
  const where = { organisationId: world.organisationId, id: world.connection.id }
  await owner().connection.updateMany({ where, data: { until: gone.sequence } })
  const again = await makeReading(world.organisationId)
  const { tenantLinkId, externalId, name, organisationId } = world.connection
  await makeConnection(
    { organisationId, id: tenantLinkId },
    { externalId, name, since: again.sequence, accountId: world.account.id },
  )
  const { state, connection, offboardings, facts } = await world.gathered()
  expect(state).toMatchObject({ value: 'sharing' })
  expect(connection?.restarted).toEqual({ endedAt: expect.any(String), foundAt: expect.any(String) })
  for (const language of languages) {
    const words = reportWords(language)
    const [summary] = composeReport(facts, language, words, 'hash').sections
    expect(JSON.stringify(summary)).toContain(words.t('reports.document.summary.restarted', { count: 1 }))
  }
  expect(offboardings).toMatchObject([
    {
      id: world.offboarding.id,
      hasReturned: true,
      disabled: { value: true, source: { grade: 'stated', by: 'Pomona', evidence: world.evidence.id } },
    },
  ])
})

test('stopped rests on who stated that the account was deleted', async () => {
  const world = await endedWorld()
  await owner().accountDeletion.create({
    data: {
      organisationId: world.organisationId,
      accountId: world.account.id,
      evidenceId: world.evidence.id,
      deletedOn: new Date('2026-11-20'),
      statedBy: 'Jonas Bruun',
      statedAt: new Date(),
    },
  })
  const source = { grade: 'stated', by: 'Jonas Bruun', evidence: world.evidence.id }
  const { state, connection, offboardings } = await world.gathered()
  expect(state).toMatchObject({ value: 'stopped', source })
  const accountDeletion = { deletedOn: '2026-11-20', statedBy: 'Jonas Bruun' }
  expect(offboardings).toMatchObject([{ accountDeleted: { value: true, source }, accountDeletion }])
  expect(connection).toMatchObject({ accountDeletion, accountKept: null })
})

test('an account that is kept is printed with who decided it, why, and until when', async () => {
  const world = await endedWorld()
  await owner().accountKeeping.create({
    data: {
      organisationId: world.organisationId,
      connectionId: world.connection.id,
      decidedBy: 'Søren Kjær',
      why: 'It buys the apps of the school.',
      stillUsedBy: 'Academy Apps',
      reviewOn: new Date('2027-06-20'),
    },
  })
  const source = { grade: 'stated', by: 'Søren Kjær' }
  const { state, offboardings } = await world.gathered()
  expect(state).toMatchObject({ value: 'accountKept', source })
  expect(offboardings).toMatchObject([
    {
      accountDeleted: { value: false, source },
      accountDeletion: null,
      accountKept: {
        stillUsedBy: 'Academy Apps',
        why: 'It buys the apps of the school.',
        decidedBy: 'Søren Kjær',
        reviewOn: '2027-06-20',
      },
    },
  ])
})

test('licences that were left behind are told with their number, the reason and who accepted it', async () => {
  const world = await endedWorld()
  const { organisationId, offboarding, connection } = world
  const ofCase = { organisationId, offboardingId: offboarding.id }
  await owner().offboardingTask.create({
    data: { ...ofCase, position: 2, connectionId: connection.id, kind: 'awaitRevocation', state: 'skipped' },
  })
  const values = { failed: 3, total: 40, why: 'apple' }
  const statement = await owner().evidence.create({
    data: {
      ...ofCase,
      kind: 'statement',
      sha256: 'y',
      recordedBy: 'Jonas Bruun',
      content: {
        statement: 'remainderAccepted',
        task: 'awaitRevocation',
        position: 2,
        why: 'These devices were sold.',
        reason: 'licencesNotRevoked',
        values,
        statedBy: 'Jonas Bruun',
      },
    },
  })
  expect((await world.gathered()).offboardings).toMatchObject([
    {
      licencesLeft: {
        licences: 3,
        problem: { key: 'refusals.licencesNotRevoked', values },
        why: 'These devices were sold.',
        source: { grade: 'stated', by: 'Jonas Bruun', evidence: statement.id },
      },
    },
  ])
})

test('devices that were left behind are told as devices', async () => {
  const world = await endedWorld()
  const { organisationId, offboarding, connection } = world
  const ofCase = { organisationId, offboardingId: offboarding.id }
  await owner().offboardingTask.create({
    data: { ...ofCase, position: 1, connectionId: connection.id, kind: 'retireAllDevices', state: 'skipped' },
  })
  const content = {
    ...{ statement: 'remainderAccepted', task: 'retireAllDevices', position: 1, why: 'They are old.' },
    ...{ reason: 'allDevicesToRetire', values: { count: 426 }, statedBy: 'Jonas Bruun' },
  }
  await owner().evidence.create({
    data: { ...ofCase, kind: 'statement', sha256: 'y', recordedBy: 'Jonas Bruun', content },
  })
  const { facts } = await world.gathered()
  expect(facts.offboardings).toMatchObject([{ licencesLeft: { of: 'devices', licences: 426 } }])
  const told = [...languages].map((language) =>
    JSON.stringify(composeReport(facts, language, reportWords(language), 'hash')),
  )
  for (const text of told) expect(text).not.toMatch(/426 licen/)
})

test('a case that was called off, or never confirmed, is no end of anything', async () => {
  const world = await endedWorld()
  await owner().offboarding.updateMany({
    where: { id: world.offboarding.id },
    data: { cancelledAt: new Date() },
  })
  expect((await world.gathered()).offboardings).toEqual([])
})
