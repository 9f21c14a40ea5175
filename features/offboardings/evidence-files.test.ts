import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { dayIn, daysAfter } from '#domain/day.ts'
import { hashOf } from '#domain/offboarding/plan.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { stateAccountDeletion } from './account-commands.ts'
import { confirmed, must, started } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { cancelOffboarding } from './commands.ts'
import { attachEvidence, downloadEvidence, eraseEvidenceFile } from './evidence-files.ts'
import { stateOrganisationRequest } from './organisation-requests.ts'
import { offboardingDetail } from './queries.ts'
import { leaveOut } from './word-commands.ts'

useTestDatabase()
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: 1 })

const words = 'The row was gone on 2 November.'
const note = () => new File([words], 'what I saw.txt')
const shows = { kind: 'case' } as const
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A case that waits for a word on its account. */
const half = async () => {
  const id = await confirmed(tenant.world)
  expect((await tenant.carryOut(id)).state).toBe('awaitingAccount')
  const { accounts } = await offboardingDetail(tenant.world.actors.admin, id)
  return { id, accountId: accounts[0]?.id ?? '' }
}
const filesOf = async (id: string) =>
  (await offboardingDetail(tenant.world.actors.auditor, id)).evidence.filter(({ file }) => file !== null)

test('a file is kept with its hashes, what it shows and who handed it in, and handed out as it is', async () => {
  const { id, accountId } = await half()
  const { admin, auditor } = tenant.world.actors
  const about = { kind: 'account', id: accountId } as const
  must(await attachEvidence(admin, id, { shows: about, note: ' Apple’s mail ', file: note() }))
  const [piece, ...others] = await filesOf(id)
  expect(others).toEqual([])
  expect(piece).toMatchObject({
    what: 'fileAttached',
    words: 'Apple’s mail',
    recordedBy: admin.name,
    file: { name: 'what I saw.txt', type: 'txt', size: words.length, shows: about, erased: null },
  })
  const stored = await owner().evidence.findFirstOrThrow({ where: { id: piece?.id ?? '' } })
  expect(piece?.sha256).toBe(hashOf(stored.content))
  expect(piece?.file?.sha256).toBe(sha256(Buffer.from(words)))

  const file = must(await downloadEvidence(auditor, piece?.id ?? ''))
  expect(Buffer.from(file.bytes).toString()).toBe(words)
  expect(file).toMatchObject({ mediaType: 'text/plain; charset=utf-8', name: 'what I saw.txt' })
  expect((await tenant.world.audit()).slice(-2)).toEqual(['evidence.attached', 'evidence.downloaded'])
})

test('a picture is kept without what stands beside it, and both hashes are told', async () => {
  const { id } = await half()
  const picture = await sharp({ create: { width: 3, height: 2, channels: 3, background: '#fff' } })
    .withExif({ IFD0: { Artist: 'Ane Nielsen' } })
    .png()
    .toBuffer()
  const file = new File([new Uint8Array(picture)], 'screen.png')
  must(await attachEvidence(tenant.world.actors.admin, id, { shows, note: '', file }))
  const [piece] = await filesOf(id)
  const kept = must(await downloadEvidence(tenant.world.actors.auditor, piece?.id ?? ''))
  expect(Buffer.from(kept.bytes).includes('Nielsen')).toBe(false)
  expect(piece?.file).toMatchObject({
    originalSha256: sha256(picture),
    sha256: sha256(kept.bytes),
    size: kept.bytes.length,
  })
})

test('a word and its file are kept together, or neither is', async () => {
  const { id, accountId } = await half()
  const { admin } = tenant.world.actors
  const statement = { accountId, deletedOn: dayIn('UTC', new Date()), note: 'Apple wrote.' }
  const wrong = new File(['<html>'], 'confirmation.pdf')
  expect(await stateAccountDeletion(admin, id, { ...statement, file: wrong })).toMatchObject({
    reason: 'evidenceFileMislabelled',
  })
  expect((await tenant.world.caseOf(id)).state).toBe('awaitingAccount')
  expect(await filesOf(id)).toEqual([])

  must(await stateAccountDeletion(admin, id, { ...statement, file: note() }))
  expect((await tenant.world.caseOf(id)).state).toBe('finished')
  expect(await filesOf(id)).toHaveLength(1)
  // Apple’s confirmation may come later than the last word.
  must(await attachEvidence(admin, id, { shows, note: '', file: note() }))
  expect(await filesOf(id)).toHaveLength(2)
})

