import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { Missing } from '#domain/outcome.ts'
import { devicesInVolume, mostAnnexed, volumeFactsSchema } from '#domain/report/device-annex.ts'
import { disclosureFactsSchema } from '#domain/report/disclosure-facts.ts'
import { freeze } from '#domain/report/freeze.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeHistory } from '#features/devices/history.fixture.ts'
import { listDevices } from '#features/devices/list-devices.ts'
import { must } from '#features/offboardings/case.fixture.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { approveReport } from './approve-report.ts'
import { composeDisclosureReport } from './commands.ts'
import { downloadReport, downloadVolume } from './downloads.ts'
import { reportDetail } from './queries.ts'
import { renderReport } from './render-report.ts'
import { verdictOf } from './verify.ts'

useTestDatabase()

type Asked = Partial<Parameters<typeof composeDisclosureReport>[1]>

const composed = async (actor: Actor, asked: Asked = {}) => {
  const outcome = await composeDisclosureReport(actor, {
    ...{ language: 'en', standard: 'a-3a', annex: 'devices', ...asked },
  })
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.value.reportId
}
const render = (actor: Actor, reportId: string, signal = new AbortController().signal) =>
  renderReport(clockActor(actor.organisationId), reportId, { signal })
const frozen = async (actor: Actor, reportId: string) =>
  inOrganisation(actor.organisationId, async (tx) => {
    const { facts } = await tx.report.findFirstOrThrow({ where: { id: reportId } })
    const volumes = await tx.reportVolume.findMany({
      where: { reportId },
      orderBy: { number: 'asc' },
      select: { number: true, facts: true, pages: true, pdfSha256: true },
    })
    const { annex } = disclosureFactsSchema.parse(facts)
    if (!annex) throw new Error('no annex')
    return { annex, volumes, devices: volumes.flatMap((each) => volumeFactsSchema.parse(each.facts).devices) }
  })
const eventsOf = (actor: Actor, reportId: string) =>
  inOrganisation(actor.organisationId, async (tx) => {
    const rows = await tx.auditEvent.findMany({
      where: { body: { contains: reportId } },
      orderBy: { sequence: 'asc' },
    })
    return rows.map(({ body }) => JSON.parse(body) as { kind: string; facts: Record<string, unknown> })
  })

/** Devices on the enrolment token, whose serial numbers begin as given. */
const addDevices = async (made: Awaited<ReturnType<typeof makeHistory>>, prefix: string, count: number) => {
  const { organisationId, link, token } = made
  await owner().$executeRaw`
    with made as (
      insert into device (organisation_id, id, tenant_link_id, serial, since)
      select ${organisationId}::uuid, gen_random_uuid(), ${link.id}::uuid, ${prefix} || lpad(n::text, 6, '0'), 1
      from generate_series(0, ${count}::int - 1) n returning id
    )
    insert into device_share (organisation_id, connection_id, device_id, since)
    select ${organisationId}::uuid, ${token.id}::uuid, id, 1 from made`
}

