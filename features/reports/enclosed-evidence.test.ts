import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { readBack } from '#adapters/pdf/read-back.fixture.ts'
import { largestEvidenceFile } from '#domain/evidence-file.ts'
import { languages } from '#domain/language.ts'
import { Denied } from '#domain/outcome.ts'
import { cessationFactsSchema } from '#domain/report/cessation-facts.ts'
import { enclosedName } from '#domain/report/enclosed-evidence.ts'
import { confirmed, must } from '#features/offboardings/case.fixture.ts'
import { useCaseTenant } from '#features/offboardings/case-tenant.fixture.ts'
import { attachEvidence, eraseEvidenceFile } from '#features/offboardings/evidence-files.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { approveReport } from './approve-report.ts'
import { composeCertificate } from './commands.ts'
import { downloadReport } from './downloads.ts'
import { reportDetail } from './queries.ts'
import { renderReport } from './render-report.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })
const signal = new AbortController().signal
const input = { language: 'en', standard: 'a-3a', isEnclosing: true } as const

const letter = () => new File(['Apple a écrit : c’est fini.'], 'letter à Apple.txt', { type: 'text/plain' })
const screen = async () => {
  const picture = sharp({ create: { width: 30, height: 20, channels: 3, background: '#1f6b4f' } }).png()
  return new File([new Uint8Array(await picture.toBuffer())], 'letter à Apple.txt.png', { type: 'image/png' })
}

/** A case with these files as evidence of it. */
const caseWith = async (...files: File[]): Promise<string> => {
  const id = await confirmed(tenant.world)
  for (const file of files)
    must(await attachEvidence(tenant.world.actors.admin, id, { shows: { kind: 'case' }, note: '', file }))
  return id
}
const keptOf = (offboardingId: string) =>
  owner().evidenceFile.findMany({ where: { evidence: { offboardingId } }, orderBy: { evidenceId: 'asc' } })
const draw = (reportId: string) => renderReport(tenant.world.clock, reportId, { signal })
const factsOf = async (reportId: string) =>
  cessationFactsSchema.parse((await owner().report.findFirstOrThrow({ where: { id: reportId } })).facts)
const events = (kind: string) =>
  owner().auditEvent.findMany({
    where: { organisationId: tenant.world.organisationId, body: { contains: `"kind":"${kind}"` } },
    orderBy: { sequence: 'asc' },
  })

