import { expect, test } from 'vitest'
import { copyDays } from '#domain/access-request.ts'
import { clockActor } from '#features/access/minting.ts'
import { accessRequestDetail } from '#features/access-requests/queries.ts'
import { identified } from '#features/access-requests/requests.fixture.ts'
import { eraseRequests } from '#features/access-requests/retention.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { must } from '#features/offboardings/case.fixture.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { downloadBundle } from './bundle.ts'
import { downloadFacts, downloadReport } from './downloads.ts'
import { handOutExtract } from './extract-command.ts'
import { listReports, reportDetail } from './queries.ts'
import { renderReport } from './render-report.ts'
import { verdictOf } from './verify.ts'

useTestDatabase()

const days = (many: number) => new Date(Date.now() + many * 86_400_000)

test('a kept extract expires: its row says so, what was in it is gone, and the file is still known', async () => {
  const { actors, jonas, organisationId } = await makeHistory()
  const { privacyOfficer: officer, auditor, admin } = actors
  const about = { subject: 'person', subjectId: jonas.id } as const
  const request = await identified(officer, 'jholm@lindegaard.example', about)
  const kept = must(await handOutExtract(officer, request, { language: 'fr', standard: 'a-3a', keep: true }))
  const [made] = (await accessRequestDetail(officer, request)).extracts
  const reportId = made?.reportId ?? ''
  const known = await verdictOf(kept.sha256)
  const clock = clockActor(organisationId)

  expect(await eraseRequests(clock, days(copyDays - 1))).toMatchObject({ reason: 'nothingToDo' })
  expect(await reportDetail(officer, reportId)).toMatchObject({ state: 'ready', expiredAt: null })
  const night = days(copyDays + 1)
  expect(await eraseRequests(clock, night)).toMatchObject({ value: { requests: 0, copies: 1 } })

  const row = { state: 'expired', expiredAt: night, requestId: request, version: 'final', size: null }
  expect(await reportDetail(auditor, reportId)).toMatchObject({ ...row, pdfSha256: kept.sha256 })
  expect((await listReports(auditor)).map(({ id, state }) => [id, state])).toEqual([[reportId, 'expired']])
  expect(await listReports(admin)).toEqual([])
  expect((await accessRequestDetail(officer, request)).extracts).toMatchObject([{ expiredAt: night }])

  const stored = await owner().report.findFirstOrThrow({ where: { id: reportId }, include: { blob: true } })
  expect([stored.facts, stored.blob]).toEqual([null, null])
  expect(JSON.stringify(stored)).not.toContain('jholm')
  const refusal = { reason: 'reportExpired', values: { days: copyDays } }
  for (const download of [downloadReport, downloadFacts, downloadBundle])
    expect(await download(auditor, reportId)).toMatchObject(refusal)
  must(await renderReport(clock, reportId, { signal: new AbortController().signal }))
  expect(await reportDetail(auditor, reportId)).toMatchObject(row)

  expect(await verdictOf(kept.sha256)).toEqual(known)
  expect(known).toMatchObject({ isOurs: true, kind: 'extract', language: 'fr', version: 'final' })
  const erased = await owner().auditEvent.findFirstOrThrow({
    where: { organisationId, kind: 'accessRequest.erased' },
  })
  expect(JSON.parse(erased.body).facts).toMatchObject({ copies: 1, requests: 0 })
}, 60_000)
