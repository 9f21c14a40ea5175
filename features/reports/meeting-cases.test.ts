import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { dayIn, daysAfter } from '#domain/day.ts'
import { composeCessation } from '#domain/report/cessation.ts'
import { cessationFactsSchema } from '#domain/report/cessation-facts.ts'
import { keepAccount, stateAccountDeletion } from '#features/offboardings/account-commands.ts'
import {
  approvalAsked,
  confirm,
  confirmed,
  decide,
  enterAccess,
  must,
} from '#features/offboardings/case.fixture.ts'
import { useCaseTenant } from '#features/offboardings/case-tenant.fixture.ts'
import { offboardingDetail } from '#features/offboardings/queries.ts'
import { endAgain } from '#features/offboardings/reopening.ts'
import { watchOffboardings } from '#features/offboardings/watch.ts'
import { leaveOut } from '#features/offboardings/word-commands.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { downloadBundle } from './bundle.ts'
import { composeCertificate } from './commands.ts'
import { renderReport } from './render-report.ts'

// What the certificate of one case says where another one has to do with it.

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })
const input = { language: 'en', standard: 'a-3a' } as const
const today = () => dayIn('UTC', new Date())

const certified = async (id: string) => {
  const { reportId } = must(await composeCertificate(tenant.world.actors.auditor, id, input))
  return cessationFactsSchema.parse(
    (await owner().report.findFirstOrThrow({ where: { id: reportId } })).facts,
  )
}
const detailOf = (id: string) => offboardingDetail(tenant.world.actors.admin, id)

test('what was left out and another case ended is told as left out, and names that case', async () => {
  const { admin } = tenant.world.actors
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  const { id: connectionId, name } = await tenant.world.connection('Skagen Kiosk')
  must(await leaveOut(admin, id, { connectionId, why: 'Not now.' }))
  const still = await certified(id)
  expect(still.connections).toMatchObject([{ verdict: 'notStopped', leftOutBecause: 'Not now.' }])
  expect(still.connections[0]).not.toHaveProperty('endedBy')

  const other = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(other)
  const accountId = (await detailOf(other)).accounts[0]?.id ?? ''
  must(await stateAccountDeletion(admin, other, { accountId, deletedOn: today(), note: 'Gone.' }))
  await owner().disablement.updateMany({ where: { connectionId }, data: { observedAt: new Date() } })

  expect((await detailOf(id)).connections).toMatchObject([{ isLeftOut: true, endedBy: { id: other } }])
  const facts = await certified(id)
  expect(facts.connections).toMatchObject([
    {
      ...{ verdict: 'leftOut', leftOutBecause: 'Not now.', left: [] },
      ...{ endedBy: { id: other, startedBy: admin.name }, account: { outcome: 'elsewhere' } },
    },
  ])
  // The case that ended it revoked its licences.
  expect(facts.doubts.map(({ why }) => why)).not.toContain('reports.cessation.doubt.notRevoked')
  expect(facts.doubts).toContainEqual({ why: 'reports.cessation.doubt.leftOutOf', values: { name } })
  for (const language of ['en', 'fr'] as const) {
    const words = reportWords(language)
    const printed = JSON.stringify(composeCessation(facts, language, words, 'hash'))
    for (const said of [words.t('reports.cessation.is.leftOut'), other]) expect(printed).toContain(said)
    expect(printed).not.toContain(words.t('reports.cessation.doubt.leftOut'))
    expect(printed).toContain(
      words.t('reports.cessation.headline.final', {
        ...{ organisation: facts.organisation.name, stopped: 0, of: 1, how: 'either' },
      }),
    )
  }
})

