import { beforeEach, describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { dayIn, monthsAfter } from '#domain/day.ts'
import { Denied } from '#domain/outcome.ts'
import { walkChain } from '#features/audit/commands.ts'
import { auditPage } from '#features/audit/queries.ts'
import { inventory } from '#features/inventory/queries.ts'
import { makeMember, makeReading, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { proposeReviews, withdrawReviews } from './commands.ts'
import { adviseOnReviews, decideReviews } from './decision-commands.ts'
import { reviewDetail, reviewedFields, reviewStandings } from './queries.ts'
import { changeReviewRules } from './rules-commands.ts'
import { type ProposalInput, proposalInput, type SeenField } from './schema.ts'

useTestDatabase()

let actors: Awaited<ReturnType<typeof makeWorld>>['actors']
let organisationId: string
beforeEach(async () => {
  ;({ actors, organisationId } = await makeWorld())
})

const serial = (seen: number): SeenField => ({ service: 'dep', element: 'serial_number', seen })
const tag = (seen: number): SeenField => ({ service: 'dep', element: 'asset_tag', seen })

const proposal = (field: SeenField[], fields: Partial<ProposalInput> = {}): ProposalInput => ({
  field,
  keeps: false,
  basis: 'legitimateInterests',
  basisNote: 'Theft protection',
  retention: 'While the device is ours',
  necessity: 'necessary',
  note: null,
  dpia: 'https://dpia.lindegaard.example/7',
  reviewOn: null,
  ...fields,
})

const standings = async (actor: Actor = actors.auditor, asOf = new Date()) =>
  reviewStandings(actor, await inventory(actor, { lang: 'en', asOf }))
const standing = async (field = 'dep/serial_number') =>
  (await standings()).get(field) ?? expect.unreachable(field)
const kinds = async () =>
  (await auditPage(actors.auditor, {})).events.map(({ kind, subject }) => `${kind} ${subject.id}`)

/** Counts as a reading froze them for the serial numbers of DEP. */
const readDevices = async (devices: number) => {
  const { id: readingId } = await makeReading(organisationId)
  const row = {
    organisationId,
    readingId,
    scope: 'service',
    scopeId: 'dep',
    element: 'asm_dep/serial_number',
  }
  await owner().inventoryCount.create({ data: { ...row, devices } })
}

describe('proposing and adopting', () => {
  test('what an officer proposes is in force once a decider adopted it, and both are on record', async () => {
    expect(await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))).toEqual({
      ok: true,
      value: null,
    })
    expect(await standing()).toMatchObject({ state: 'proposed', inForce: null, latest: 1 })

    const adopted = await decideReviews(actors.decider, {
      field: [serial(1)],
      decision: 'adopted',
      note: null,
    })
    expect(adopted.ok).toBe(true)
    const { state, inForce } = await standing()
    expect(state).toBe('adopted')
    expect(inForce).toMatchObject({
      terms: {
        basis: 'legitimateInterests',
        basisNote: 'Theft protection',
        retention: 'While the device is ours',
        // An organisation of the factory lives in UTC.
        reviewOn: monthsAfter(dayIn('UTC', new Date()), 12),
      },
      proposed: { by: actors.privacyOfficer.id },
      decided: { decision: 'adopted', by: actors.decider.id },
    })
    expect(await kinds()).toEqual(['review.adopted dep/serial_number', 'review.proposed dep/serial_number'])
    expect(await walkChain(actors.auditor)).toMatchObject({ checked: 2, fault: null })
  })

  test('many at once: an empty answer keeps each one’s own, and one event stands for each', async () => {
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)], { retention: 'Own words' }))
    const many = proposal([serial(1), tag(0)], { keeps: true, retention: null, basis: 'contract' })
    expect((await proposeReviews(actors.privacyOfficer, many)).ok).toBe(true)
    expect((await standing()).open?.terms).toMatchObject({ basis: 'contract', retention: 'Own words' })
    expect((await standing('dep/asset_tag')).open?.terms).toMatchObject({ retention: null })
    expect(await kinds()).toHaveLength(3)
  })

  test('many at once where one has no basis yet: nothing is proposed, and it is named', async () => {
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
    const many = proposal([serial(1), tag(0)], { keeps: true, basis: null })
    const outcome = await proposeReviews(actors.privacyOfficer, many)
    expect(outcome).toMatchObject({ reason: 'reviewIncomplete', values: { field: 'asset_tag' } })
    expect((await standing()).latest).toBe(1)
  })

  test('a day that is not ahead, or further than the organisation’s rule, is refused', async () => {
    const outcome = await proposeReviews(
      actors.privacyOfficer,
      proposal([serial(0)], { reviewOn: '2020-01-01' }),
    )
    expect(outcome).toMatchObject({ reason: 'reviewDayPast' })
    const far = proposal([serial(0)], { reviewOn: '2099-01-01' })
    expect(await proposeReviews(actors.privacyOfficer, far)).toMatchObject({
      reason: 'reviewDayTooFar',
      values: { months: 12 },
    })
  })

  test('a declined proposal leaves what was in force, and says why', async () => {
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
    await decideReviews(actors.decider, { field: [serial(1)], decision: 'adopted', note: null })
    await proposeReviews(actors.privacyOfficer, proposal([serial(1)], { basis: 'consent' }))
    const declined = { field: [serial(2)], decision: 'declined' as const }
    expect(await decideReviews(actors.decider, { ...declined, note: null })).toMatchObject({
      reason: 'noteNeeded',
    })
    expect((await decideReviews(actors.decider, { ...declined, note: 'Not freely given' })).ok).toBe(true)
    expect(await standing()).toMatchObject({
      state: 'adopted',
      inForce: { version: 1 },
      open: null,
      latest: 2,
    })
  })

  test('a proposal can be taken back by whoever made it, nobody else, and not once it is decided', async () => {
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
    expect(() => withdrawReviews(actors.decider, { field: [serial(1)] })).toThrow(Denied)
    expect((await withdrawReviews(actors.privacyOfficer, { field: [serial(1)] })).ok).toBe(true)
    expect(await standing()).toMatchObject({ state: 'none', open: null, latest: 1 })
    expect(await withdrawReviews(actors.privacyOfficer, { field: [serial(1)] })).toMatchObject({
      reason: 'alreadyDecided',
    })
  })
})

