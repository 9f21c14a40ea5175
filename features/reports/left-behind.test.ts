import { expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { dayIn } from '#domain/day.ts'
import { hardStopSentences } from '#domain/offboarding/hard-stop-words.ts'
import { irreversibleSentences } from '#domain/offboarding/irreversible.ts'
import { composeCessation } from '#domain/report/cessation.ts'
import { cessationFactsSchema } from '#domain/report/cessation-facts.ts'
import { requestAccountDeletion, stateAccountDeletion } from '#features/offboardings/account-commands.ts'
import {
  approvalAsked,
  confirm,
  confirmed,
  decide,
  enterAccess,
  must,
  started,
} from '#features/offboardings/case.fixture.ts'
import { useCaseTenant } from '#features/offboardings/case-tenant.fixture.ts'
import { offboardingDetail } from '#features/offboardings/queries.ts'
import { retryTask } from '#features/offboardings/run-commands.ts'
import { acceptRemainder, leaveOut, stateStep } from '#features/offboardings/word-commands.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { composeCertificate } from './commands.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 60, revocationMilliseconds: 1 })
const input = { language: 'en', standard: 'a-3a' } as const

const certified = async (id: string) => {
  const { reportId } = must(await composeCertificate(tenant.world.actors.auditor, id, input))
  return cessationFactsSchema.parse(
    (await owner().report.findFirstOrThrow({ where: { id: reportId } })).facts,
  )
}
/** A case whose revocation Microsoft refused, and the task that waits because of it. */
const refused = async () => {
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  tenant.sandbox.control.fault({ match: 'POST /beta/deviceAppManagement/vppTokens', status: 403 })
  const { tasks, plan } = await tenant.carryOut(id)
  const task = tasks.find(({ state }) => state === 'needsAttention')
  expect(task?.kind).toBe('revokeLicences')
  expect(plan.counts.licences).toBeGreaterThan(0)
  return { id, position: task?.position ?? -1, licences: plan.counts.licences }
}

test('licences that nobody saw revoked are told, though no step failed and nobody accepted them to be left', async () => {
  const { id, position, licences } = await refused()
  const { externalId } = await tenant.world.connection('Skagen Kiosk')
  tenant.sandbox.control.change({ removeToken: externalId })
  must(await retryTask(tenant.world.actors.admin, id, position))
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')

  const facts = await certified(id)
  expect(facts.remainders).toEqual([])
  const doubt = {
    why: 'reports.cessation.doubt.notRevoked',
    values: { name: 'Skagen Kiosk', count: licences },
  }
  expect(facts.doubts).toContainEqual(doubt)
  expect(facts.connections[0]?.left).toMatchObject([{ of: 'licences', count: licences, isPlanned: true }])
  for (const language of ['en', 'fr'] as const) {
    const words = reportWords(language)
    const printed = JSON.stringify(composeCessation(facts, language, words, 'hash'))
    expect(printed).toContain(words.t(doubt.why, doubt.values))
  }
})

test('licences that Intune could not revoke are told by its own number, not by the plan’s', async () => {
  const id = await confirmed(tenant.world, 'Lindegaard Apps')
  await tenant.carryOut(id)
  const { doubts, connections } = await certified(id)
  const { revoked = 0, of = 0 } = connections[0]?.revoked?.at(-1) ?? {}
  expect(of).toBeGreaterThan(revoked)
  const values = { name: 'Lindegaard Apps', revoked, of, count: of - revoked }
  expect(doubts).toContainEqual({ why: 'reports.cessation.doubt.partlyRevoked', values })
  expect(doubts.map(({ why }) => why)).not.toContain('reports.cessation.doubt.notRevoked')
})