test.each(['', 'undefined'])(
  'a form in which no file was chosen (%o) states its word alone',
  async (name) => {
    const { id, accountId } = await half()
    const { admin } = tenant.world.actors
    const statement = { accountId, deletedOn: dayIn('UTC', new Date()), note: 'Apple wrote.' }
    expect(
      await stateAccountDeletion(admin, id, { ...statement, file: new File([], 'nothing.txt') }),
    ).toMatchObject({
      reason: 'evidenceFileEmpty',
    })
    must(await stateAccountDeletion(admin, id, { ...statement, file: new File([], name) }))
    expect(await filesOf(id)).toEqual([])
  },
)

test('only whoever may approve erases a file; what it was, who erased it and why stay', async () => {
  const { id } = await half()
  const { admin, decider, auditor } = tenant.world.actors
  must(await attachEvidence(admin, id, { shows, note: '', file: note() }))
  const [piece] = await filesOf(id)
  const evidenceId = piece?.id ?? ''
  await expect(eraseEvidenceFile(admin, evidenceId, { why: 'A mistake.' })).rejects.toThrow(Denied)
  expect(await eraseEvidenceFile(decider, evidenceId, { why: ' ' })).toMatchObject({ reason: 'noteNeeded' })
  const why = 'It names a pupil.'
  // Twice at once: one of them is told.
  const both = await Promise.all([
    eraseEvidenceFile(decider, evidenceId, { why }),
    eraseEvidenceFile(decider, evidenceId, { why }),
  ])
  expect(both.map((each) => (each.ok ? 'done' : each.reason)).toSorted()).toEqual(['done', 'evidenceErased'])
  expect(await downloadEvidence(auditor, evidenceId)).toMatchObject({ reason: 'evidenceErased' })
  const [left] = await filesOf(id)
  expect(left).toMatchObject({ sha256: piece?.sha256, file: { erased: { by: decider.name, why } } })
  expect((await owner().evidenceFile.findFirstOrThrow({ where: { evidenceId } })).bytes).toBeNull()
  expect((await tenant.world.audit()).slice(-2)).toEqual(['evidence.attached', 'evidence.erased'])
})

test('a file belongs to one organisation, one case and something of that case', async () => {
  const { id } = await half()
  const { admin, auditor } = tenant.world.actors
  must(await attachEvidence(admin, id, { shows, note: '', file: note() }))
  const [piece] = await filesOf(id)
  const stranger = await makeWorld()
  await expect(downloadEvidence(stranger.actors.auditor, piece?.id ?? '')).rejects.toThrow(Missing)
  await expect(eraseEvidenceFile(stranger.actors.decider, piece?.id ?? '', { why: 'x' })).rejects.toThrow(
    Missing,
  )
  await expect(attachEvidence(stranger.actors.admin, id, { shows, note: '', file: note() })).rejects.toThrow(
    Missing,
  )
  await expect(attachEvidence(auditor, id, { shows, note: '', file: note() })).rejects.toThrow(Denied)
  for (const other of [
    { kind: 'account', id: crypto.randomUUID() },
    // The first step of a location token is the worker’s own.
    { kind: 'task', position: 0 },
  ] as const)
    await expect(attachEvidence(admin, id, { shows: other, note: '', file: note() })).rejects.toThrow(Missing)
  expect(await attachEvidence(admin, id, { shows, note: '' })).toMatchObject({ reason: 'evidenceFileEmpty' })
})