test('of two decisions the second is refused, with who made the first and which', async () => {
  await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
  const asked = { field: [serial(1)], note: 'Too long' }
  expect((await decideReviews(actors.decider, { ...asked, decision: 'adopted' })).ok).toBe(true)
  expect(await decideReviews(actors.decider, { ...asked, decision: 'declined' })).toMatchObject({
    reason: 'decidedMeanwhile',
    values: { by: actors.decider.name, decision: 'adopted' },
  })
  expect(await standing()).toMatchObject({ state: 'adopted', latest: 1 })
})

describe('who may decide', () => {
  test('a data protection officer advises and may not adopt; their opinion stands beside the proposal', async () => {
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
    const field = [serial(1)]
    const adoption = { field, decision: 'adopted' as const, note: null }
    expect(() => decideReviews(actors.privacyOfficer, adoption)).toThrow(Denied)
    expect(
      await adviseOnReviews(actors.privacyOfficer, { field, opinion: 'agrees', note: null }),
    ).toMatchObject({
      reason: 'ownProposal',
    })
    const colleague = (await makeMember(organisationId, 'privacyOfficer')).actor
    const objection = { field, opinion: 'objects' as const }
    expect(await adviseOnReviews(colleague, { ...objection, note: null })).toMatchObject({
      reason: 'noteNeeded',
    })
    expect((await adviseOnReviews(colleague, { ...objection, note: 'Too long' })).ok).toBe(true)
    const seen = await inventory(actors.auditor, { lang: 'en' })
    const { versions } = await reviewDetail(actors.auditor, 'dep', 'serial_number', seen)
    expect(versions[0]?.opinions).toMatchObject([
      { opinion: 'objects', note: 'Too long', by: colleague.name },
    ])
  })

  test('where officers are not the data protection officer they may adopt, never what they proposed', async () => {
    ;({ actors, organisationId } = await makeWorld({ officersAreDpo: false }))
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
    const decision = { field: [serial(1)], decision: 'adopted' as const, note: null }
    expect(await decideReviews(actors.privacyOfficer, decision)).toMatchObject({ reason: 'ownProposal' })
    expect((await decideReviews(actors.decider, decision)).ok).toBe(true)
  })

  test('the database itself takes no adoption of one’s own proposal, and no second wording of a version', async () => {
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
    const own = owner()
      .$executeRaw`update element_review set decision = 'adopted', decided_by = proposed_by, decided_at = now()
        where organisation_id = ${organisationId}::uuid`
    await expect(own).rejects.toThrow(/element_review_not_ones_own/)
    const reworded = inOrganisation(
      organisationId,
      (tx) => tx.$executeRaw`update element_review set basis = 'consent'`,
    )
    await expect(reworded).rejects.toThrow(/permission denied/)
  })

  test('nobody without the permission proposes', () => {
    for (const actor of [actors.auditor, actors.admin, actors.owner, actors.decider])
      expect(() => proposeReviews(actor, proposal([serial(0)]))).toThrow(Denied)
  })
})