test('licences that a member accepted to be left are told by the plan’s number, once', async () => {
  const { id, position, licences } = await refused()
  const { admin } = tenant.world.actors
  must(await acceptRemainder(admin, id, { position, why: 'Microsoft refuses.' }))
  await tenant.carryOut(id)
  const { doubts, remainders, connections } = await certified(id)
  expect(doubts.map(({ why }) => why)).not.toContain('reports.cessation.doubt.notRevoked')
  expect(remainders).toMatchObject([{ count: null, planned: licences, why: 'Microsoft refuses.' }])
  expect(connections[0]?.left).toMatchObject([{ of: 'licences', count: licences, isPlanned: true }])
})

test('licences that Intune reported revoked are no doubt', async () => {
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  const { doubts, connections } = await certified(id)
  expect(doubts.map(({ why }) => why)).not.toContain('reports.cessation.doubt.notRevoked')
  expect(connections[0]?.left).toEqual([])
})

test('evidence says whose account and which app it is about, and what the member said', async () => {
  const { admin } = tenant.world.actors
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  const [account] = (await offboardingDetail(admin, id)).accounts
  const today = dayIn('UTC', new Date())
  const of = { accountId: account?.id ?? '', note: 'Apple wrote so.' }
  const days = { requestedOn: today, lookAgainOn: today }
  must(await requestAccountDeletion(admin, id, { ...of, ...days, kind: 'managed' }))
  const file = new File(['Deleted.'], 'deleted.txt', { type: 'text/plain' })
  must(await stateAccountDeletion(admin, id, { ...of, deletedOn: today, file }))

  const { evidence, connections } = await certified(id)
  const about = { kind: 'account', name: connections[0]?.appleId }
  const pieceOf = (what: string) => evidence.find((piece) => piece.what === what)
  expect(pieceOf('deletionRequested')).toMatchObject({ about, words: 'Apple wrote so.' })
  expect(pieceOf('accountDeleted')).toMatchObject({ about, words: 'Apple wrote so.' })
  expect(pieceOf('fileAttached')).toMatchObject({ about, file: { name: 'deleted.txt' } })
  const { apps } = (await tenant.world.caseOf(id)).impact
  expect(apps.map(({ name }) => name)).toContain(pieceOf('assignmentRemoved')?.app)
})

test('devices that were managed when somebody deleted the push certificate are told, though nobody accepted it', async () => {
  const { name } = await owner().connection.findFirstOrThrow({
    where: { organisationId: tenant.world.organisationId, service: 'apns' },
  })
  const id = await started(tenant.world, name)
  await approvalAsked(tenant.world, id)
  must(await decide(tenant.world, id))
  must(await confirm(tenant.world, id))
  const { tasks } = await tenant.carryOut(id)
  const [first] = tasks
  const managed = Number(first?.values.count)
  expect(managed).toBeGreaterThan(0)
  tenant.sandbox.control.change({ removePushCertificate: true })
  must(await retryTask(tenant.world.actors.admin, id, first?.position ?? -1))
  const { tasks: after } = await tenant.carryOut(id)
  expect(after[0]).toMatchObject({ state: 'skipped', reason: 'tokenAlreadyGone' })

  const { admin } = tenant.world.actors
  const evidence = (await offboardingDetail(admin, id)).evidence.find(
    ({ what }) => what === 'certificateFoundGone',
  )
  expect(evidence?.left).toBe(managed)

  const revoked = after.find(({ kind }) => kind === 'revokeCertificate')?.position ?? -1
  must(await stateStep(admin, id, { position: revoked, note: 'Revoked by Mette.' }))
  const { accounts } = await offboardingDetail(admin, id)
  const accountId = accounts[0]?.id ?? ''
  await tenant.carryOut(id)
  const deletedOn = dayIn('UTC', new Date())
  must(await stateAccountDeletion(admin, id, { accountId, deletedOn, note: 'Apple wrote.' }))
  const { connections } = await certified(id)
  expect(connections[0]?.left).toMatchObject([
    { of: 'devices', count: managed, isPlanned: false, source: { grade: 'observed' } },
  ])
})

