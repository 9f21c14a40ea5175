import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Denied, Missing } from '#domain/outcome.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { inviteMember, signIn } from './commands.ts'
import {
  kindsRecorded,
  newMember,
  newOrganisation,
  password,
  presentOf,
  recorded,
  signedInAs,
} from './members.fixture.ts'
import { changeAccess, endAccess, endMemberSessions, withdrawInvitation } from './members.ts'
import { memberDetail, openInvitation, sessionState, waitingInvitations } from './queries.ts'

useTestDatabase()

const tomorrow = () => new Date(Date.now() + 86_400_000)
const isOver = async (sessionId: string) => (await sessionState(sessionId)).kind === 'none'

describe('changing a member’s access', () => {
  test('changes role and end, ends their sessions here, and is recorded', async () => {
    const boss = await newOrganisation()
    const admin = await newMember(boss, 'admin')
    const elsewhere = await signedInAs(admin.member.login)
    const endsAt = tomorrow()
    const asked = { memberId: admin.member.id, role: 'auditor', endsAt } as const
    expect(await changeAccess(boss.actor, asked)).toEqual({ ok: true, value: null })
    expect(await isOver(admin.sessionId)).toBe(true)
    expect(await isOver(elsewhere.sessionId)).toBe(true)
    expect(await isOver(boss.sessionId)).toBe(false)
    expect(await memberDetail(boss.actor, admin.member.id)).toMatchObject({
      role: 'auditor',
      endsAt,
      sessions: 0,
    })
    const events = (await recorded(boss.organisation.id)).slice(-2).map(({ body }) => JSON.parse(body))
    expect(events).toMatchObject([
      {
        kind: 'member.accessChanged',
        facts: { role: 'auditor', roleBefore: 'admin', endsAt: endsAt.toISOString() },
      },
      { kind: 'member.sessionsEnded', facts: { sessions: 2 } },
    ])
    expect((await signedInAs(admin.member.login)).role).toBe('auditor')
  })

  test('leaves a session alone that stands in another organisation', async () => {
    const boss = await newOrganisation()
    const there = await newOrganisation()
    await owner().membership.create({
      data: { organisationId: boss.organisation.id, memberId: there.member.id, role: 'admin' },
    })
    const asked = { memberId: there.member.id, role: 'decider', endsAt: null } as const
    expect(await changeAccess(boss.actor, asked)).toMatchObject({ ok: true })
    expect(await presentOf(there.sessionId)).toMatchObject({ role: 'owner' })
  })

  test('ends at once where that is asked, and can be given again', async () => {
    const boss = await newOrganisation()
    const { member, sessionId } = await newMember(boss, 'admin')
    expect(await endAccess(boss.actor, member.id)).toMatchObject({ ok: true })
    expect(await isOver(sessionId)).toBe(true)
    expect(await endAccess(boss.actor, member.id)).toEqual({ ok: false, reason: 'accessEnded' })
    const again = await signIn({ login: member.login, password })
    const outside = await sessionState(again.ok ? again.value.sessionId : '')
    expect(outside).toMatchObject({ kind: 'outside', memberships: [] })
    await changeAccess(boss.actor, { memberId: member.id, role: 'admin', endsAt: null })
    expect((await signedInAs(member.login)).role).toBe('admin')
  })

  test('of two owners who end each other’s access at once, one remains', async () => {
    const one = await newOrganisation()
    const other = await newMember(one, 'owner')
    const outcomes = await Promise.all([
      endAccess(one.actor, other.member.id),
      endAccess(other.actor, one.member.id),
    ])
    expect(outcomes.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(outcomes).toContainEqual({ ok: false, reason: 'lastOwner' })
  })

  test('that is refused changes nothing and ends no session', async () => {
    const boss = await newOrganisation()
    const asked = { memberId: boss.member.id, role: 'admin', endsAt: null } as const
    const before = await kindsRecorded(boss.organisation.id)
    expect(await changeAccess(boss.actor, asked)).toEqual({ ok: false, reason: 'lastOwner' })
    expect(await isOver(boss.sessionId)).toBe(false)
    expect(await kindsRecorded(boss.organisation.id)).toEqual(before)
  })

  test('is an owner’s to do, in their own organisation', async () => {
    const boss = await newOrganisation()
    const stranger = await newOrganisation()
    const admin = await newMember(boss, 'admin')
    const asked = { memberId: boss.member.id, role: 'auditor', endsAt: tomorrow() } as const
    await expect(changeAccess(admin.actor, asked)).rejects.toThrow(Denied)
    await expect(endMemberSessions(admin.actor, boss.member.id)).rejects.toThrow(Denied)
    await expect(changeAccess(stranger.actor, asked)).rejects.toThrow(Missing)
    await expect(endAccess(stranger.actor, admin.member.id)).rejects.toThrow(Missing)
    await expect(memberDetail(stranger.actor, admin.member.id)).rejects.toThrow(Missing)
    expect(await endMemberSessions(stranger.actor, admin.member.id)).toMatchObject({ reason: 'noSession' })
    expect(await isOver(admin.sessionId)).toBe(false)
  })
})

describe('a member’s sessions', () => {
  test('are counted and ended by an owner, and the member may sign in again', async () => {
    const boss = await newOrganisation()
    const admin = await newMember(boss, 'admin')
    await signedInAs(admin.member.login)
    expect(await memberDetail(boss.actor, admin.member.id)).toMatchObject({
      sessions: 2,
      seenAt: expect.any(Date),
    })
    expect(await endMemberSessions(boss.actor, admin.member.id)).toEqual({ ok: true, value: { sessions: 2 } })
    expect(await endMemberSessions(boss.actor, admin.member.id)).toEqual({ ok: false, reason: 'noSession' })
    expect((await signedInAs(admin.member.login)).role).toBe('admin')
  })
})

describe('a one-time link', () => {
  test('that is taken back opens no more, and is recorded once', async () => {
    const boss = await newOrganisation()
    const invitation = await inviteMember(boss.actor, { role: 'admin', endsAt: null })
    const token = (invitation.ok && invitation.value.link.split('/').at(-1)) || ''
    const [waiting] = await waitingInvitations(boss.actor, new Date())
    expect(await withdrawInvitation(boss.actor, waiting?.id ?? '')).toMatchObject({ ok: true })
    expect(await openInvitation(token)).toBeNull()
    expect(await waitingInvitations(boss.actor, new Date())).toEqual([])
    expect(await withdrawInvitation(boss.actor, waiting?.id ?? '')).toMatchObject({
      reason: 'invitationUnusable',
    })
    const kinds = await kindsRecorded(boss.organisation.id)
    expect(kinds.filter((kind) => kind === 'member.invitationWithdrawn')).toHaveLength(1)
  })

  test('of another organisation cannot be taken back', async () => {
    const boss = await newOrganisation()
    const stranger = await newOrganisation()
    await inviteMember(boss.actor, { role: 'admin', endsAt: null })
    const [waiting] = await waitingInvitations(boss.actor, new Date())
    expect(await withdrawInvitation(stranger.actor, waiting?.id ?? randomUUID())).toMatchObject({ ok: false })
    expect(await waitingInvitations(boss.actor, new Date())).toHaveLength(1)
  })
})