describe('two at once', () => {
  test('the second editor is told by whom they were overtaken; the first one’s words stand', async () => {
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)], { retention: 'First' }))
    const second = await proposeReviews(
      actors.privacyOfficer,
      proposal([serial(0), tag(0)], { retention: 'Second' }),
    )
    expect(second).toMatchObject({
      reason: 'reviewedMeanwhile',
      values: { field: 'serial_number', by: actors.privacyOfficer.name },
    })
    expect((await standing()).open?.terms.retention).toBe('First')
    expect((await standing('dep/asset_tag')).latest).toBe(0)
  })

  test('of many proposals at the same moment one is made', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        proposeReviews(actors.privacyOfficer, proposal([serial(0)], { retention: `Attempt ${at}` })),
      ),
    )
    expect(attempts.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await standing()).latest).toBe(1)
    expect(await kinds()).toHaveLength(1)
  })

  test('a decider who saw an older version decides nothing; of two decisions one stands', async () => {
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
    await proposeReviews(actors.privacyOfficer, proposal([serial(1)], { basis: 'consent' }))
    const stale = await decideReviews(actors.decider, { field: [serial(1)], decision: 'adopted', note: null })
    expect(stale).toMatchObject({
      reason: 'proposedMeanwhile',
      values: { field: 'serial_number', by: actors.privacyOfficer.name },
    })
    const both = await Promise.all([
      decideReviews(actors.decider, { field: [serial(2)], decision: 'adopted', note: null }),
      decideReviews(actors.decider, { field: [serial(2)], decision: 'declined', note: 'No' }),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await kinds()).filter((kind) => /adopted|declined/.test(kind))).toHaveLength(1)
  })
})

