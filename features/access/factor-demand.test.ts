import { describe, expect, test } from 'vitest'
import { Denied } from '#domain/outcome.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { enterOrganisation, signIn } from './commands.ts'
import { changeFactorDemand, factorDemand } from './factor-demand.ts'
import { withFactor } from './factors.fixture.ts'
import { beginFactor } from './factors.ts'
import { kindsRecorded, newMember, newOrganisation, password, signedInAs } from './members.fixture.ts'
import { members, sessionState } from './queries.ts'
import { signOut } from './sessions.ts'

useTestDatabase()

const stateOf = async (sessionId: string) => (await sessionState(sessionId)).kind

/** Signed in where a second factor is demanded and without one. */
const lackingOf = async (sessionId: string) => {
  const state = await sessionState(sessionId)
  if (state.kind !== 'lacking') throw new Error(`the session is ${state.kind}`)
  return { ...state.present, sessionId }
}

/** An organisation that demands one, and a member who had signed in before. */
const demanding = async () => {
  const boss = await newOrganisation()
  const member = await newMember(boss, 'admin')
  await changeFactorDemand(boss.actor, true)
  return { boss, member }
}

describe('a second factor that is demanded', () => {
  test('leaves whoever has none without rights at their next step, the owner too, and is recorded once', async () => {
    const { boss, member } = await demanding()
    await changeFactorDemand(boss.actor, true)
    for (const { sessionId } of [boss, member]) {
      const { actor } = await lackingOf(sessionId)
      expect(actor.permissions.size).toBe(0)
      await expect(async () => members(actor)).rejects.toThrow(Denied)
    }
    const kinds = await kindsRecorded(boss.organisation.id)
    expect(kinds.filter((kind) => kind === 'organisation.factorDemandChanged')).toHaveLength(1)
  })

  test('holds at the next sign-in too, which is recorded as any other, and so is signing out', async () => {
    const { boss, member } = await demanding()
    const started = await signIn({ login: member.member.login, password })
    const { sessionId } = await lackingOf((started.ok && started.value.sessionId) || '')
    await signOut(sessionId)
    expect(await stateOf(sessionId)).toBe('none')
    expect((await kindsRecorded(boss.organisation.id)).slice(-2)).toEqual([
      'member.signedIn',
      'member.signedOut',
    ])
  })

  test('is set up by whoever lacks it, and opens what their role opens', async () => {
    const { boss, member } = await demanding()
    await withFactor(await lackingOf(member.sessionId))
    expect(await sessionState(member.sessionId)).toMatchObject({
      kind: 'present',
      present: { role: 'admin' },
    })
    expect((await kindsRecorded(boss.organisation.id)).at(-1)).toBe('member.factorAdded')
  })

  test('that was only begun is none', async () => {
    const { member } = await demanding()
    await beginFactor(await lackingOf(member.sessionId), member.sessionId)
    expect(await stateOf(member.sessionId)).toBe('lacking')
  })

  test('is asked for of nobody who signs in elsewhere, nor in another organisation', async () => {
    const { member } = await demanding()
    const there = await newOrganisation()
    expect(await stateOf(there.sessionId)).toBe('present')
    await owner().member.update({
      where: { id: member.member.id },
      data: { issuer: 'https://issuer.example' },
    })
    expect(await stateOf(member.sessionId)).toBe('present')
  })

  test('meets a member of several organisations where they enter the one that demands it', async () => {
    const { boss } = await demanding()
    const here = await newOrganisation()
    const { id: memberId } = here.member
    await owner().membership.create({
      data: { organisationId: boss.organisation.id, memberId, role: 'admin' },
    })
    await enterOrganisation(here.sessionId, boss.organisation.id)
    await lackingOf(here.sessionId)
    expect((await kindsRecorded(boss.organisation.id)).at(-1)).toBe('member.entered')
    await enterOrganisation(here.sessionId, here.organisation.id)
    expect(await stateOf(here.sessionId)).toBe('present')
  })

  test('is demanded no more once an owner says so', async () => {
    const boss = await newOrganisation()
    await withFactor(boss)
    const member = await newMember(boss, 'admin')
    for (const [isDemanded, state] of [
      [true, 'lacking'],
      [false, 'present'],
    ] as const) {
      await changeFactorDemand(boss.actor, isDemanded)
      expect(await stateOf(member.sessionId)).toBe(state)
    }
  })

  test('is an owner’s to demand', async () => {
    const { actor } = await newMember(await newOrganisation(), 'admin')
    await expect(changeFactorDemand(actor, true)).rejects.toThrow(Denied)
  })
})

test('those who have no second factor yet are counted: with a password here, and access that stands', async () => {
  const boss = await newOrganisation()
  await newOrganisation()
  const [gone, elsewhere, safe] = [
    await newMember(boss, 'admin'),
    await newMember(boss, 'admin'),
    await newMember(boss, 'decider'),
  ]
  expect(await factorDemand(boss.actor)).toEqual({ isDemanded: false, lacking: 4 })
  await owner().membership.updateMany({ where: { memberId: gone.member.id }, data: { endsAt: new Date(0) } })
  await owner().member.update({
    where: { id: elsewhere.member.id },
    data: { issuer: 'https://issuer.example' },
  })
  await withFactor(await signedInAs(safe.member.login))
  expect(await factorDemand(boss.actor)).toEqual({ isDemanded: false, lacking: 1 })
})
