import sharp from 'sharp'
import { expect, test } from 'vitest'
import { Denied, Missing } from '#domain/outcome.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { downloadLogo, logoFacts, removeLogo, setLogo } from './logo.ts'

useTestDatabase()

const logo = async (background: string) =>
  new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 60, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    ],
    'logo.png',
  )

test('an owner sets a logo, replaces and removes it, and each is on record', async () => {
  const { actors, organisationId } = await makeWorld()
  expect(await logoFacts(actors.auditor)).toBeNull()
  expect(await removeLogo(actors.owner)).toMatchObject({ reason: 'noLogo' })
  expect(await setLogo(actors.owner, await logo('#123456'))).toEqual({ ok: true, value: null })
  const first = await logoFacts(actors.auditor)
  expect(first).toMatchObject({ width: 60, height: 20 })
  expect(await setLogo(actors.owner, await logo('#654321'))).toEqual({ ok: true, value: null })
  expect((await logoFacts(actors.auditor))?.sha256).not.toBe(first?.sha256)
  expect((await sharp(await downloadLogo(actors.auditor)).metadata()).format).toBe('png')
  expect(await removeLogo(actors.owner)).toEqual({ ok: true, value: null })
  await expect(downloadLogo(actors.auditor)).rejects.toBeInstanceOf(Missing)
  const events = await owner().auditEvent.findMany({
    where: { organisationId },
    orderBy: { sequence: 'asc' },
  })
  expect(events.map(({ kind }) => kind)).toEqual([
    'organisation.logoSet',
    'organisation.logoSet',
    'organisation.logoRemoved',
  ])
})

test('what is no picture changes nothing; nobody else sets one, or sees that of another organisation', async () => {
  const { actors } = await makeWorld()
  expect(await setLogo(actors.owner, await logo('#123456'))).toMatchObject({ ok: true })
  const kept = await logoFacts(actors.owner)
  const text = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'logo.png')
  expect(await setLogo(actors.owner, text)).toMatchObject({ reason: 'logoSvg' })
  expect(await logoFacts(actors.owner)).toEqual(kept)
  for (const role of ['admin', 'privacyOfficer', 'decider', 'auditor'] as const)
    await expect(setLogo(actors[role], text), role).rejects.toBeInstanceOf(Denied)
  const there = (await makeWorld()).actors.owner
  expect(await logoFacts(there)).toBeNull()
  expect(await removeLogo(there)).toMatchObject({ reason: 'noLogo' })
})
