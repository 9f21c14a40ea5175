import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { doorway } from '#adapters/db.ts'
import { log } from '#adapters/log.ts'
import { hashPassword } from '#adapters/passwords.ts'
import { Denied, Missing } from '#domain/outcome.ts'
import { isRecent, mostSessions } from '#domain/session.ts'
import { makeMember, makeOrganisation } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { enterOrganisation, inviteMember, signIn, signInAgain, speak } from './commands.ts'
import {
  firstLink,
  joinThrough,
  kindsRecorded,
  newLogin,
  newMember,
  newName,
  newOrganisation,
  password,
  presentOf,
  recorded,
  signedInAs,
} from './members.fixture.ts'
import { members, openInvitation, type Present, sessionState, waitingInvitations } from './queries.ts'
import { startSession } from './session-start.ts'
import { ownSessions, signOut } from './sessions.ts'

useTestDatabase()

describe('showing once more that it is oneself', () => {
  const longAgo = (sessionId: string) =>
    owner().session.update({ where: { id: sessionId }, data: { provenAt: new Date(0) } })
  const again = (present: Present & { sessionId: string }, given: string) =>
    signInAgain(present, { sessionId: present.sessionId, password: given })

  test('makes a session recent again, and is recorded', async () => {
    const present = await newOrganisation()
    await longAgo(present.sessionId)
    expect(isRecent((await presentOf(present.sessionId)).provenAt, new Date())).toBe(false)
    expect(await again(present, 'a guess')).toEqual({ ok: false, reason: 'wrongPassword' })
    expect(isRecent((await presentOf(present.sessionId)).provenAt, new Date())).toBe(false)
    expect(await again(present, password)).toMatchObject({ ok: true })
    expect(isRecent((await presentOf(present.sessionId)).provenAt, new Date())).toBe(true)
    expect((await kindsRecorded(present.organisation.id)).at(-1)).toBe('member.signedInAgain')
  })

  test('counts guesses as the door does, so that an open session is no way around it', async () => {
    const present = await newOrganisation()
    for (let failure = 1; failure <= 5; failure += 1) await again(present, 'a guess')
    expect(await again(present, password)).toEqual({ ok: false, reason: 'wrongPassword' })
    expect(await signIn({ login: present.member.login, password })).toEqual({
      ok: false,
      reason: 'wrongSignIn',
    })
  })

  test('helps no session that has ended', async () => {
    const present = await newOrganisation()
    await longAgo(present.sessionId)
    await signOut(present.sessionId)
    await again(present, password)
    expect(await sessionState(present.sessionId)).toEqual({ kind: 'none' })
    const { provenAt } = await owner().session.findUniqueOrThrow({ where: { id: present.sessionId } })
    expect(provenAt).toEqual(new Date(0))
  })
})

