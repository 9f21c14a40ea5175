import { describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { yearsAfter } from '#domain/day.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { disclosureFactsSchema } from '#domain/report/disclosure-facts.ts'
import { freeze } from '#domain/report/freeze.ts'
import { composeDisclosureReport } from '#features/reports/commands.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { changeLegalFact, confirmLegalFact, restoreLegalFact } from './commands.ts'
import { legalFactDetail, listLegalFacts, overdueLegalFacts } from './queries.ts'
import { legalChangeInput } from './schema.ts'

useTestDatabase()

const today = new Date().toISOString().slice(0, 10)
const nextYear = yearsAfter(today, 1)
const key = 'recipient.euEea'
const changed = legalChangeInput.parse({
  ...{ subject: 'recipient', key, version: '0', entity: 'Apple Example Ltd.', locality: '', country: 'IE' },
  ...{ basis: 'Agreement of 2026, clause 3', checkedOn: today, reviewBy: nextYear, note: '' },
})
const role = legalChangeInput.parse({
  ...{ subject: 'role', key: 'role', version: '0', role: 'processor' },
  ...{ basis: 'Agreement of 2026, clause 5', checkedOn: today, reviewBy: nextYear, note: '' },
})

const factsOf = async (actor: Actor) => {
  const composed = await composeDisclosureReport(actor, { language: 'en', standard: 'a-3a' })
  if (!composed.ok) throw new Error(composed.reason)
  const { reportId } = composed.value
  const frozen = async () => {
    const row = await inOrganisation(actor.organisationId, (tx) =>
      tx.report.findFirstOrThrow({ where: { id: reportId } }),
    )
    return disclosureFactsSchema.parse(row.facts)
  }
  return { facts: await frozen(), frozen }
}
const eventsOf = async (actor: Actor) => {
  const rows = await inOrganisation(actor.organisationId, (tx) =>
    tx.auditEvent.findMany({ where: { kind: { startsWith: 'legalFact.' } }, orderBy: { sequence: 'asc' } }),
  )
  return rows.map(({ body }) => JSON.parse(body))
}

describe('a legal fact', () => {
  test('confirmed is the organisation’s, and the record says by which version', async () => {
    const { actors } = await makeWorld()
    const input = { key, version: 0, reviewBy: nextYear }
    expect(await confirmLegalFact(actors.decider, input)).toEqual({ ok: true, value: null })
    const { fact, versions } = await legalFactDetail(actors.auditor, key)
    expect(fact).toMatchObject({
      version: 1,
      deed: 'confirmed',
      toBeChecked: false,
      basis: 'reports.legal.basis.appleTerms',
      reviewBy: nextYear,
      source: { grade: 'stated', by: actors.decider.name },
    })
    expect(versions.map(({ version, deed, statedBy }) => [version, deed, statedBy])).toEqual([
      [1, 'confirmed', actors.decider.name],
      [0, 'shipped', null],
    ])
    expect(await eventsOf(actors.owner)).toMatchObject([
      {
        kind: 'legalFact.confirmed',
        subject: { kind: 'legalFact', id: key },
        facts: { version: 1, reviewBy: nextYear },
      },
    ])
  })

  test('confirmed keeps the edition it was confirmed from, and is to be looked at once that says otherwise', async () => {
    const { actors, organisationId } = await makeWorld()
    await confirmLegalFact(actors.decider, { key, version: 0, reviewBy: nextYear })
    expect(await overdueLegalFacts(actors.auditor)).toEqual([])
    await owner().legalFact.updateMany({
      where: { organisationId },
      data: { edition: '2025-03', value: { entity: 'Apple Example Ltd.', locality: null, country: 'IE' } },
    })
    expect(await overdueLegalFacts(actors.auditor)).toMatchObject([{ key, isShippedOtherwise: true }])
    expect((await factsOf(actors.owner)).facts.legal.recipient).toMatchObject({
      edition: '2025-03',
      basis: 'reports.legal.basis.appleTerms',
    })
    await confirmLegalFact(actors.decider, { key, version: 1, reviewBy: nextYear })
    expect(await overdueLegalFacts(actors.auditor)).toMatchObject([{ key, edition: '2025-03' }])
    await restoreLegalFact(actors.decider, { key, version: 2 })
    expect(await overdueLegalFacts(actors.auditor)).toEqual([])
  })

  test('changed stands in the next report; one composed before keeps what it said', async () => {
    const { actors } = await makeWorld()
    const before = await factsOf(actors.owner)
    expect(before.facts.legal.recipient).toMatchObject({ toBeChecked: true })
    const said = freeze(before.facts)
    expect(await changeLegalFact(actors.owner, changed)).toMatchObject({ ok: true })
    expect(await changeLegalFact(actors.decider, role)).toMatchObject({ ok: true })

    const { legal, unverifiable } = (await factsOf(actors.owner)).facts
    expect(legal.recipient).toMatchObject({
      value: { entity: 'Apple Example Ltd.', locality: null, country: 'IE' },
      source: { grade: 'stated', by: actors.owner.name },
      toBeChecked: false,
      version: 1,
      basisWords: 'Agreement of 2026, clause 3',
    })
    expect(legal.role).toMatchObject({ value: 'processor', source: { by: actors.decider.name } })
    expect(legal.transfer.toBeChecked).toBe(true)
    expect(unverifiable.flatMap((gap) => (gap.of === 'legal' ? [gap.fact] : []))).toEqual(['contract'])
    expect(freeze(await before.frozen())).toBe(said)
  })

  test('put back is to be checked again, and its versions stay', async () => {
    const { actors } = await makeWorld()
    expect(await restoreLegalFact(actors.owner, { key, version: 0 })).toMatchObject({
      reason: 'alreadyShipped',
    })
    await changeLegalFact(actors.owner, changed)
    expect(await restoreLegalFact(actors.owner, { key, version: 1 })).toMatchObject({ ok: true })
    const { fact, versions } = await legalFactDetail(actors.owner, key)
    expect(fact).toMatchObject({ version: 2, toBeChecked: true })
    expect(versions.map(({ deed }) => deed)).toEqual(['restored', 'changed', 'shipped'])
    expect(await changeLegalFact(actors.owner, { ...changed, version: 2 })).toMatchObject({ ok: true })
  })

  test('that a colleague saved meanwhile stands, and whoever comes second is told by whom', async () => {
    const { actors } = await makeWorld()
    const outcomes = await Promise.all([
      changeLegalFact(actors.owner, changed),
      changeLegalFact(actors.decider, { ...changed, basis: 'another' }),
    ])
    const [first] = outcomes
    const winner = first?.ok ? actors.owner : actors.decider
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.find(({ ok }) => !ok)).toEqual({
      ok: false,
      reason: 'legalFactChangedMeanwhile',
      values: { name: winner.name },
    })
    expect((await legalFactDetail(actors.owner, key)).versions).toHaveLength(2)
  })

  test.each([
    [{ reviewBy: today }, 'dateBehind'],
    [{ checkedOn: nextYear }, 'checkedAhead'],
  ])('with %j is refused', async (dates, reason) => {
    const { actors } = await makeWorld()
    expect(await changeLegalFact(actors.owner, { ...changed, ...dates })).toMatchObject({ reason })
  })

  test('of which nothing is stated cannot be confirmed; an unknown one is not there', async () => {
    const { actors } = await makeWorld()
    const confirm = (of: string) =>
      confirmLegalFact(actors.owner, { key: of, version: 0, reviewBy: nextYear })
    expect(await confirm('role')).toMatchObject({ reason: 'nothingToConfirm' })
    await expect(confirm('recipient.ZZ')).rejects.toThrow(Missing)
    await expect(changeLegalFact(actors.owner, { ...changed, key: 'transfer.euEea' })).rejects.toThrow(
      Missing,
    )
  })
})

