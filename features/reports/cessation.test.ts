import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { reportWords } from '#adapters/pdf/words.ts'
import { dayIn } from '#domain/day.ts'
import { Missing } from '#domain/outcome.ts'
import { composeCessation } from '#domain/report/cessation.ts'
import { cessationFactsSchema } from '#domain/report/cessation-facts.ts'
import { stateAccountDeletion } from '#features/offboardings/account-commands.ts'
import {
  carriedOut,
  confirmed,
  must,
  readWorld,
  started,
  type World,
} from '#features/offboardings/case.fixture.ts'
import { offboardingDetail } from '#features/offboardings/queries.ts'
import { recheckNow } from '#features/offboardings/rechecks.ts'
import { runOffboarding } from '#features/offboardings/run-offboarding.ts'
import { leaveOut } from '#features/offboardings/word-commands.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { composeCertificate, downloadReport, renderReport } from './commands.ts'
import { supersededAt } from './superseded.ts'

useTestDatabase()

const minute = 60_000
let sandbox: Sandbox
let world: World
let later = 0
const now = () => new Date(Date.now() + later)
const signal = new AbortController().signal

beforeAll(async () => {
  sandbox = await startSandbox({ devices: 40, now, revocationMilliseconds: 1 })
  setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
})
beforeEach(async () => {
  later = 0
  sandbox.control.reset()
  world = await readWorld()
})
afterAll(async () => {
  setCloud(null)
  await sandbox.close()
})

const carryOut = (id: string) =>
  carriedOut(world, id, {
    once: (offboarding) => runOffboarding(world.clock, offboarding, { signal, now }),
    wait: () => {
      later += minute
    },
  })
const factsOf = async (reportId: string) => {
  const { facts, factsSha256 } = await owner().report.findFirstOrThrow({ where: { id: reportId } })
  return { facts: cessationFactsSchema.parse(facts), factsSha256 }
}

describe('the certificate of a case', () => {
  test('says of each connection what became of both its halves, and is drawn in either language', async () => {
    const { admin, auditor } = world.actors
    const id = await confirmed(world, 'Skagen Kiosk', 'Lindegaard Apps')
    await carryOut(id)
    const left = await world.connection('Lindegaard Apps')
    must(await leaveOut(admin, id, { connectionId: left.id, why: 'Its licences cannot be revoked.' }))
    const draft = await factsOf(
      must(await composeCertificate(auditor, id, { language: 'en', standard: 'a-3a' })).reportId,
    )
    expect(draft.facts.state).toBe('draft')
    const [account] = (await offboardingDetail(admin, id)).accounts
    const deletedOn = dayIn('UTC', new Date())
    must(
      await stateAccountDeletion(admin, id, {
        accountId: account?.id ?? '',
        deletedOn,
        note: 'Apple wrote so.',
      }),
    )
    // The look that proved it gone was made ahead of our clock.
    await owner().disablement.updateMany({ where: { offboardingId: id }, data: { observedAt: new Date() } })

    for (const language of ['en', 'fr'] as const) {
      const { reportId } = must(await composeCertificate(auditor, id, { language, standard: 'a-3a' }))
      const { facts, factsSha256 } = await factsOf(reportId)
      expect(facts.state).toBe('final')
      expect(
        Object.fromEntries(
          facts.connections.map(({ name, verdict, account: end }) => [name, [verdict, end.outcome]]),
        ),
      ).toEqual({ 'Skagen Kiosk': ['stopped', 'deleted'], 'Lindegaard Apps': ['notStopped', 'open'] })
      expect(facts.connections.find(({ name }) => name === 'Lindegaard Apps')?.leftOutBecause).toBe(
        'Its licences cannot be revoked.',
      )
      expect(facts.services).toEqual([{ service: 'vpp', verdict: 'notStopped', others: 1 }])
      expect(facts.evidence.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true)
      expect(facts.approval?.decidedBy).toBe(world.actors.decider.name)
      expect(facts.doubts.map(({ why }) => why)).toContain('reports.cessation.doubt.appleSide')
      const document = composeCessation(facts, language, reportWords(language), factsSha256)
      expect(JSON.stringify(document)).toContain(factsSha256)
      must(await renderReport(world.clock, reportId, { signal }))
      const { name, bytes } = must(await downloadReport(auditor, reportId))
      expect(name).toMatch(/^pomona-cessation-.*\.pdf$/)
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    }
  })

  test('no longer holds once what it certifies is found again', async () => {
    const id = await confirmed(world, 'Skagen Kiosk')
    await carryOut(id)
    const input = { language: 'en', standard: 'a-3a' } as const
    const { reportId } = must(await composeCertificate(world.actors.auditor, id, input))
    await recheckNow(world.actors.admin, id)
    expect(await supersededAt(world.actors.auditor, reportId)).toBeNull()
    sandbox.control.reset()
    await recheckNow(world.actors.admin, id)
    const { checkedAt } = await owner().recheck.findFirstOrThrow({
      where: { offboardingId: id, found: 'present' },
    })
    expect(await supersededAt(world.actors.auditor, reportId)).toEqual(checkedAt)
  })

  test('there is none of a case that was not confirmed', async () => {
    const id = await started(world)
    const input = { language: 'en', standard: 'a-3a' } as const
    await expect(composeCertificate(world.actors.auditor, id, input)).rejects.toThrow(Missing)
  })
})