describe('signing in', () => {
  test('starts a session in the member’s organisation and is recorded', async () => {
    const name = newName()
    const present = await newOrganisation(name)
    expect(present).toMatchObject({ role: 'owner', organisation: { name } })
    expect(await kindsRecorded(present.organisation.id)).toEqual([
      'organisation.created',
      'member.joined',
      'member.signedIn',
    ])
  })

  test('does not mind the case of the sign-in name, nor spaces around it', async () => {
    const { member } = await newOrganisation()
    expect(await signIn({ login: `  ${member.login.toUpperCase()} `, password })).toMatchObject({ ok: true })
  })

  test('answers an unknown name exactly as a wrong password', async () => {
    const { member } = await newOrganisation()
    const told = vi.spyOn(log, 'warn').mockReturnValue()
    const wrong = await signIn({ login: member.login, password: 'another password' })
    const unknown = await signIn({ login: newLogin(), password })
    // Only the log tells them apart, by an id.
    expect(told.mock.calls.map(([about]) => about)).toEqual([
      { memberId: member.id, isLocked: false },
      { memberId: null, isLocked: false },
    ])
    expect(wrong).toEqual({ ok: false, reason: 'wrongSignIn' })
    expect(unknown).toEqual(wrong)
  })

  test('is refused after five failures, even with the right password, and opens again after the lock', async () => {
    const { member } = await newOrganisation()
    for (let failure = 1; failure <= 5; failure += 1)
      await signIn({ login: member.login, password: 'a guess' })
    expect(await signIn({ login: member.login, password })).toEqual({ ok: false, reason: 'wrongSignIn' })

    const { lockedUntil } = await owner().memberPassword.findUniqueOrThrow({ where: { memberId: member.id } })
    const minutes = ((lockedUntil?.getTime() ?? 0) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(14)
    expect(minutes).toBeLessThanOrEqual(15)

    await owner().memberPassword.update({
      where: { memberId: member.id },
      data: { lockedUntil: new Date(0) },
    })
    expect(await signIn({ login: member.login, password })).toMatchObject({ ok: true })
    expect(await owner().memberPassword.findUnique({ where: { memberId: member.id } })).toMatchObject({
      failures: 0,
    })
  })

  test('a burst of guesses at once meets the lock too', async () => {
    const { member } = await newOrganisation()
    const guesses = Array.from({ length: 5 }, () => signIn({ login: member.login, password: 'a guess' }))
    const right = signIn({ login: member.login, password })
    await Promise.all(guesses)
    expect(await right).toEqual({ ok: false, reason: 'wrongSignIn' })
  })

  test('is held off for whoever tries many names from one address, right or wrong', async () => {
    const { member } = await newOrganisation()
    const address = randomUUID()
    const tries = Array.from({ length: 60 }, () =>
      signIn({ login: newLogin(), password: 'a guess', address }),
    )
    expect(new Set((await Promise.all(tries)).map((outcome) => !outcome.ok && outcome.reason))).toEqual(
      new Set(['wrongSignIn']),
    )
    const right = { login: member.login, password }
    expect(await signIn({ ...right, address })).toEqual({ ok: false, reason: 'askedTooOften' })
    expect(await signIn({ ...right, address: randomUUID() })).toMatchObject({ ok: true })
  })

  test('guesses during the lock do not prolong it', async () => {
    const { member } = await newOrganisation()
    const lockedUntil = new Date(Date.now() + 60_000)
    await owner().memberPassword.update({
      where: { memberId: member.id },
      data: { failures: 5, lockedUntil },
    })
    await signIn({ login: member.login, password: 'a guess' })
    const row = await owner().memberPassword.findUnique({ where: { memberId: member.id } })
    expect(row).toMatchObject({ failures: 5, lockedUntil })
  })

  test('one guess after the lock does not lock again: the count begins anew', async () => {
    const { member } = await newOrganisation()
    await owner().memberPassword.update({
      where: { memberId: member.id },
      data: { failures: 5, lockedUntil: new Date(0) },
    })
    await signIn({ login: member.login, password: 'a guess' })
    const row = await owner().memberPassword.findUnique({ where: { memberId: member.id } })
    expect(row).toMatchObject({ failures: 1, lockedUntil: null })
    expect(await signIn({ login: member.login, password })).toMatchObject({ ok: true })
  })

  test('the password itself is kept nowhere', async () => {
    const { member } = await newOrganisation()
    const row = await owner().memberPassword.findUniqueOrThrow({ where: { memberId: member.id } })
    expect(row.hash).toMatch(/^\$argon2id\$/)
  })
})

describe('a session', () => {
  test('ends at sign-out for every holder of its cookie, and is recorded once', async () => {
    const { sessionId, organisation } = await newOrganisation()
    await signOut(sessionId)
    await signOut(sessionId)
    expect(await sessionState(sessionId)).toEqual({ kind: 'none' })
    expect((await kindsRecorded(organisation.id)).filter((kind) => kind === 'member.signedOut')).toHaveLength(
      1,
    )
  })

  test.each([
    ['twelve hours after it started', { expiresAt: new Date(0) }],
    ['after eight idle hours', { seenAt: new Date(Date.now() - 8 * 60 * 60 * 1000 - 1000) }],
    ['when it is revoked', { endedAt: new Date() }],
  ])('is over %s', async (_when, data) => {
    const { sessionId } = await newOrganisation()
    await owner().session.update({ where: { id: sessionId }, data })
    expect(await sessionState(sessionId)).toEqual({ kind: 'none' })
  })

  test('ends with the next sign-in of its browser, whoever signs in, and is recorded', async () => {
    const [first, other] = [await newOrganisation(), await newOrganisation()]
    const { login } = other.member
    expect(await signIn({ login, password, held: first.sessionId })).toMatchObject({ ok: true })
    expect(await sessionState(first.sessionId)).toEqual({ kind: 'none' })
    expect((await presentOf(other.sessionId)).member.login).toBe(login)
    expect((await kindsRecorded(first.organisation.id)).at(-1)).toBe('member.signedOut')
  })

  test('goes on while another name or password is tried in its browser', async () => {
    const { member, sessionId } = await newOrganisation()
    await signIn({ login: member.login, password: 'a guess', held: sessionId })
    expect(await sessionState(sessionId)).toMatchObject({ kind: 'present' })
  })

  test('makes way for newer ones of its member beyond so many, and for nobody else’s', async () => {
    const { member, sessionId } = await newOrganisation()
    const { sessionId: stranger } = await newOrganisation()
    const later = { browser: null, held: null, provenAt: new Date() }
    for (let at = 1; at < mostSessions; at += 1) await startSession(member.id, later)
    expect(await sessionState(sessionId)).toMatchObject({ kind: 'present' })
    const last = await startSession(member.id, later)
    expect(await sessionState(sessionId)).toEqual({ kind: 'none' })
    expect(await ownSessions((last.ok && last.value.sessionId) || '')).toHaveLength(mostSessions)
    expect(await sessionState(stranger)).toMatchObject({ kind: 'present' })
  })

  test('lasts twelve hours at most', async () => {
    const { sessionId } = await newOrganisation()
    const { createdAt, expiresAt } = await owner().session.findUniqueOrThrow({ where: { id: sessionId } })
    expect((expiresAt.getTime() - createdAt.getTime()) / 3_600_000).toBeCloseTo(12, 2)
  })

  test('has the role of the moment, not of the sign-in', async () => {
    const admin = await newMember(await newOrganisation(), 'admin')
    expect(admin.actor.permissions.has('tenantLinks:connect')).toBe(true)
    await owner().membership.updateMany({ where: { memberId: admin.member.id }, data: { role: 'decider' } })
    const now = await presentOf(admin.sessionId)
    expect(now.role).toBe('decider')
    expect(now.actor.permissions.has('tenantLinks:connect')).toBe(false)
  })

  test('stands outside as soon as the membership has ended', async () => {
    const auditor = await newMember(await newOrganisation(), 'auditor', new Date(Date.now() + 60_000))
    await owner().membership.updateMany({
      where: { memberId: auditor.member.id },
      data: { endsAt: new Date(0) },
    })
    expect(await sessionState(auditor.sessionId)).toMatchObject({ kind: 'outside', memberships: [] })
  })

  test('leaves the language to the browser until the member has chosen one', async () => {
    const { id } = await makeOrganisation()
    const { login } = await makeMember(id, 'admin', { passwordHash: await hashPassword(password) })
    expect(await signIn({ login, password })).toMatchObject({ value: { language: null } })
    const { sessionId, member } = await signedInAs(login)
    expect(member.language).toBeNull()
    await speak(sessionId, 'fr')
    expect(await signIn({ login, password })).toMatchObject({ value: { language: 'fr' } })
  })

  test('remembers the member’s language', async () => {
    const { sessionId, member } = await newOrganisation()
    await speak(sessionId, 'fr')
    expect((await presentOf(sessionId)).member.language).toBe('fr')
    expect(await signIn({ login: member.login, password })).toMatchObject({ value: { language: 'fr' } })
  })
})

describe('the wall', () => {
  test('a member of one organisation cannot enter another', async () => {
    const here = await newOrganisation()
    const there = await newOrganisation()
    await expect(enterOrganisation(here.sessionId, there.organisation.id)).rejects.toThrow(Missing)
    await expect(enterOrganisation(here.sessionId, randomUUID())).rejects.toThrow(Missing)
    expect((await presentOf(here.sessionId)).organisation).toEqual(here.organisation)
  })

  test('a member of two organisations moves between them, and sees only one at a time', async () => {
    const here = await newOrganisation('Lindegaard Group')
    const there = await newOrganisation('Lindegaard Academy')
    await owner().membership.create({
      data: { organisationId: there.organisation.id, memberId: here.member.id, role: 'auditor' },
    })
    await enterOrganisation(here.sessionId, there.organisation.id)
    const moved = await presentOf(here.sessionId)
    expect(moved).toMatchObject({ role: 'auditor', organisation: there.organisation })
    expect(moved.memberships.map(({ name }) => name)).toEqual(['Lindegaard Academy', 'Lindegaard Group'])
    expect((await members(moved.actor)).map(({ id }) => id).toSorted()).toEqual(
      [here.member.id, there.member.id].toSorted(),
    )
    expect((await members(here.actor)).map(({ id }) => id)).toEqual([here.member.id])
  })

  test('entering an organisation is recorded there, and standing in it already is nothing to record', async () => {
    const here = await newOrganisation()
    const there = await newOrganisation()
    await owner().membership.create({
      data: { organisationId: there.organisation.id, memberId: here.member.id, role: 'auditor' },
    })
    const before = await kindsRecorded(here.organisation.id)
    await enterOrganisation(here.sessionId, there.organisation.id)
    await enterOrganisation(here.sessionId, there.organisation.id)
    expect((await recorded(there.organisation.id)).at(-1)).toMatchObject({
      kind: 'member.entered',
      body: expect.stringContaining(here.member.id),
    })
    const entered = (await kindsRecorded(there.organisation.id)).filter((kind) => kind === 'member.entered')
    expect(entered).toHaveLength(1)
    expect(await kindsRecorded(here.organisation.id)).toEqual(before)
  })

  test('outside an organisation no member can be read, and no password anywhere', async () => {
    await newOrganisation()
    expect(await doorway().member.findMany()).toEqual([])
    await expect(doorway().memberPassword.findMany()).rejects.toThrow(/permission denied/)
  })
})

describe('an invitation', () => {
  test('makes a member of its role, once, and is recorded', async () => {
    const inviter = await newOrganisation()
    const endsAt = new Date(Date.now() + 86_400_000)
    const invitation = await inviteMember(inviter.actor, { role: 'auditor', endsAt })
    const token = (invitation.ok && invitation.value.link.split('/welcome/').at(1)) || ''
    expect(await waitingInvitations(inviter.actor, new Date())).toHaveLength(1)
    const { id, name } = inviter.organisation
    expect(await openInvitation(token)).toEqual({ role: 'auditor', organisation: { id, name } })

    const login = newLogin()
    expect(await joinThrough(token, login)).toEqual({ ok: true, value: null })
    expect(await openInvitation(token)).toBeNull()
    expect(await joinThrough(token, newLogin())).toEqual({ ok: false, reason: 'invitationUnusable' })

    const listed = (await members(inviter.actor)).find((member) => member.login === login)
    expect(listed).toMatchObject({ role: 'auditor', endsAt })
    expect(await waitingInvitations(inviter.actor, new Date())).toEqual([])
    expect(await kindsRecorded(inviter.organisation.id)).toEqual([
      'organisation.created',
      'member.joined',
      'member.signedIn',
      'member.invited',
      'member.joined',
    ])
  })

  test('of two who use it at once, one joins', async () => {
    const inviter = await newOrganisation()
    const invitation = await inviteMember(inviter.actor, { role: 'admin', endsAt: null })
    const token = (invitation.ok && invitation.value.link.split('/').at(-1)) || ''
    const outcomes = await Promise.all([joinThrough(token, newLogin()), joinThrough(token, newLogin())])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes).toContainEqual({ ok: false, reason: 'invitationUnusable' })
    expect(await members(inviter.actor)).toHaveLength(2)
  })

  test('of two who join with one sign-in name at once, one joins and the other’s link stays usable', async () => {
    const inviter = await newOrganisation()
    const invite = async () => {
      const invitation = await inviteMember(inviter.actor, { role: 'admin', endsAt: null })
      return (invitation.ok && invitation.value.link.split('/').at(-1)) || ''
    }
    const tokens = [await invite(), await invite()]
    const login = newLogin()
    const outcomes = await Promise.all(tokens.map((token) => joinThrough(token, login)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes).toContainEqual({ ok: false, reason: 'loginTaken' })
    expect(await waitingInvitations(inviter.actor, new Date())).toHaveLength(1)
  })

  test('of two who found the first organisation at once, one does', async () => {
    const token = await firstLink()
    const before = await owner().organisation.count()
    const outcomes = await Promise.all([
      joinThrough(token, newLogin(), newName()),
      joinThrough(token, newLogin(), newName()),
    ])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await owner().organisation.count()).toBe(before + 1)
  })

  test('stays usable when the sign-in name is taken', async () => {
    const inviter = await newOrganisation()
    const token = await firstLink()
    expect(await joinThrough(token, inviter.member.login.toUpperCase(), newName())).toEqual({
      ok: false,
      reason: 'loginTaken',
    })
    expect(await joinThrough(token, newLogin(), newName())).toEqual({ ok: true, value: null })
  })

  test('does not tell its holder, name by name, who has an account', async () => {
    const inviter = await newOrganisation()
    const invitation = await inviteMember(inviter.actor, { role: 'admin', endsAt: null })
    const token = (invitation.ok && invitation.value.link.split('/').at(-1)) || ''
    const told = vi.spyOn(log, 'warn').mockReturnValue()
    const tries = Array.from({ length: 12 }, () => joinThrough(token, inviter.member.login))
    const reasons = (await Promise.all(tries)).map((outcome) => !outcome.ok && outcome.reason)
    expect(reasons.filter((reason) => reason === 'loginTaken')).toHaveLength(10)
    expect(reasons.filter((reason) => reason === 'hadTooOften')).toHaveLength(2)
    expect(JSON.stringify(told.mock.calls)).not.toContain(token)
    expect(await joinThrough(token, newLogin())).toMatchObject({
      reason: 'hadTooOften',
      values: { minutes: 60 },
    })
    await owner().rateCount.updateMany({ data: { beganAt: new Date(Date.now() - 3_601_000) } })
    expect(await joinThrough(token, newLogin())).toEqual({ ok: true, value: null })
  })

  test('founds no organisation under a name that is taken, and stays usable', async () => {
    const { organisation } = await newOrganisation()
    const token = await firstLink()
    const name = organisation.name.toUpperCase()
    expect(await joinThrough(token, newLogin(), name)).toEqual({
      ok: false,
      reason: 'organisationNameTaken',
      values: { name },
    })
    expect(await joinThrough(token, newLogin(), newName())).toEqual({ ok: true, value: null })
  })

  test('takes no password that is easy to guess, and stays usable', async () => {
    const inviter = await newOrganisation()
    const invitation = await inviteMember(inviter.actor, { role: 'admin', endsAt: null })
    const token = (invitation.ok && invitation.value.link.split('/').at(-1)) || ''
    const joins = (chosen: string) => joinThrough(token, newLogin(), null, chosen)
    expect(await joins('Password1234')).toMatchObject({ reason: 'passwordEasy' })
    expect(await joins(`${inviter.organisation.name} 1`)).toMatchObject({ reason: 'passwordOwnWords' })
    expect(await joins(password)).toEqual({ ok: true, value: null })
  })

  test('that founds takes no password out of the name that the organisation is given', async () => {
    const token = await firstLink()
    const name = newName()
    expect(await joinThrough(token, newLogin(), name, `${name} 1`)).toMatchObject({
      reason: 'passwordOwnWords',
    })
    expect(await joinThrough(token, newLogin(), name)).toEqual({ ok: true, value: null })
  })

  test('past its time opens nothing', async () => {
    const token = await firstLink({ expiresAt: new Date(0) })
    expect(await openInvitation(token)).toBeNull()
    expect(await joinThrough(token, newLogin(), 'Lindegaard Group')).toEqual({
      ok: false,
      reason: 'invitationUnusable',
    })
  })

  test('without an organisation asks for one', async () => {
    expect(await joinThrough(await firstLink(), newLogin())).toEqual({
      ok: false,
      reason: 'organisationUnnamed',
    })
  })

  test('leaves only a hash behind', async () => {
    const inviter = await newOrganisation()
    const invitation = await inviteMember(inviter.actor, { role: 'admin', endsAt: null })
    const token = (invitation.ok && invitation.value.link.split('/').at(-1)) || ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const rows = await owner().invitation.findMany({ where: { organisationId: inviter.organisation.id } })
    expect(rows.map(({ tokenHash }) => tokenHash.length)).toEqual([32])
    const bodies = (await recorded(inviter.organisation.id)).map(({ body }) => body).join()
    expect(bodies).not.toContain(token)
  })

  test('of an auditor needs an end, and no end may lie in the past', async () => {
    const { actor, organisation } = await newOrganisation()
    expect(await inviteMember(actor, { role: 'auditor', endsAt: null })).toEqual({
      ok: false,
      reason: 'auditorNeedsEnd',
    })
    expect(await inviteMember(actor, { role: 'admin', endsAt: new Date(0) })).toEqual({
      ok: false,
      reason: 'endIsPast',
    })
    expect(await kindsRecorded(organisation.id)).not.toContain('member.invited')
  })

  test('is for owners to give', async () => {
    const admin = await newMember(await newOrganisation(), 'admin')
    await expect(inviteMember(admin.actor, { role: 'owner', endsAt: null })).rejects.toThrow(Denied)
  })
})
