import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { composeReport, reportFactsSchema } from '#domain/report/compose.ts'
import { freeze } from '#domain/report/freeze.ts'
import { confirmed, must, started } from '#features/offboardings/case.fixture.ts'
import { useCaseTenant } from '#features/offboardings/case-tenant.fixture.ts'
import { makeMember, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { approveReport } from './approve-report.ts'
import { composeImpactReport } from './commands.ts'
import { reportDetail } from './queries.ts'
import { renderReport } from './render-report.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })
const signal = new AbortController().signal
const input = { language: 'en', standard: 'ua-1' } as const

const draw = (reportId: string) => renderReport(tenant.world.clock, reportId, { signal })
/** A draft, composed by the admin; of a case that is confirmed nothing is open. */
const draftOf = async (offboardingId: string) => {
  const { reportId } = must(await composeImpactReport(tenant.world.actors.admin, offboardingId, input))
  must(await draw(reportId))
  return reportId
}
const factsOf = async (reportId: string) =>
  reportFactsSchema.parse((await owner().report.findFirstOrThrow({ where: { id: reportId } })).facts)

test('somebody else’s word makes a draft final: the same facts once more, beside the draft', async () => {
  const { decider, auditor } = tenant.world.actors
  const draft = await draftOf(await confirmed(tenant.world))
  const { reportId } = must(await approveReport(decider, draft, { note: ' Read and found right. ' }))
  must(await draw(reportId))

  const { approved, ...facts } = await factsOf(reportId)
  expect(approved).toMatchObject({ by: decider.name, note: 'Read and found right.', draft })
  expect(facts).toEqual({ ...(await factsOf(draft)), approved: undefined, state: 'final', reportId })
  const document = composeReport(await factsOf(reportId), 'en', reportWords('en'), 'hash')
  expect(document.watermark).toBeNull()
  expect(JSON.stringify(document.cover)).toContain(decider.name)
  expect(composeReport(await factsOf(draft), 'en', reportWords('en'), 'hash').watermark).toBe('Draft')

  expect(await reportDetail(auditor, draft)).toMatchObject({ version: 'draft', approvedAs: reportId })
  expect(await reportDetail(auditor, reportId)).toMatchObject({
    ...{ version: 'final', approves: draft, approvedBy: decider.name },
    composedBy: tenant.world.actors.admin.name,
  })
  expect((await tenant.world.audit()).at(-2)).toBe('report.approved')
  expect(await approveReport(decider, draft, { note: '' })).toMatchObject({ reason: 'reportApproved' })
  expect(await approveReport(decider, reportId, { note: '' })).toMatchObject({ reason: 'reportFinal' })
})

test('two who approve at the same moment make one final report', async () => {
  const draft = await draftOf(await confirmed(tenant.world))
  const other = await makeMember(tenant.world.organisationId, 'decider')
  const both = await Promise.all(
    [tenant.world.actors.decider, other.actor].map((actor) => approveReport(actor, draft, { note: '' })),
  )
  expect(both.map((each) => (each.ok ? 'done' : each.reason)).toSorted()).toEqual(['done', 'reportApproved'])
})

test('nobody approves their own report, one not drawn yet, or one that is not complete', async () => {
  const { decider, admin, privacyOfficer } = tenant.world.actors
  const own = must(await composeImpactReport(decider, await confirmed(tenant.world), input)).reportId
  expect(await approveReport(decider, own, { note: '' })).toMatchObject({ reason: 'reportNotReady' })
  must(await draw(own))
  expect(await approveReport(decider, own, { note: '' })).toMatchObject({ reason: 'reportOwn' })
  await expect(approveReport(admin, own, { note: '' })).rejects.toThrow(Denied)
  // A statutory data protection officer advises and never decides (GDPR Art. 38(6)).
  await expect(approveReport(privacyOfficer, own, { note: '' })).rejects.toThrow(Denied)
  const stranger = await makeWorld()
  await expect(approveReport(stranger.actors.decider, own, { note: '' })).rejects.toThrow(Missing)

  const open = await draftOf(await started(tenant.world, 'Lindegaard Apps'))
  expect(await approveReport(decider, open, { note: '' })).toMatchObject({ reason: 'reportIncomplete' })
})

test('a report that was frozen before there were approvals is drawn as it was', async () => {
  const draft = await draftOf(await confirmed(tenant.world))
  const stored = await owner().report.findFirstOrThrow({ where: { id: draft } })
  const { approved: _, isComplete: __, ...then } = stored.facts as Record<string, unknown>
  const facts = { ...then, state: 'final' }
  const factsSha256 = createHash('sha256').update(freeze(facts)).digest('hex')
  await owner().report.updateMany({
    where: { id: draft },
    data: { facts: facts as object, factsSha256, state: 'waiting', pdfSha256: null },
  })
  await owner().reportBlob.deleteMany({ where: { reportId: draft } })
  must(await draw(draft))
  expect(await reportDetail(tenant.world.actors.auditor, draft)).toMatchObject({
    state: 'ready',
    version: 'final',
    approvedAs: null,
  })
})
