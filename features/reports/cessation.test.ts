import { describe, expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import type { Actor } from '#domain/actor.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { dayIn, daysAfter } from '#domain/day.ts'
import { done, Missing } from '#domain/outcome.ts'
import { composeCessation } from '#domain/report/cessation.ts'
import { cessationFactsSchema } from '#domain/report/cessation-facts.ts'
import { composeReport, reportFactsSchema } from '#domain/report/compose.ts'
import { change } from '#features/audit/change.ts'
import { keepAccount, stateAccountDeletion } from '#features/offboardings/account-commands.ts'
import { confirmed, must, started } from '#features/offboardings/case.fixture.ts'
import { useCaseTenant } from '#features/offboardings/case-tenant.fixture.ts'
import { offboardingDetail } from '#features/offboardings/queries.ts'
import { recheckNow } from '#features/offboardings/rechecks.ts'
import { leaveOut } from '#features/offboardings/word-commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { composeCertificate, composeDisclosureReport } from './commands.ts'
import { downloadReport } from './downloads.ts'
import { listReports, reportDetail } from './queries.ts'
import { renderReport } from './render-report.ts'
import { verdictOn } from './verify.ts'

useTestDatabase()

const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })
const signal = new AbortController().signal

const factsOf = async (reportId: string) => {
  const { facts, factsSha256 } = await owner().report.findFirstOrThrow({ where: { id: reportId } })
  return { facts: cessationFactsSchema.parse(facts), factsSha256 }
}

