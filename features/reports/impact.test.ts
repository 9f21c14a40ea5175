import { describe, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { hardStopSentences } from '#domain/offboarding/hard-stop-words.ts'
import { Missing } from '#domain/outcome.ts'
import { composeImpact } from '#domain/report/impact.ts'
import { type ImpactFacts, impactFactsSchema } from '#domain/report/impact-facts.ts'
import { confirmed, must, started } from '#features/offboardings/case.fixture.ts'
import { useCaseTenant } from '#features/offboardings/case-tenant.fixture.ts'
import { startOffboarding } from '#features/offboardings/commands.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { composeImpactReport } from './commands.ts'
import { downloadReport } from './downloads.ts'
import { renderReport } from './render-report.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })
const signal = new AbortController().signal
const input = { language: 'en', standard: 'a-3a' } as const

const composed = async (id: string, language: 'en' | 'fr' = 'en') => {
  const { auditor } = tenant.world.actors
  const { reportId } = must(await composeImpactReport(auditor, id, { ...input, language }))
  const { facts, factsSha256 } = await owner().report.findFirstOrThrow({ where: { id: reportId } })
  return { reportId, facts: impactFactsSchema.parse(facts), factsSha256 }
}
const textOf = (facts: ImpactFacts, language: 'en' | 'fr') =>
  JSON.stringify(composeImpact(facts, language, reportWords(language), 'hash'))

describe('the report of a case’s impact', () => {
  test('says of everything what stops, breaks and stays, each number as the case has it, in either language', async () => {
    const { admin, auditor } = tenant.world.actors
    const everything = { group: { kind: 'everything', value: '' } } as const
    const { offboardingId: id } = must(await startOffboarding(admin, everything))
    const { plan, planHash } = await tenant.world.caseOf(id)
    for (const language of ['en', 'fr'] as const) {
      const words = reportWords(language)
      const { reportId, facts } = await composed(id, language)
      expect(facts).toMatchObject({ isComplete: false, planHash })
      expect(facts.touched.plan.counts).toEqual(plan.counts)
      const text = textOf(facts, language)
      for (const { name } of plan.connections) expect(text).toContain(name)
      expect(plan.hardStops.length).toBeGreaterThan(2)
      for (const { said } of hardStopSentences(facts.touched))
        expect(text).toContain(words.t(said.key, said.values))
      expect(text).toContain(words.t('offboardings.impact.fixedStay', { fixed: plan.counts.fixed }))
      expect(text).toContain(words.t('offboardings.tasks.revokeCertificate.will'))
      must(await renderReport(tenant.world.clock, reportId, { signal }))
      const { name, bytes } = must(await downloadReport(auditor, reportId))
      expect(name).toMatch(/^pomona-impact-.*\.pdf$/)
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    }
  })

  test('of a confirmed case it keeps to the reading it was confirmed on', async () => {
    const id = await confirmed(tenant.world)
    const before = await composed(id)
    expect(before.facts.isComplete).toBe(true)
    tenant.sandbox.control.change({ retireAllDevices: true })
    await tenant.world.read()
    const after = await composed(id)
    expect(after.facts.touched).toEqual(before.facts.touched)
    expect(after.facts.reading).toEqual(before.facts.reading)
    expect(after.facts.planHash).toBe(before.facts.planHash)
  })

  test('there is none of another organisation’s case', async () => {
    const id = await started(tenant.world)
    const stranger = await makeWorld()
    await expect(composeImpactReport(stranger.actors.auditor, id, input)).rejects.toThrow(Missing)
  })
})
