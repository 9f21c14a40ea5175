import { describe, expect, test } from 'vitest'
import { Denied, Missing } from '#domain/outcome.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { signIn } from './commands.ts'
import { factorOf } from './factor-codes.ts'
import { codeOf, withFactor } from './factors.fixture.ts'
import { kindsRecorded, newMember, newOrganisation, password, signedInAs } from './members.fixture.ts'
import { endAccess } from './members.ts'
import { acceptReset, changePassword, offerReset, openReset } from './passwords.ts'
import { type Present, sessionState } from './queries.ts'
import { endOwnSessions, ownSessions, signOut } from './sessions.ts'

useTestDatabase()

const other = 'plum tree by the wall'
const opens = async (login: string, given: string) => (await signIn({ login, password: given })).ok
const isOver = async (sessionId: string) => (await sessionState(sessionId)).kind === 'none'
type Held = Present & { sessionId: string }

describe('one’s own sessions', () => {
  const end = (held: Held, which: string | null = null) =>
    endOwnSessions(held, { sessionId: held.sessionId, other: which })

  test('are listed with their browsers, the newest first, and only for whoever holds one', async () => {
    const held = await newOrganisation()
    await newOrganisation()
    const { login } = held.member
    await signIn({ login, password, browser: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' })
    const sessions = await ownSessions(held.sessionId)
    expect(sessions).toMatchObject([
      { isThis: false, browser: expect.stringContaining('Firefox'), organisation: held.organisation.name },
      { isThis: true, id: held.sessionId, browser: null },
    ])
    await signOut(held.sessionId)
    expect(await ownSessions(held.sessionId)).toEqual([])
    expect(await ownSessions(sessions[0]?.id ?? '')).toHaveLength(1)
  })

  test('end one by one or all but this one, and that is recorded', async () => {
    const held = await newOrganisation()
    const [a, b, c] = [
      await signedInAs(held.member.login),
      await signedInAs(held.member.login),
      await signedInAs(held.member.login),
    ]
    expect(await end(held, a.sessionId)).toEqual({ ok: true, value: { sessions: 1 } })
    expect([await isOver(a.sessionId), await isOver(b.sessionId)]).toEqual([true, false])
    expect(await end(held)).toEqual({ ok: true, value: { sessions: 2 } })
    expect([await isOver(c.sessionId), await isOver(held.sessionId)]).toEqual([true, false])
    expect(await end(held)).toEqual({ ok: false, reason: 'noSession' })
    const kinds = await kindsRecorded(held.organisation.id)
    expect(kinds.filter((kind) => kind === 'member.sessionsEnded')).toHaveLength(2)
  })

  test('of somebody else cannot be ended, nor this one, nor by a session that is over', async () => {
    const held = await newOrganisation()
    const stranger = await newOrganisation()
    expect(await end(held, stranger.sessionId)).toMatchObject({ reason: 'noSession' })
    expect(await end(held, held.sessionId)).toMatchObject({ reason: 'noSession' })
    const later = await signedInAs(held.member.login)
    await signOut(held.sessionId)
    expect(await end(held, later.sessionId)).toMatchObject({ reason: 'noSession' })
    expect([await isOver(stranger.sessionId), await isOver(later.sessionId)]).toEqual([false, false])
  })
})

describe('changing one’s password', () => {
  const changes = (held: Held, current: string) =>
    changePassword(held, { sessionId: held.sessionId, current, next: other })

  test('takes the old one, ends the other sessions, and is recorded', async () => {
    const held = await newOrganisation()
    const { login } = held.member
    const elsewhere = await signedInAs(login)
    expect(await changes(held, password)).toEqual({ ok: true, value: { sessions: 1 } })
    expect([await isOver(elsewhere.sessionId), await isOver(held.sessionId)]).toEqual([true, false])
    expect([await opens(login, password), await opens(login, other)]).toEqual([false, true])
    expect(await kindsRecorded(held.organisation.id)).toContain('member.passwordChanged')
  })

  test('is refused without it, and guesses count as at the door', async () => {
    const held = await newOrganisation()
    for (let failure = 1; failure <= 5; failure += 1) {
      expect(await changes(held, 'a guess')).toEqual({ ok: false, reason: 'wrongPassword' })
    }
    expect(await changes(held, password)).toEqual({ ok: false, reason: 'wrongPassword' })
    expect(await opens(held.member.login, password)).toBe(false)
  })

  test.each([
    ['one of the commonest', () => 'Password1234', 'passwordEasy'],
    ['hardly more than the sign-in name', ({ member }: Held) => `${member.login}!`, 'passwordOwnWords'],
    ['hardly more than the organisation’s', (held: Held) => `${held.organisation.name}!`, 'passwordOwnWords'],
  ])('is refused for %s, and the old one goes on', async (_what, chosen, reason) => {
    const held = await newOrganisation()
    const { sessionId } = held
    const next = chosen(held)
    expect(await changePassword(held, { sessionId, current: password, next })).toMatchObject({ reason })
    expect(await opens(held.member.login, password)).toBe(true)
    expect(await kindsRecorded(held.organisation.id)).not.toContain('member.passwordChanged')
  })

  test('is no use to a session that is over', async () => {
    const held = await newOrganisation()
    await signOut(held.sessionId)
    expect(await changes(held, password)).toMatchObject({ ok: false })
    expect(await opens(held.member.login, password)).toBe(true)
  })
})

describe('a link to a new password', () => {
  const tokenFor = async (boss: Present, memberId: string) => {
    const offer = await offerReset(boss.actor, memberId)
    if (!offer.ok) throw new Error(offer.reason)
    return offer.value.link.split('/reset/').at(-1) ?? ''
  }
  const locked = (memberId: string) =>
    owner().memberPassword.update({
      where: { memberId },
      data: { failures: 5, lockedUntil: new Date(Date.now() + 60_000) },
    })

  test('sets it once, unlocks the member, ends all their sessions, and is recorded', async () => {
    const boss = await newOrganisation()
    const { member, sessionId } = await newMember(boss, 'admin')
    await locked(member.id)
    const token = await tokenFor(boss, member.id)
    expect(await openReset(token)).toMatchObject({ name: member.name, login: member.login })
    const both = await Promise.all([
      acceptReset({ token, password: other }),
      acceptReset({ token, password: other }),
    ])
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(await openReset(token)).toBeNull()
    expect(await isOver(sessionId)).toBe(true)
    expect([await opens(member.login, password), await opens(member.login, other)]).toEqual([false, true])
    const kinds = (await kindsRecorded(boss.organisation.id)).filter((kind) => kind.includes('Reset'))
    expect(kinds).toEqual(['member.passwordResetOffered', 'member.passwordReset'])
  })

  test('is not made for oneself: a session left open would change the password of whoever left it', async () => {
    const boss = await newOrganisation()
    expect(await offerReset(boss.actor, boss.member.id)).toEqual({ ok: false, reason: 'ownSignIn' })
  })

  test('takes no password that is easy to guess, and opens again', async () => {
    const boss = await newOrganisation()
    const { member } = await newMember(boss, 'admin')
    const token = await tokenFor(boss, member.id)
    expect(await acceptReset({ token, password: 'qwertyuiop12' })).toMatchObject({ reason: 'passwordEasy' })
    const theirs = `${boss.organisation.name} 1`
    expect(await acceptReset({ token, password: theirs })).toMatchObject({ reason: 'passwordOwnWords' })
    expect(await acceptReset({ token, password: other })).toMatchObject({ ok: true })
  })

  test('leaves the second factor as it stands', async () => {
    const boss = await newOrganisation()
    const { held, secret, login } = await withFactor(await newMember(boss, 'admin'))
    const before = await factorOf(held.member.id)
    const token = await tokenFor(boss, held.member.id)
    expect(await acceptReset({ token, password: other })).toMatchObject({ ok: true })
    expect(await factorOf(held.member.id)).toEqual(before)
    expect(await signIn({ login, password: other })).toMatchObject({ reason: 'codeNeeded' })
    expect(await signIn({ login, password: other, code: codeOf(secret, 1) })).toMatchObject({ ok: true })
  })

  test('opens no more after a newer one, after its time, or when the access has ended', async () => {
    const boss = await newOrganisation()
    const { member } = await newMember(boss, 'admin')
    const first = await tokenFor(boss, member.id)
    const second = await tokenFor(boss, member.id)
    expect(await acceptReset({ token: first, password: other })).toMatchObject({ reason: 'resetUnusable' })
    await owner().passwordReset.updateMany({
      where: { memberId: member.id },
      data: { expiresAt: new Date(0) },
    })
    expect(await acceptReset({ token: second, password: other })).toMatchObject({ reason: 'resetUnusable' })
    const third = await tokenFor(boss, member.id)
    await endAccess(boss.actor, member.id)
    expect(await acceptReset({ token: third, password: other })).toMatchObject({ reason: 'resetUnusable' })
    expect(await opens(member.login, password)).toBe(true)
  })

  test('is refused for a member of another organisation, which the password would open too', async () => {
    const boss = await newOrganisation()
    const there = await newOrganisation()
    const { member } = await newMember(boss, 'admin')
    const token = await tokenFor(boss, member.id)
    await owner().membership.create({
      data: { organisationId: there.organisation.id, memberId: member.id, role: 'admin' },
    })
    expect(await offerReset(boss.actor, member.id)).toEqual({ ok: false, reason: 'belongsElsewhere' })
    expect(await acceptReset({ token, password: other })).toMatchObject({ reason: 'resetUnusable' })
    expect(await opens(member.login, other)).toBe(false)
  })

  test('is an owner’s to make, for members of their organisation', async () => {
    const boss = await newOrganisation()
    const stranger = await newOrganisation()
    const { actor, member } = await newMember(boss, 'admin')
    await expect(offerReset(actor, boss.member.id)).rejects.toThrow(Denied)
    await expect(offerReset(stranger.actor, member.id)).rejects.toThrow(Missing)
  })
})