describe('the certificate of a case', () => {
  test('says of each connection what became of both its halves, and is drawn in either language', async () => {
    const { admin, auditor } = tenant.world.actors
    const id = await confirmed(tenant.world, 'Skagen Kiosk', 'Lindegaard Apps')
    await tenant.carryOut(id)
    const left = await tenant.world.connection('Lindegaard Apps')
    must(await leaveOut(admin, id, { connectionId: left.id, why: 'Its licences cannot be revoked.' }))
    const draft = await factsOf(
      must(await composeCertificate(auditor, id, { language: 'en', standard: 'a-3a' })).reportId,
    )
    expect(draft.facts.isComplete).toBe(false)
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
      expect(facts).toMatchObject({ state: 'draft', isComplete: true })
      expect(
        Object.fromEntries(
          facts.connections.map(({ name, verdict, account: end }) => [name, [verdict, end.outcome]]),
        ),
      ).toEqual({ 'Skagen Kiosk': ['stopped', 'deleted'], 'Lindegaard Apps': ['notStopped', 'open'] })
      expect(facts.connections.find(({ name }) => name === 'Lindegaard Apps')?.leftOutBecause).toBe(
        'Its licences cannot be revoked.',
      )
      // Of what stays, how to make again what was removed; of what is gone nothing is missed.
      const went = facts.evidence.flatMap(({ connection, assigned = [] }) =>
        assigned.map((each) => ({ connection, ...each })),
      )
      expect(new Set(went.map(({ connection }) => connection))).toEqual(
        new Set(['Skagen Kiosk', 'Lindegaard Apps']),
      )
      const ofApps = went.filter(({ connection }) => connection === 'Lindegaard Apps')
      expect(facts.connections.map(({ name, missed }) => [name, missed?.count])).toEqual(
        expect.arrayContaining([
          ['Skagen Kiosk', undefined],
          ['Lindegaard Apps', ofApps.length],
        ]),
      )
      expect(went.every(({ app, target }) => app !== '' && target !== 'unknown')).toBe(true)
      // Who received it, and how much went over what is gone; what still flows has no such number.
      expect(facts.recipient?.value).not.toBeUndefined()
      expect(facts.connections.map(({ name, sharedBefore }) => [name, sharedBefore !== undefined])).toEqual(
        expect.arrayContaining([
          ['Skagen Kiosk', true],
          ['Lindegaard Apps', false],
        ]),
      )
      expect(facts.services).toEqual([{ service: 'vpp', verdict: 'notStopped', others: 1 }])
      expect(facts.evidence.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true)
      expect(facts.approval?.decidedBy).toBe(tenant.world.actors.decider.name)
      expect(facts.doubts.map(({ why }) => why)).toContain('reports.cessation.doubt.appleSide')
      const document = composeCessation(facts, language, reportWords(language), factsSha256)
      expect(JSON.stringify(document)).toContain(factsSha256)
      must(await renderReport(tenant.world.clock, reportId, { signal }))
      const { name, bytes } = must(await downloadReport(auditor, reportId))
      expect(name).toMatch(/^pomona-cessation-.*\.pdf$/)
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
    }

    // What a report states on the word of a member it cites by the hash of the evidence.
    const input = { kind: 'disclosure', language: 'en', standard: 'a-3a' } as const
    const { reportId } = must(await composeDisclosureReport(auditor, input))
    const { facts: frozen } = await owner().report.findFirstOrThrow({ where: { id: reportId } })
    const disclosed = reportFactsSchema.parse(frozen)
    const pieces = await owner().evidence.findMany({ where: { offboardingId: id } })
    const cited = disclosed.citedEvidence ?? []
    expect(cited.length).toBeGreaterThan(0)
    expect(pieces.map(({ id: piece, sha256 }) => ({ id: piece, sha256 }))).toEqual(
      expect.arrayContaining(cited),
    )
    const printed = JSON.stringify(composeReport(disclosed, 'en', reportWords('en'), 'hash').sections)
    for (const { sha256 } of cited) expect(printed).toContain(sha256)
  })

  test('gives the licences that were revoked, and the function each had then as the log has it', async () => {
    const { owner: head, admin, auditor, decider } = tenant.world.actors
    const log = (entry: AuditEntry) =>
      change(head, async ({ record }) => {
        record(entry)
        return done(null)
      })
    const subject = (actor: Actor) => ({ kind: 'member', id: actor.id ?? '' })
    await log({ kind: 'member.joined', subject: subject(admin), facts: { role: 'admin' } })
    const id = await confirmed(tenant.world, 'Skagen Kiosk')
    await tenant.carryOut(id)
    await log({
      ...{ kind: 'member.accessChanged', subject: subject(decider) },
      facts: { role: 'auditor', roleBefore: 'decider', endsAt: null },
    })
    const { reportId } = must(await composeCertificate(auditor, id, { language: 'en', standard: 'a-3a' }))
    const { facts } = await factsOf(reportId)
    expect(facts.offboarding).toMatchObject({ startedByRole: 'admin', confirmedByRole: 'admin' })
    expect(facts.approval).toMatchObject({ askedByRole: 'admin', decidedByRole: 'decider' })
    const [kiosk] = facts.connections
    expect(kiosk?.revoked).toHaveLength(1)
    const [{ revoked, of } = { revoked: 0, of: 0 }] = kiosk?.revoked ?? []
    expect(revoked).toBeGreaterThan(0)
    expect(of).toBe(revoked)
    expect(facts.evidence.flatMap((piece) => piece.revoked ?? [])).toEqual([{ revoked, of }])
  })

  test('a person’s own account is told as such, also of a connection that was left out', async () => {
    const { admin, auditor, decider } = tenant.world.actors
    const id = await confirmed(tenant.world, 'Skagen Kiosk', 'Lindegaard Apps')
    await tenant.carryOut(id)
    const [kiosk, apps] = [
      await tenant.world.connection('Skagen Kiosk'),
      await tenant.world.connection('Lindegaard Apps'),
    ]
    // One account stands behind both.
    const { appleId } = await owner().account.findFirstOrThrow({ where: { id: kiosk.accountId ?? '' } })
    await owner().connection.updateMany({ where: { id: apps.id }, data: { accountId: kiosk.accountId } })
    const named = { connectionId: apps.id, key: 'appleId' }
    await owner().connectionFact.updateMany({ where: named, data: { value: appleId } })
    must(await leaveOut(admin, id, { connectionId: apps.id, why: 'Its licences cannot be revoked.' }))
    const of = kiosk.accountId ?? ''
    const kept = { why: 'She signed.', stillUsedBy: 'Ane', reviewOn: daysAfter(dayIn('UTC', new Date()), 30) }
    must(await keepAccount(decider, id, { of, isOwn: true, ...kept }))
    const { reportId } = must(await composeCertificate(auditor, id, { language: 'en', standard: 'a-3a' }))
    const { facts } = await factsOf(reportId)
    const own = { outcome: 'kept', isOwn: true, why: 'She signed.', source: { grade: 'stated' } }
    expect(facts.connections.map(({ account }) => account)).toMatchObject([own, own])
    const { sections } = composeCessation(facts, 'fr', reportWords('fr'), 'hash')
    expect(JSON.stringify(sections)).toContain(
      reportWords('fr').t('reports.cessation.ownAccount', { why: 'She signed.' }),
    )
  })

  test('no longer holds once what it certifies is found again', async () => {
    const id = await confirmed(tenant.world, 'Skagen Kiosk')
    await tenant.carryOut(id)
    const input = { language: 'en', standard: 'a-3a' } as const
    const { reportId } = must(await composeCertificate(tenant.world.actors.auditor, id, input))
    await recheckNow(tenant.world.actors.admin, id)
    const { auditor } = tenant.world.actors
    expect(await reportDetail(auditor, reportId)).toMatchObject({ supersededAt: null })
    tenant.sandbox.control.reset()
    await recheckNow(tenant.world.actors.admin, id)
    const { checkedAt } = await owner().recheck.findFirstOrThrow({
      where: { offboardingId: id, found: 'present' },
    })
    const another = must(await composeCertificate(auditor, id, input)).reportId
    const since = new Map((await listReports(auditor)).map((report) => [report.id, report.supersededAt]))
    expect(since).toEqual(
      new Map([
        [another, null],
        [reportId, checkedAt],
      ]),
    )
    // And whoever holds the file learns it too.
    must(await renderReport(tenant.world.clock, reportId, { signal }))
    const { sha256 } = must(await downloadReport(auditor, reportId))
    expect(await verdictOn(sha256, 'somewhere')).toMatchObject({
      value: { isOurs: true, supersededAt: checkedAt },
    })
  })

  test('no longer holds once a reading lists what it certifies as a later stay', async () => {
    const id = await confirmed(tenant.world, 'Skagen Kiosk')
    await tenant.carryOut(id)
    // The look that proved it gone was made ahead of our clock.
    await owner().disablement.updateMany({ where: { offboardingId: id }, data: { observedAt: new Date() } })
    const input = { language: 'en', standard: 'a-3a' } as const
    const { auditor } = tenant.world.actors
    const { reportId } = must(await composeCertificate(auditor, id, input))
    tenant.sandbox.control.reset()
    const waiting = { organisationId: tenant.world.organisationId, state: 'waiting' }
    const reading = await owner().reading.findFirstOrThrow({ where: waiting })
    must(await runReading(tenant.world.clock, reading.id, { signal }))
    const { observedSince } = await owner().connection.findFirstOrThrow({
      where: { name: 'Skagen Kiosk', organisationId: tenant.world.organisationId },
      orderBy: { since: 'desc' },
    })
    expect(await reportDetail(auditor, reportId)).toMatchObject({ supersededAt: observedSince })
  })

  test('there is none of a case that was not confirmed', async () => {
    const id = await started(tenant.world)
    const input = { language: 'en', standard: 'a-3a' } as const
    await expect(composeCertificate(tenant.world.actors.auditor, id, input)).rejects.toThrow(Missing)
  })
})