describe('asked for again', () => {
  test('when the number has moved by more than the set share, until it moves back or is adopted anew', async () => {
    await readDevices(100)
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
    await decideReviews(actors.decider, { field: [serial(1)], decision: 'adopted', note: null })
    await readDevices(120)
    expect((await standing()).due).toEqual([])
    await readDevices(121)
    expect(await standing()).toMatchObject({ state: 'due', due: ['numbers'] })
    await changeReviewRules(actors.owner, { months: 12, share: 50 })
    expect((await standing()).due).toEqual([])
    await readDevices(200)
    expect((await standing()).due).toEqual(['numbers'])
    await proposeReviews(actors.privacyOfficer, proposal([serial(1)]))
    await decideReviews(actors.decider, { field: [serial(2)], decision: 'adopted', note: null })
    expect(await standing()).toMatchObject({ state: 'adopted', inForce: { version: 2 } })
  })

  test('when the page says the field in other words than those it was adopted on, and not where it says the same', async () => {
    const upn: SeenField = { service: 'vpp', element: 'managed_apple_id_upn', seen: 0 }
    await proposeReviews(actors.privacyOfficer, proposal([serial(0), upn]))
    const seen = [serial(1), { ...upn, seen: 1 }]
    await decideReviews(actors.decider, { field: seen, decision: 'adopted', note: null })
    await owner().elementReview.updateMany({ where: { organisationId }, data: { edition: 'pre-2023-12' } })
    expect((await standing()).due).toEqual([])
    expect(await standing('vpp/managed_apple_id_upn')).toMatchObject({ state: 'due', due: ['edition'] })
    await owner().elementReview.updateMany({ where: { organisationId }, data: { edition: 'unheard-of' } })
    expect((await standing()).due).toEqual(['edition'])
  })

  test('a past moment knows only what was proposed and decided by then', async () => {
    const [first, second, third] = ['01', '03', '05'].map((day) => new Date(`2026-10-${day}T12:00:00Z`))
    const between = new Date('2026-10-02T00:00:00Z')
    await proposeReviews(actors.privacyOfficer, proposal([serial(0)]), first)
    await decideReviews(actors.decider, { field: [serial(1)], decision: 'adopted', note: null }, second)
    await proposeReviews(actors.privacyOfficer, proposal([serial(1)], { basis: 'consent' }), third)
    const at = async (moment: Date) => (await standings(actors.auditor, moment)).get('dep/serial_number')
    expect((await at(new Date('2026-09-30T00:00:00Z')))?.state).toBe('none')
    expect(await at(between)).toMatchObject({ state: 'proposed', inForce: null })
    expect(await at(new Date('2026-10-04T00:00:00Z'))).toMatchObject({ state: 'adopted', open: null })
    expect(await at(new Date())).toMatchObject({ state: 'proposed', open: { terms: { basis: 'consent' } } })
  })
})

describe('what a form may say', () => {
  const form = {
    field: 'dep/serial_number@0',
    basis: 'consent',
    basisNote: '',
    retention: '',
    necessity: 'useful',
    note: '',
    dpia: '',
    reviewOn: '',
  }
  test.each([
    ['a field that the page does not have', { field: 'dep/shoe_size@0' }],
    ['a field without the version that was seen', { field: 'dep/serial_number' }],
    ['no field at all', { field: undefined }],
    ['an address that a browser would run', { dpia: 'javascript:alert(1)' }],
    ['a basis that the Regulation does not know', { basis: 'habit' }],
    ['more words than fit', { note: 'x'.repeat(2001) }],
  ])('%s is refused', (_, fields) => {
    expect(proposalInput.safeParse({ ...form, ...fields }).success).toBe(false)
  })

  test('one field or several, each once', () => {
    const several = ['dep/serial_number@2', 'vpp/serial_number@0', 'dep/serial_number@2']
    expect(proposalInput.parse({ ...form, field: several }).field).toHaveLength(2)
    expect(proposalInput.parse(form)).toMatchObject({ field: [serial(0)], keeps: false, reviewOn: null })
  })
})

test('every field of every service has a review, in the order of the page', async () => {
  const fields = await reviewedFields(actors.auditor, await inventory(actors.auditor, { lang: 'en' }))
  expect(fields).toHaveLength(51)
  expect(new Set(fields.map(({ standing }) => standing.state))).toEqual(new Set(['none']))
})

test('nothing of another organisation’s reviews is seen', async () => {
  await proposeReviews(actors.privacyOfficer, proposal([serial(0)]))
  const { actors: others } = await makeWorld()
  expect((await standings(others.auditor)).get('dep/serial_number')?.state).toBe('none')
})