test('that Apple was asked to close the organisation is kept as a word, never as done', async () => {
  const { admin, auditor } = tenant.world.actors
  const today = dayIn('UTC', new Date())
  const request = { name: 'Lindegaard Group', requestedOn: today, note: ' Support case 12. ', file: note() }
  const early = await started(tenant.world)
  expect(await stateOrganisationRequest(admin, early, request)).toMatchObject({ reason: 'tokenNotGoneYet' })
  must(await cancelOffboarding(admin, early))
  expect(await stateOrganisationRequest(admin, early, request)).toMatchObject({ reason: 'caseCancelled' })

  const { id } = await half()
  expect(await stateOrganisationRequest(admin, id, { ...request, note: ' ' })).toMatchObject({
    reason: 'noteNeeded',
  })
  expect(
    await stateOrganisationRequest(admin, id, { ...request, requestedOn: daysAfter(today, 2) }),
  ).toMatchObject({ reason: 'dateAhead' })
  await expect(stateOrganisationRequest(auditor, id, request)).rejects.toThrow(Denied)
  must(await stateOrganisationRequest(admin, id, request))
  const { atApple, state } = await offboardingDetail(auditor, id)
  expect(state).toBe('awaitingAccount')
  expect(atApple.requests).toMatchObject([
    { name: 'Lindegaard Group', requestedOn: today, note: 'Support case 12.', by: admin.name },
  ])
  expect(await filesOf(id)).toHaveLength(1)
  expect((await tenant.world.audit()).slice(-2)).toEqual([
    'offboarding.organisationRequested',
    'evidence.attached',
  ])
})

test('before a case is confirmed and once it is cancelled there is nothing to prove', async () => {
  const { admin } = tenant.world.actors
  const id = await started(tenant.world)
  const attach = () => attachEvidence(admin, id, { shows, note: '', file: note() })
  expect(await attach()).toMatchObject({ reason: 'notConfirmed' })
  must(await cancelOffboarding(admin, id))
  expect(await attach()).toMatchObject({ reason: 'caseCancelled' })
})

test('the database takes no change of what a file was, and no file away without a reason', async () => {
  const { id } = await half()
  must(await attachEvidence(tenant.world.actors.admin, id, { shows, note: '', file: note() }))
  const { inside } = tenant.world
  await expect(inside((tx) => tx.evidenceFile.updateMany({ data: { type: 'pdf' } }))).rejects.toThrow()
  await expect(inside((tx) => tx.evidenceFile.deleteMany())).rejects.toThrow()
  await expect(inside((tx) => tx.evidenceFile.updateMany({ data: { bytes: null } }))).rejects.toThrow()
  expect(await filesOf(id)).toHaveLength(1)
})

test('only the organisations of what a case ends are proposed to be closed, none of what it left out', async () => {
  const { admin } = tenant.world.actors
  const names = ['Skagen Kiosk', 'Academy Apps'] as const
  const id = await confirmed(tenant.world, ...names)
  const observed = async (name: string) =>
    z.object({ organisationName: z.string() }).parse((await tenant.world.connection(name)).observed)
      .organisationName
  const [ends, goesOn] = [await observed(names[0]), await observed(names[1])]
  expect(ends).not.toBe(goesOn)
  const proposed = async () => (await offboardingDetail(admin, id)).atApple.names
  expect(await proposed()).toEqual([ends, goesOn].toSorted())
  const { id: connectionId } = await tenant.world.connection(names[1])
  must(await leaveOut(admin, id, { connectionId, why: 'Not now.' }))
  expect(await proposed()).toEqual([ends])
})

test('the same file handed in again as evidence of the same is told, of something else it is kept', async () => {
  const { admin } = tenant.world.actors
  const { id, accountId } = await half()
  const attach = (of: Parameters<typeof attachEvidence>[2]['shows'], name: string) =>
    attachEvidence(admin, id, { shows: of, note: '', file: new File([words], name) })
  must(await attach(shows, 'what I saw.txt'))
  expect(await attach(shows, 'again.txt')).toMatchObject({
    reason: 'evidenceFileKept',
    values: { name: 'what I saw.txt', by: admin.name },
  })
  must(await attach({ kind: 'account', id: accountId }, 'again.txt'))
  expect(await filesOf(id)).toHaveLength(2)
})
