import { createHash, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { reportWords } from '#adapters/pdf/words.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { composeDisclosureReport } from './commands.ts'
import { downloadReport } from './downloads.ts'
import { renderReport } from './render-report.ts'
import { verifyInput } from './schema.ts'
import { verdictWords } from './verdict-words.ts'
import { type Verdict, verdictOn } from './verify.ts'

useTestDatabase()

const drawn = async (publicName: string | null) => {
  const world = await makeWorld({ publicName })
  const composed = await composeDisclosureReport(world.actors.auditor, { language: 'en', standard: 'ua-1' })
  if (!composed.ok) return expect.unreachable()
  const { reportId } = composed.value
  await renderReport(world.actors.auditor, reportId, { signal: new AbortController().signal })
  const file = await downloadReport(world.actors.auditor, reportId)
  if (!file.ok) return expect.unreachable(file.reason)
  const sha256 = createHash('sha256').update(file.value.bytes).digest('hex')
  const { composedAt } = await owner().report.findFirstOrThrow({ where: { id: reportId } })
  return { sha256, composedAt }
}
const somewhere = () => `192.0.2.${randomUUID()}`

test('who holds a report learns that it is ours, which kind and when, and whose where it chose to be named', async () => {
  const named = await drawn('Lindegaard A/S')
  expect(await verdictOn(named.sha256, somewhere())).toMatchObject({
    ok: true,
    value: {
      isOurs: true,
      kind: 'disclosure',
      version: 'draft',
      composedAt: named.composedAt,
      timeZone: 'UTC',
      organisation: 'Lindegaard A/S',
      supersededAt: null,
    },
  })
  const unnamed = await drawn(null)
  expect(await verdictOn(unnamed.sha256.toUpperCase(), somewhere())).toMatchObject({
    value: { isOurs: true, organisation: null },
  })
})

test.each(['en', 'fr'] as const)(
  'in %s it says whether it is a draft or final, and whether it holds',
  (language) => {
    const words = reportWords(language)
    const said = (of: Partial<Extract<Verdict, { isOurs: true }>>) =>
      verdictWords(
        {
          ...{
            isOurs: true,
            kind: 'cessation',
            language: 'en',
            version: 'final',
            isApproved: true,
            volume: null,
          },
          ...{ composedAt: new Date(), timeZone: 'UTC', organisation: null, organisationName: '' },
          ...{ supersededAt: null, ...of },
        },
        words,
      )
    const final = words.t('verify.final', { isApproved: 'true' })
    expect(said({})).toContain(final)
    expect(said({ supersededAt: new Date() })).toContain(final)
    expect(said({ isApproved: false })).toContain(words.t('verify.final', { isApproved: 'false' }))
    expect(said({ version: 'draft' })).toContain(words.t('verify.draft'))
    expect(new Set([final, said({ isApproved: false }), words.t('verify.draft')]).size).toBe(3)
  },
)

test('any other file is not ours, and no more is said', async () => {
  const other = createHash('sha256').update('another file').digest('hex')
  expect(await verdictOn(other, somewhere())).toEqual({ ok: true, value: { isOurs: false } })
})

test('who asks too often waits, and does not make others wait', async () => {
  const [sha256, eager] = ['0'.repeat(64), somewhere()]
  const answers = await Promise.all(Array.from({ length: 30 }, () => verdictOn(sha256, eager)))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(20)
  expect(answers.filter(({ ok }) => !ok)[0]).toMatchObject({ reason: 'askedTooOften' })
  expect((await verdictOn(sha256, somewhere())).ok).toBe(true)
  await owner().rateCount.updateMany({ data: { beganAt: new Date(Date.now() - 61_000) } })
  expect((await verdictOn(sha256, eager)).ok).toBe(true)
})

test('many addresses together are held too', async () => {
  await owner().rateCount.deleteMany()
  await owner().rateCount.create({ data: { key: 'verify', beganAt: new Date(), count: 600 } })
  expect(await verdictOn('0'.repeat(64), somewhere())).toMatchObject({ reason: 'askedTooOften' })
  await owner().rateCount.deleteMany()
})

test.each([
  ['a'.repeat(64), true],
  [`  ${'AB'.repeat(32)}  report.pdf\n`, true],
  ['a'.repeat(63), false],
  [`${'a'.repeat(64)}b`, false],
  ["' or true --", false],
  ['', false],
])('%s is a fingerprint: %s', (text, is) => {
  expect(verifyInput.safeParse({ sha256: text }).success).toBe(is)
})