test('devices that had gone for good from what was left out are told by their number', async () => {
  const { admin } = tenant.world.actors
  const id = await confirmed(tenant.world, 'Lindegaard Academy')
  const { id: connectionId } = await tenant.world.connection('Lindegaard Academy')
  await owner().offboardingTask.updateMany({
    where: { offboardingId: id, kind: 'deleteIdentities' },
    data: { startedAt: new Date(), progress: { removed: 80, byOthers: 1, of: 170 } },
  })
  must(await leaveOut(admin, id, { connectionId, why: 'It was the wrong school.' }))
  const { connections, tasks } = await certified(id)
  const gone = { gone: 81, of: 170 }
  expect(connections).toMatchObject([
    { verdict: 'notStopped', went: [{ kind: 'deleteIdentities', ...gone }] },
  ])
  expect(tasks.find(({ kind }) => kind === 'deleteIdentities')).toMatchObject({ gone })
  expect(tasks.filter((task) => task.gone)).toHaveLength(1)
})

test('licences of a token that was deleted in the portal before its case began are told, before and after', async () => {
  const { admin } = tenant.world.actors
  const id = await started(tenant.world, 'Skagen Kiosk')
  const { plan: before } = await tenant.world.caseOf(id)
  expect(before.counts.licences).toBeGreaterThan(0)
  const { id: connectionId, externalId } = await tenant.world.connection('Skagen Kiosk')
  tenant.sandbox.control.change({ removeToken: externalId })
  await tenant.world.read()
  await tenant.world.read()

  const touched = await tenant.world.caseOf(id)
  const { observedAt } = await owner().disablement.findFirstOrThrow({ where: { connectionId } })
  expect(touched.plan.hardStops).toEqual([
    { kind: 'alreadyGone', connectionId, subjects: [observedAt.toISOString()] },
  ])
  const { licences } = before.counts
  const gone = { licences, at: observedAt.getTime(), tokens: 1, connection: 'locationToken' }
  const said = [{ key: 'offboardings.hardStops.alreadyGone', values: expect.objectContaining(gone) }]
  expect(hardStopSentences(touched)).toMatchObject([{ said: said[0] }])
  expect(irreversibleSentences(touched)).toEqual([{ ...said[0], isObserved: true }])
  for (const language of ['en', 'fr'] as const)
    for (const { key, values } of irreversibleSentences(touched))
      expect(reportWords(language).t(key, values)).toContain(String(licences))

  await approvalAsked(tenant.world, id)
  must(await decide(tenant.world, id))
  must(await enterAccess(tenant.world, id))
  must(await confirm(tenant.world, id))
  await tenant.carryOut(id)
  const accountId = (await offboardingDetail(admin, id)).accounts[0]?.id ?? ''
  must(
    await stateAccountDeletion(admin, id, {
      ...{ accountId, deletedOn: dayIn('UTC', new Date()), note: 'Apple wrote.' },
    }),
  )
  const { connections, doubts } = await certified(id)
  expect(connections).toMatchObject([
    { verdict: 'stopped', left: [{ of: 'licences', count: licences, isPlanned: true }] },
  ])
  expect(doubts).toContainEqual({
    why: 'reports.cessation.doubt.notRevoked',
    values: { name: 'Skagen Kiosk', count: licences },
  })
})

test('licences of a token that another case ended are none that nobody revoked', async () => {
  const first = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(first)
  const { id: connectionId } = await tenant.world.connection('Skagen Kiosk')
  // Looks of the run were made ahead of our clock.
  await owner().disablement.updateMany({ where: { connectionId }, data: { observedAt: new Date() } })
  await owner().offboarding.updateMany({ where: { id: first }, data: { state: 'finished' } })
  const { plan } = await tenant.world.caseOf(await started(tenant.world, 'Skagen Kiosk'))
  expect(plan.hardStops.map(({ kind }) => kind)).toEqual(['alreadyGone'])
  expect(plan.counts.licences).toBe(0)
})
