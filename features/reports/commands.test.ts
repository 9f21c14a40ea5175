import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { disclosureFactsSchema } from '#domain/report/disclosure-facts.ts'
import { freeze } from '#domain/report/freeze.ts'
import { clockActor, memberActor, terminalActor } from '#features/access/minting.ts'
import { composeRate, mayHave } from '#features/access/rate-limit.ts'
import { stateByHand } from '#features/connections/commands.ts'
import { wholeInventory } from '#features/inventory/whole-inventory.ts'
import { requestReading } from '#features/readings/commands.ts'
import { runReading } from '#features/readings/run-reading.ts'
import { proposeReviews } from '#features/reviews/commands.ts'
import { decideReviews } from '#features/reviews/decision-commands.ts'
import { makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { composeDisclosureReport } from './commands.ts'
import { downloadReport } from './downloads.ts'
import { listReports, reportDetail } from './queries.ts'
import { renderReport } from './render-report.ts'
import type { ComposeInput, OverallKind } from './schema.ts'
import { verdictOf } from './verify.ts'

useTestDatabase()
const sandbox = useSandbox({ devices: 60 })

const signal = new AbortController().signal
const english: ComposeInput = { language: 'en', standard: 'a-3a' }

const compose = async (actor: Actor, input: ComposeInput & { kind?: OverallKind } = english) => {
  const composed = await composeDisclosureReport(actor, input)
  if (!composed.ok) throw new Error(composed.reason)
  return composed.value.reportId
}
const render = (actor: Actor, reportId: string, until = signal) =>
  renderReport(clockActor(actor.organisationId), reportId, { signal: until })
const download = async (actor: Actor, reportId: string) => {
  const file = await downloadReport(actor, reportId)
  if (!file.ok) throw new Error(file.reason)
  return file.value
}
const factsOf = async (actor: Actor, reportId: string) => {
  const row = await inOrganisation(actor.organisationId, (tx) =>
    tx.report.findFirstOrThrow({ where: { id: reportId } }),
  )
  return disclosureFactsSchema.parse(row.facts)
}
const auditKinds = (actor: Actor) =>
  inOrganisation(actor.organisationId, async (tx) =>
    (await tx.auditEvent.findMany({ orderBy: { sequence: 'asc' } })).map(({ kind }) => kind),
  )
const read = async (actor: Actor) => {
  const requested = await requestReading(actor)
  if (!requested.ok) throw new Error(requested.reason)
  await runReading(clockActor(actor.organisationId), requested.value.readingId, { signal })
}
const readWorld = async () => {
  const world = await makeWorld({ controllerName: 'Lindegaard Group A/S', timeZone: 'Europe/Copenhagen' })
  const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
  await makeTenantLink(world.organisationId, registration)
  sandbox().control.reset()
  await read(world.actors.admin)
  return world
}

describe('composing', () => {
  test('freezes what the inventory says, under the hash that the record holds', async () => {
    const { actors } = await readWorld()
    const reportId = await compose(actors.privacyOfficer)
    const facts = await factsOf(actors.privacyOfficer, reportId)
    const shown = await wholeInventory(actors.privacyOfficer, { lang: 'en' })
    expect(facts.reading?.id).toBe(shown.reading?.id)
    expect(facts.totals.devices.value).toBe(sandbox().control.truth().organisation.devices)
    expect(facts.services.map(({ service, state }) => [service, state])).toEqual(
      shown.services.map(({ service, state }) => [service, state]),
    )
    for (const [at, service] of shown.services.entries()) {
      const frozen = facts.services[at]
      expect(frozen?.connections.map(({ id, devices }) => [id, devices.value])).toEqual(
        service.connections.map(({ id, population }) => [id, population.value.devices]),
      )
      expect(frozen?.elements.map(({ key, devices, people }) => [key, devices, people])).toEqual(
        service.elements.map(({ element, population: { value } }) => [
          element.key,
          value.devices,
          value.people,
        ]),
      )
      expect(frozen?.elements.map(({ populationSource }) => populationSource)).toEqual(
        service.state === 'none' ? [] : service.elements.map(({ population: { source } }) => source),
      )
    }
    const report = await reportDetail(actors.auditor, reportId)
    expect(report).toMatchObject({ state: 'waiting', pdfSha256: null, reading: { sequence: 1 } })
    expect(report.factsSha256).toBe(createHash('sha256').update(freeze(facts)).digest('hex'))
    expect((await auditKinds(actors.admin)).at(-1)).toBe('report.composed')
  })

  test('says of each field what was adopted of it when it was composed, and nothing of what came after', async () => {
    const { actors } = await readWorld()
    const field = [{ service: 'dep' as const, element: 'serial_number', seen: 0 }]
    const empty = { keeps: false, basisNote: null, note: null, dpia: null, reviewOn: null }
    const words = { basis: 'contract' as const, necessity: 'useful' as const, retention: 'Two years' }
    await proposeReviews(actors.privacyOfficer, { field, ...empty, ...words })
    const before = await compose(actors.privacyOfficer)
    const seen = field.map((each) => ({ ...each, seen: 1 }))
    await decideReviews(actors.decider, { field: seen, decision: 'adopted', note: null })
    const after = await compose(actors.privacyOfficer)
    const reviewsIn = async (reportId: string) =>
      (await factsOf(actors.auditor, reportId)).services.flatMap(({ service, elements }) =>
        elements.flatMap(({ key, review }) => (review ? [{ service, key, ...review }] : [])),
      )
    expect(await reviewsIn(before)).toEqual([])
    expect(await reviewsIn(after)).toMatchObject([
      {
        service: 'dep',
        key: 'serial_number',
        ...words,
        source: { grade: 'stated', by: actors.decider.name },
      },
    ])
  })

  test('names licences of Mac apps that Intune does not list among what could not be checked', async () => {
    const { actors } = await readWorld()
    sandbox().control.fault({ kind: 'status', status: 404, match: 'macOsVppApp/assignedLicenses', times: 20 })
    await read(actors.admin)
    const reportId = await compose(actors.privacyOfficer)
    const facts = await factsOf(actors.privacyOfficer, reportId)
    expect(facts.unverifiable).toContainEqual({
      of: 'licences',
      service: 'vpp',
      connection: 'Lindegaard Apps',
      licences: expect.any(Number),
      why: 'reports.document.gaps.licences',
    })
    expect(facts.totals.devices.source.grade).toBe('unverifiable')
    const connections = facts.services.flatMap((service) => service.connections)
    expect(connections.every(({ state }) => state.source.grade === 'observed')).toBe(true)
    expect(await render(actors.owner, reportId)).toEqual({ ok: true, value: null })
  })

  test('a record of processing rests on the same facts, and is drawn in either language', async () => {
    const { actors } = await readWorld()
    for (const language of ['en', 'fr'] as const) {
      const reportId = await compose(actors.privacyOfficer, { ...english, language, kind: 'record' })
      const facts = await factsOf(actors.privacyOfficer, reportId)
      expect(facts.kind).toBe('record')
      expect(facts.services.some(({ elements }) => elements.length > 0)).toBe(true)
      expect(await render(actors.owner, reportId)).toEqual({ ok: true, value: null })
      expect((await download(actors.owner, reportId)).name).toMatch(/^pomona-record-/)
    }
  })

  test('a record of processing on behalf of the controller names its operator, and nothing the controller decided', async () => {
    const { actors, organisationId } = await readWorld()
    const field = [{ service: 'dep' as const, element: 'serial_number', seen: 0 }]
    const empty = { keeps: false, basisNote: null, note: null, dpia: null, reviewOn: null }
    const words = { basis: 'contract' as const, necessity: 'useful' as const, retention: 'Two years' }
    await proposeReviews(actors.privacyOfficer, { field, ...empty, ...words })
    const seen = field.map((each) => ({ ...each, seen: 1 }))
    await decideReviews(actors.decider, { field: seen, decision: 'adopted', note: null })
    await owner().organisation.update({
      where: { id: organisationId },
      data: { operatorName: 'Fjordlys ApS', operatorContact: 'Havnevej 4, 5000 Odense C' },
    })
    const events = (await auditKinds(actors.admin)).length
    for (const language of ['en', 'fr'] as const) {
      const reportId = await compose(actors.privacyOfficer, { ...english, language, kind: 'processing' })
      const facts = await factsOf(actors.privacyOfficer, reportId)
      expect(facts).toMatchObject({
        kind: 'processing',
        organisation: {
          controllers: ['Lindegaard Group A/S'],
          operator: {
            name: 'Fjordlys ApS',
            contact: 'Havnevej 4, 5000 Odense C',
            dataProtectionOfficer: null,
          },
        },
      })
      const elements = facts.services.flatMap((service) => service.elements)
      expect(elements.length).toBeGreaterThan(0)
      expect(elements.every(({ review }) => review === null)).toBe(true)
      expect(await render(actors.owner, reportId)).toEqual({ ok: true, value: null })
      expect((await download(actors.owner, reportId)).name).toMatch(/^pomona-processing-/)
    }
    expect((await auditKinds(actors.admin)).slice(events, events + 2)).toEqual([
      'report.composed',
      'report.rendered',
    ])
    const disclosed = await factsOf(actors.auditor, await compose(actors.auditor))
    expect(disclosed.organisation).not.toHaveProperty('operator')
  })

  test('on behalf of a controller is refused while nobody has stated an operator, and leaves nothing', async () => {
    const { actors, organisationId } = await makeWorld()
    const asked = { ...english, kind: 'processing' as const }
    expect(await composeDisclosureReport(actors.privacyOfficer, asked)).toEqual({
      ok: false,
      reason: 'operatorUnknown',
    })
    expect(await owner().report.count({ where: { organisationId } })).toBe(0)
    expect(await auditKinds(actors.admin)).toEqual([])
  })

  test('before the first reading says so, and lists nothing as observed', async () => {
    const { actors } = await makeWorld()
    const kiosk = { name: 'Harbour Kiosk', appleId: null, topic: null, expiresOn: null }
    await stateByHand(actors.admin, { ...kiosk, service: 'vpp' })
    const reportId = await compose(actors.owner)
    const facts = await factsOf(actors.owner, reportId)
    expect(facts.reading).toBeNull()
    expect(facts.totals.devices).toEqual({
      value: null,
      source: { grade: 'unverifiable', why: 'inventory.why.notRead' },
    })
    expect(facts.services.flatMap(({ connections, elements }) => [...connections, ...elements])).toEqual([])
    expect(facts.unverifiable).toContainEqual({ of: 'tenant', why: 'reports.document.noReading' })
    expect(facts.unverifiable).toContainEqual({
      of: 'stated',
      service: 'vpp',
      connection: 'Harbour Kiosk',
      by: actors.admin.name,
      at: expect.any(String),
      why: 'reports.document.gaps.stated',
    })
    expect(await render(actors.owner, reportId)).toEqual({ ok: true, value: null })
  })

  test('names the account at the terminal as such', async () => {
    const { organisationId } = await makeWorld()
    const actor = terminalActor('maja', organisationId)
    expect((await factsOf(actor, await compose(actor))).composedBy).toBe('maja (terminal)')
  })

  test('a connection gone from Intune is printed as disabled, observed by the reading that missed it', async () => {
    const { actors } = await readWorld()
    const kiosk = sandbox()
      .control.truth()
      .connections.find(({ name }) => name === 'Skagen Kiosk')
    sandbox().control.change({ removeToken: kiosk?.externalId ?? '' })
    await read(actors.admin)
    const facts = await factsOf(actors.admin, await compose(actors.admin))
    const gone = facts.services
      .flatMap(({ connections }) => connections)
      .find(({ externalId }) => externalId === kiosk?.externalId)
    expect(gone?.state).toMatchObject({
      value: 'disabled',
      source: { grade: 'observed', reading: facts.reading?.id },
    })
  })

  test('needs the permission', async () => {
    const { organisationId } = await makeWorld()
    const reader = {
      ...memberActor({ id: '', name: 'x', organisationId, role: 'auditor', officersAreDpo: true }),
    }
    const powerless = Object.assign(reader, { permissions: new Set() })
    await expect(composeDisclosureReport(powerless, english)).rejects.toBeInstanceOf(Denied)
  })
})

describe('a report that is drawn', { timeout: 60_000 }, () => {
  test.each(['en', 'fr'] as const)('is handed out, recorded, and known again, in %s', async (language) => {
    const { actors } = await readWorld()
    const reportId = await compose(actors.admin, { language, standard: 'a-3a' })
    expect(await downloadReport(actors.auditor, reportId)).toEqual({ ok: false, reason: 'reportNotReady' })
    expect(await render(actors.admin, reportId)).toEqual({ ok: true, value: null })
    const { bytes, sha256, name } = await download(actors.auditor, reportId)
    expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe('%PDF-')
    expect(name).toMatch(new RegExp(`^pomona-disclosure-\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z-${language}\\.pdf$`))
    expect(await auditKinds(actors.admin)).toEqual([
      'reading.requested',
      'reading.finished',
      'report.composed',
      'report.rendered',
      'report.downloaded',
    ])
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(await verdictOf(sha256)).toMatchObject({ kind: 'disclosure', language, version: 'draft' })
    const [listed] = await listReports(actors.auditor)
    expect(listed).toMatchObject({ state: 'ready', size: bytes.length, pdfSha256: sha256 })
  })

  test('has a name that no other report of the same reading has', async () => {
    const { actors } = await makeWorld()
    const ids = [await compose(actors.owner), await compose(actors.owner)]
    const names = []
    for (const id of ids) {
      await render(actors.owner, id)
      names.push((await download(actors.owner, id)).name)
    }
    expect(new Set(names).size).toBe(2)
  })

  test('and changed by one byte is not ours', async () => {
    const { actors } = await makeWorld()
    const reportId = await compose(actors.owner)
    await render(actors.owner, reportId)
    const { bytes } = await download(actors.owner, reportId)
    const altered = new Uint8Array(bytes)
    altered[100] = (altered[100] ?? 0) ^ 1
    expect(await verdictOf(createHash('sha256').update(altered).digest('hex'))).toEqual({ isOurs: false })
  })

  test('interrupted in the middle, it is drawn again with the same bytes', async () => {
    const { actors } = await makeWorld()
    const reportId = await compose(actors.owner)
    const stopping = new AbortController()
    const interrupted = render(actors.owner, reportId, stopping.signal)
    stopping.abort(new Error('the worker stops'))
    await expect(interrupted).rejects.toThrow('the worker stops')
    await render(actors.owner, reportId)
    const first = await download(actors.owner, reportId)

    await owner().reportBlob.deleteMany({ where: { reportId } })
    await owner().report.updateMany({
      where: { id: reportId },
      data: { state: 'rendering', pdfSha256: null },
    })
    await render(actors.owner, reportId)
    expect((await download(actors.owner, reportId)).sha256).toBe(first.sha256)
  })

  test('by two at once, it is written and recorded once', async () => {
    const { actors } = await makeWorld()
    const reportId = await compose(actors.owner)
    const both = await Promise.all([render(actors.owner, reportId), render(actors.owner, reportId)])
    expect(both).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ])
    expect((await auditKinds(actors.owner)).filter((kind) => kind === 'report.rendered')).toHaveLength(1)
  })

  test('is not drawn from facts that were changed behind its hash', async () => {
    const { actors } = await makeWorld()
    const reportId = await compose(actors.owner)
    const facts = await factsOf(actors.owner, reportId)
    await owner().report.updateMany({
      where: { id: reportId },
      data: { facts: { ...facts, composedBy: 'Somebody else' } },
    })
    expect(await render(actors.owner, reportId)).toEqual({ ok: false, reason: 'factsAltered' })
    expect(await reportDetail(actors.owner, reportId)).toMatchObject({
      state: 'failed',
      reason: 'factsAltered',
    })
    expect((await auditKinds(actors.owner)).at(-1)).toBe('report.failed')
  })

  test('is not there for another organisation', async () => {
    const { actors } = await makeWorld()
    const reportId = await compose(actors.owner)
    const { actors: strangers } = await makeWorld()
    await expect(reportDetail(strangers.owner, reportId)).rejects.toBeInstanceOf(Missing)
    await expect(downloadReport(strangers.owner, reportId)).rejects.toBeInstanceOf(Missing)
    await expect(render(strangers.owner, reportId)).rejects.toBeInstanceOf(Missing)
    expect(await listReports(strangers.owner)).toEqual([])
  })
})

test('a member composes so many reports within a while, and then waits; others do not, nor does the terminal', async () => {
  const { actors, organisationId } = await makeWorld()
  const { auditor, owner: boss } = actors
  for (let times = 0; times < composeRate.each; times += 1) await mayHave(composeRate, auditor.id ?? '')
  expect(await composeDisclosureReport(auditor, english)).toMatchObject({ reason: 'hadTooOften' })
  expect(await auditKinds(auditor)).toEqual([])
  await compose(boss)
  await compose(terminalActor('jonas', organisationId))
})