describe('a certificate with the files of its evidence', { timeout: 60_000 }, () => {
  test.each(languages)(
    'holds them byte for byte in its PDF, named by their hash in its facts, in %s',
    async (language) => {
      const { auditor } = tenant.world.actors
      const id = await caseWith(letter(), await screen())
      const { reportId } = must(await composeCertificate(auditor, id, { ...input, language }))
      const facts = await factsOf(reportId)
      expect(facts.enclosed?.map(({ name, type }) => [name, type])).toEqual([
        ['letter à Apple.txt', 'txt'],
        ['letter à Apple.txt.png', 'png'],
      ])
      expect(JSON.parse((await events('report.composed')).at(-1)?.body ?? '{}').facts).toMatchObject({
        enclosed: 2,
      })

      must(await draw(reportId))
      const { bytes, sha256 } = must(await downloadReport(auditor, reportId))
      const pdf = await readBack(bytes)
      const kept = await keptOf(id)
      expect(new Map(pdf.attachments.map(({ name, bytes: read }) => [name, Buffer.from(read)]))).toEqual(
        new Map([
          ['cessation-facts.json', expect.any(Buffer)],
          ...(facts.enclosed ?? []).map(
            (file) =>
              [
                enclosedName(file),
                Buffer.from(kept.find(({ evidenceId }) => evidenceId === file.evidence)?.bytes ?? []),
              ] as const,
          ),
        ]),
      )
      const taken = (await events('evidence.downloaded')).map(({ body }) => JSON.parse(body))
      expect(taken.map(({ facts: said }) => [said.evidenceId, said.reportId])).toEqual(
        facts.enclosed?.map(({ evidence }) => [evidence, reportId]),
      )

      // Drawn again it is the same file.
      await owner().reportBlob.deleteMany({ where: { reportId } })
      await owner().report.updateMany({
        where: { id: reportId },
        data: { state: 'waiting', pdfSha256: null },
      })
      must(await draw(reportId))
      expect(await reportDetail(auditor, reportId)).toMatchObject({ pdfSha256: sha256, state: 'ready' })
    },
  )

  test('has none where that is not asked', async () => {
    const { auditor } = tenant.world.actors
    const id = await caseWith(letter())
    const { reportId } = must(await composeCertificate(auditor, id, { ...input, isEnclosing: false }))
    expect(await factsOf(reportId)).not.toHaveProperty('enclosed')
    must(await draw(reportId))
    const pdf = await readBack(must(await downloadReport(auditor, reportId)).bytes)
    expect(pdf.attachments.map(({ name }) => name)).toEqual(['cessation-facts.json'])
    expect(await events('evidence.downloaded')).toEqual([])
  })

  test('is refused in a standard that holds no files, of a case without any, and of too much', async () => {
    const { auditor } = tenant.world.actors
    const id = await caseWith()
    expect(await composeCertificate(auditor, id, input)).toMatchObject({ reason: 'enclosuresNone' })
    expect(await composeCertificate(auditor, id, { ...input, standard: 'ua-1' })).toMatchObject({
      reason: 'enclosuresNotInStandard',
    })
    const large = [...'abcde'].map((each) => new File([each.repeat(largestEvidenceFile)], 'log.txt'))
    for (const file of large)
      must(await attachEvidence(tenant.world.actors.admin, id, { shows: { kind: 'case' }, note: '', file }))
    expect(await composeCertificate(auditor, id, input)).toEqual({
      ...{ ok: false, reason: 'enclosuresTooLarge', values: { megabytes: 40, most: 32 } },
    })
    expect(await events('report.composed')).toEqual([])
    const blind = { ...auditor, permissions: new Set(['reports:read', 'reports:compose'] as const) }
    await expect(composeCertificate(blind, id, input)).rejects.toThrow(Denied)
  })

  test('fails by name once a file was erased or altered, and is not approved; what is drawn stays', async () => {
    const { admin, auditor, decider } = tenant.world.actors
    const id = await caseWith(letter(), await screen())
    await tenant.carryOut(id)
    await owner().offboarding.updateMany({
      where: { id },
      data: { state: 'finished', finishedAt: new Date() },
    })
    const [first, second] = await keptOf(id)
    const drawn = must(await composeCertificate(admin, id, input)).reportId
    must(await draw(drawn))
    const [waiting, altered] = [
      must(await composeCertificate(admin, id, input)).reportId,
      must(await composeCertificate(admin, id, input)).reportId,
    ]
    await owner().evidenceFile.updateMany({
      where: { evidenceId: second?.evidenceId ?? '' },
      data: { bytes: Buffer.from('something else') },
    })
    expect(await draw(altered)).toMatchObject({ reason: 'factsAltered' })

    must(await eraseEvidenceFile(decider, first?.evidenceId ?? '', { why: 'It names somebody.' }))
    const named = { reason: 'enclosureErased', values: { name: 'letter à Apple.txt' } }
    expect(await draw(waiting)).toMatchObject(named)
    expect(await reportDetail(auditor, waiting)).toMatchObject({
      ...{ state: 'failed', reason: named.reason, reasonValues: named.values },
    })
    expect(await approveReport(decider, drawn, { note: '' })).toMatchObject(named)
    const pdf = await readBack(must(await downloadReport(auditor, drawn)).bytes)
    expect(pdf.attachments).toHaveLength(3)
    const again = must(await composeCertificate(admin, id, input)).reportId
    expect((await factsOf(again)).enclosed?.map(({ evidence }) => evidence)).toEqual([second?.evidenceId])
  })

  test('whoever may not see a case takes no certificate with its files', async () => {
    const { auditor } = tenant.world.actors
    const { reportId } = must(await composeCertificate(auditor, await caseWith(letter()), input))
    must(await draw(reportId))
    const blind = { ...auditor, permissions: new Set(['reports:read'] as const) }
    await expect(downloadReport(blind, reportId)).rejects.toThrow(Denied)
    expect(await events('report.downloaded')).toEqual([])
  })
})