describe('who decides', () => {
  test('is never the statutory data protection officer', async () => {
    const { actors } = await makeWorld({ officersAreDpo: true })
    const dpo = actors.privacyOfficer
    for (const refused of [
      changeLegalFact(dpo, changed),
      confirmLegalFact(dpo, { key, version: 0, reviewBy: nextYear }),
      restoreLegalFact(dpo, { key, version: 0 }),
    ])
      await expect(refused).rejects.toThrow(Denied)
    expect(await listLegalFacts(actors.privacyOfficer)).toMatchObject({
      mayChange: false,
      advisesOnly: true,
    })
    expect(await eventsOf(actors.owner)).toEqual([])
  })

  test('may be a privacy officer who is not', async () => {
    const { actors } = await makeWorld({ officersAreDpo: false })
    expect((await listLegalFacts(actors.privacyOfficer)).mayChange).toBe(true)
    expect(await changeLegalFact(actors.privacyOfficer, changed)).toMatchObject({ ok: true })
  })

  test('is neither an admin nor an auditor', async () => {
    const { actors } = await makeWorld()
    for (const actor of [actors.admin, actors.auditor]) {
      expect(await listLegalFacts(actor)).toMatchObject({ mayChange: false, advisesOnly: false })
      await expect(changeLegalFact(actor, changed)).rejects.toThrow(Denied)
    }
  })

  test('decides for one organisation alone', async () => {
    const here = await makeWorld()
    const there = await makeWorld()
    await changeLegalFact(there.actors.owner, changed)
    expect((await legalFactDetail(here.actors.owner, key)).fact.version).toBe(0)
  })
})

test('a fact whose review is overdue is said to be, here and in the report', async () => {
  const { actors, organisationId } = await makeWorld()
  expect(await overdueLegalFacts(actors.owner)).toEqual([])
  await changeLegalFact(actors.owner, role)
  await owner().legalFact.updateMany({
    where: { organisationId },
    data: { reviewBy: new Date('2026-01-31') },
  })
  expect((await overdueLegalFacts(actors.auditor)).map((fact) => fact.key)).toEqual(['role'])
  expect((await factsOf(actors.owner)).facts.legal.role.reviewBy).toBe('2026-01-31')
})