describe('the annex of devices', () => {
  test.each([
    ['now', undefined],
    ['on an earlier day', '2026-03-02'],
  ])('names the devices that the list shows as shared %s', async (_, day) => {
    const made = await makeHistory()
    const { actors } = made
    const reportId = await composed(actors.privacyOfficer, day ? { asOf: day } : {})
    const { devices } = await frozen(actors.privacyOfficer, reportId)
    const asOf = day ? new Date(`${day}T23:59:59.999Z`) : new Date()
    const listed = (await listDevices(actors.privacyOfficer, { asOf })).devices
    expect(devices.map(({ serial, name, person, services }) => ({ serial, name, person, services }))).toEqual(
      listed
        .filter(({ sharedOver }) => sharedOver.length > 0)
        .map(({ serial, name, person, sharedOver }) => ({
          ...{ serial, name, services: sharedOver },
          person: person && { name: person.name, upn: person.upn },
        })),
    )
    expect(devices.map(({ since }) => since)).toEqual([made.day(1).toISOString()])
  })

  test('names those of the chosen services alone, and none where none is shared', async () => {
    const { actors } = await makeHistory()
    const reportId = await composed(actors.privacyOfficer, { services: ['vpp'] })
    expect(await frozen(actors.privacyOfficer, reportId)).toMatchObject({
      ...{ annex: { devices: 0, volumes: [] }, volumes: [] },
    })
    expect(await render(actors.privacyOfficer, reportId)).toMatchObject({ ok: true })
  })

  test('is refused of other kinds and above what a report can name, and leaves nothing behind', async () => {
    const made = await makeHistory()
    const { actors, organisationId } = made
    const asked = { language: 'en', standard: 'a-3a', annex: 'devices' } as const
    expect(await composeDisclosureReport(actors.privacyOfficer, { ...asked, kind: 'record' })).toEqual({
      ...{ ok: false, reason: 'annexNotOfKind' },
    })
    await addDevices(made, 'A', mostAnnexed)
    expect(await composeDisclosureReport(actors.privacyOfficer, asked)).toEqual({
      ...{ ok: false, reason: 'annexTooLarge', values: { most: mostAnnexed } },
    })
    expect(await owner().reportVolume.count({ where: { organisationId } })).toBe(0)
  }, 120_000)

  test('is cut into volumes; a drawing that was stopped goes on with those that are left', async () => {
    const made = await makeHistory()
    const { actors } = made
    const actor = actors.privacyOfficer
    await addDevices(made, 'A', devicesInVolume)
    const reportId = await composed(actor)
    const { annex, volumes } = await frozen(actor, reportId)
    expect(annex).toMatchObject({
      devices: devicesInVolume + 1,
      volumes: [
        { devices: devicesInVolume, first: 'A000000' },
        { devices: 1, first: 'F9FXH2KQ1MF3', last: 'F9FXH2KQ1MF3' },
      ],
    })
    expect(annex.volumes.map(({ sha256 }) => sha256)).toEqual(
      volumes.map(({ facts }) => createHash('sha256').update(freeze(facts)).digest('hex')),
    )
    const [composedEvent] = await eventsOf(actor, reportId)
    expect(composedEvent).toMatchObject({ kind: 'report.composed', facts: { devices: devicesInVolume + 1 } })

    const stop = new AbortController()
    const drawing = render(actor, reportId, stop.signal)
    const drawnYet = async () => (await frozen(actor, reportId)).volumes.find(({ pdfSha256 }) => pdfSha256)
    await expect.poll(drawnYet, { timeout: 60_000 }).toBeTruthy()
    stop.abort()
    await expect(drawing).rejects.toThrow()
    const between = await reportDetail(actor, reportId)
    expect(between.state).toBe('rendering')
    expect(between.pages.expected).toBeGreaterThan(between.pages.drawn - 1)
    expect(await downloadVolume(actor, reportId, 1)).toEqual({ ok: false, reason: 'reportNotReady' })
    const first = await drawnYet()
    expect(await verdictOf(first?.pdfSha256 ?? '')).toEqual({ isOurs: false })

    expect(await render(actor, reportId)).toMatchObject({ ok: true })
    const after = await frozen(actor, reportId)
    expect(after.volumes).toContainEqual(first)
    const detail = await reportDetail(actor, reportId)
    const pages = after.volumes.reduce((sum, volume) => sum + (volume.pages ?? 0), 0)
    expect(detail).toMatchObject({ state: 'ready' })
    expect(detail.pages.drawn).toBe(detail.pages.expected)
    expect(detail.pages.drawn).toBeGreaterThan(pages)
    const bytesOf = (download: Awaited<ReturnType<typeof downloadVolume>>) => must(download).bytes.length
    const sizes = await Promise.all(
      [1, 2].map(async (number) => bytesOf(await downloadVolume(actor, reportId, number))),
    )
    expect(detail.annexed).toEqual({ pages, size: sizes.reduce((sum, size) => sum + size) })
    expect(detail.size).toBe(must(await downloadReport(actor, reportId)).bytes.length)
  }, 180_000)

  test('is as genuine and as final as its report', async () => {
    const { actors } = await makeHistory()
    const draft = await composed(actors.privacyOfficer)
    await render(actors.privacyOfficer, draft)
    const file = await downloadVolume(actors.auditor, draft, 1)
    if (!file.ok) throw new Error(file.reason)
    expect(file.value.sha256).toBe(createHash('sha256').update(file.value.bytes).digest('hex'))
    expect(await verdictOf(file.value.sha256)).toMatchObject({ isOurs: true, volume: 1, version: 'draft' })
    await expect(downloadVolume(actors.auditor, draft, 2)).rejects.toThrow(Missing)
    expect((await eventsOf(actors.auditor, draft)).at(-1)).toMatchObject({
      ...{ kind: 'report.downloaded', facts: { pdfSha256: file.value.sha256, volume: 1 } },
    })

    const approved = await approveReport(actors.decider, draft, { note: '' })
    if (!approved.ok) throw new Error(approved.reason)
    const { reportId } = approved.value
    await render(actors.privacyOfficer, reportId)
    const final = await downloadVolume(actors.auditor, reportId, 1)
    if (!final.ok) throw new Error(final.reason)
    expect(final.value.sha256).not.toBe(file.value.sha256)
    expect(await verdictOf(final.value.sha256)).toMatchObject({ isOurs: true, volume: 1, version: 'final' })
    const whole = await downloadReport(actors.auditor, reportId)
    expect(whole.ok && (await verdictOf(whole.value.sha256))).toMatchObject({ isOurs: true, volume: null })
  })

  test('that was altered in the database is not drawn', async () => {
    const { actors } = await makeHistory()
    const reportId = await composed(actors.privacyOfficer)
    const [volume] = (await frozen(actors.privacyOfficer, reportId)).volumes
    const facts = volumeFactsSchema.parse(volume?.facts)
    await owner().reportVolume.updateMany({
      where: { reportId },
      data: { facts: { ...facts, devices: facts.devices.map((device) => ({ ...device, serial: 'X' })) } },
    })
    expect(await render(actors.privacyOfficer, reportId)).toEqual({ ok: false, reason: 'factsAltered' })
  })
})