test('evidence of an account’s end that another case keeps is listed with its hash, its file and that case', async () => {
  const { admin, auditor } = tenant.world.actors
  // One account stands behind both.
  const [first, second] = [
    await tenant.endEnrolment('Skagen Retail ADE'),
    await tenant.endEnrolment('Lindegaard ADE'),
  ]
  const accountId = (await detailOf(first)).accounts[0]?.id ?? ''
  const said = { note: 'Apple wrote so.', file: new File(['Deleted.'], 'apple.txt', { type: 'text/plain' }) }
  must(await stateAccountDeletion(admin, first, { accountId, deletedOn: today(), ...said }))
  await owner().disablement.updateMany({
    where: { offboardingId: { in: [first, second] } },
    data: { observedAt: new Date() },
  })

  const { evidenceElsewhere } = await detailOf(second)
  expect(evidenceElsewhere).toMatchObject([
    { what: 'accountDeleted', words: 'Apple wrote so.', given: { id: first } },
    { what: 'fileAttached', file: { name: 'apple.txt' }, given: { id: first } },
  ])
  expect((await detailOf(first)).evidenceElsewhere).toEqual([])

  const { reportId } = must(await composeCertificate(auditor, second, { ...input, isEnclosing: true }))
  const facts = cessationFactsSchema.parse(
    (await owner().report.findFirstOrThrow({ where: { id: reportId } })).facts,
  )
  const cited = [...JSON.stringify(facts.connections).matchAll(/"evidence":"([^"]+)"/g)].map(([, id]) => id)
  const listed = new Map(facts.evidence.map((piece) => [piece.id, piece]))
  expect(cited.length).toBeGreaterThan(0)
  for (const id of cited) expect(listed.get(id ?? '')).toBeDefined()
  for (const { id, sha256 } of evidenceElsewhere)
    expect(listed.get(id)).toMatchObject({ sha256, given: { id: first, startedBy: admin.name } })
  expect(facts.enclosed?.map(({ name }) => name)).toEqual(['apple.txt'])
  for (const language of ['en', 'fr'] as const)
    expect(JSON.stringify(composeCessation(facts, language, reportWords(language), 'hash'))).toContain(first)

  must(await renderReport(tenant.world.clock, reportId, { signal: new AbortController().signal }))
  const { bytes } = must(await downloadBundle(auditor, reportId))
  const names = Object.keys(unzipSync(bytes))
  for (const { id } of evidenceElsewhere) expect(names).toContain(`evidence/${id}.json`)
})

test('what came back and ended again is told by the stay that its case ended, beside how the later one did', async () => {
  const { admin, decider } = tenant.world.actors
  const read = async () => {
    const waiting = { organisationId: tenant.world.organisationId, state: 'waiting' }
    await owner().reading.deleteMany({ where: waiting })
    await tenant.world.read()
    await watchOffboardings(tenant.world.clock)
  }
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  const accountId = (await detailOf(id)).accounts[0]?.id ?? ''
  must(await stateAccountDeletion(admin, id, { accountId, deletedOn: today(), note: 'Gone.' }))
  await read()
  tenant.sandbox.control.reset()
  await read()
  const { offboardingId: again } = must(await endAgain(admin, id))
  await approvalAsked(tenant.world, again)
  must(await decide(tenant.world, again))
  must(await enterAccess(tenant.world, again))
  must(await confirm(tenant.world, again))
  await tenant.carryOut(again)
  // Looks and ends of the run were made ahead of our clock.
  await owner().disablement.updateMany({
    where: { offboardingId: { in: [id, again] } },
    data: { observedAt: new Date() },
  })
  expect((await certified(id)).connections).toMatchObject([
    { verdict: 'disabled', account: { outcome: 'deleted' }, returnedAt: expect.any(String) },
  ])
  const of = (await detailOf(again)).accounts[0]?.id ?? ''
  const kept = { why: 'It signs in elsewhere.', stillUsedBy: 'The shop.' }
  must(await keepAccount(decider, again, { of, isOwn: false, ...kept, reviewOn: daysAfter(today(), 90) }))
  const facts = await certified(id)
  expect(facts.connections).toMatchObject([
    { verdict: 'stopped', account: { outcome: 'deleted' }, returnedVerdict: 'accountKept' },
  ])
  for (const language of ['en', 'fr'] as const) {
    const words = reportWords(language)
    const at = words.date(facts.connections[0]?.returnedAt ?? '', 'day')
    expect(JSON.stringify(composeCessation(facts, language, words, 'hash'))).toContain(
      words.t('reports.cessation.backAndOver', { at, is: words.t('reports.cessation.is.accountKept') }),
    )
  }
})
