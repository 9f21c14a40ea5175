import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setSignIn } from '#adapters/env.ts'
import type { Identity } from '#domain/identity.ts'
import { Denied } from '#domain/outcome.ts'
import type { Said } from '#domain/role-mapping.ts'
import { isRecent } from '#domain/session.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { inviteMember, signIn } from './commands.ts'
import { enterElsewhere } from './entering.ts'
import { beginFactor } from './factors.ts'
import { joinElsewhere, signInElsewhere, signInElsewhereAgain } from './identities.ts'
import {
  firstLink,
  kindsRecorded,
  newMember,
  newOrganisation,
  presentOf,
  recorded,
} from './members.fixture.ts'
import { changeAccess, endAccess } from './members.ts'
import { offerReset } from './passwords.ts'
import { openInvitation, type Present, sessionState } from './queries.ts'
import { addRoleMapping, removeRoleMapping, roleMappings } from './role-mappings.ts'

useTestDatabase()

const issuer = 'https://sign-in.example/tenant'
beforeAll(() => {
  setSignIn({ issuer, clientId: 'pomona', clientSecret: 'a secret' })
})
afterAll(() => {
  setSignIn(null)
})

const somebody = (fields: Partial<Identity> = {}): Identity => {
  const subject = randomUUID()
  return {
    issuer,
    subject,
    name: 'Freja Toft',
    called: `freja.${subject}@lindegaard.example`,
    provenAt: new Date(),
    ...fields,
  }
}
const nothing: Said = { groups: [], roles: [] }
const arrives = (identity: Identity, said: Partial<Said> = {}) =>
  signInElsewhere({ identity, said: { ...nothing, ...said }, browser: null, held: null })
const presentAt = async (identity: Identity, said: Partial<Said> = {}) => {
  const outcome = await arrives(identity, said)
  if (!outcome.ok) throw new Error(outcome.reason)
  const { sessionId } = outcome.value
  return { ...(await presentOf(sessionId)), sessionId }
}
const linkFrom = async (inviter: Present, role: 'admin' | 'owner' = 'admin') => {
  const invited = await inviteMember(inviter.actor, { role, endsAt: null })
  if (!invited.ok) throw new Error(invited.reason)
  return invited.value.link.split('/').at(-1) ?? ''
}
/** An organisation that maps a group of its own to a role. */
const mapping = async (role: 'admin' | 'decider' | 'owner' = 'admin') => {
  const boss = await newOrganisation()
  const group = randomUUID()
  await addRoleMapping(boss.actor, { claim: 'groups', value: group, role })
  return { boss, group, id: boss.organisation.id }
}

describe('somebody whom the issuer vouches for', () => {
  test('and nobody here mapped or invited is a stranger, of whom nothing is kept', async () => {
    const stranger = somebody()
    expect(await arrives(stranger, { groups: [randomUUID()] })).toEqual({ ok: false, reason: 'notAMember' })
    expect(await owner().member.count({ where: { subject: stranger.subject } })).toBe(0)
  })

  test('whose groups the issuer does not name is told so', async () => {
    await mapping()
    expect(await arrives(somebody(), { groups: null })).toEqual({ ok: false, reason: 'groupsUnreadable' })
  })

  test('and who is in a mapped group comes in with its role, on record', async () => {
    const { group, id } = await mapping()
    const present = await presentAt(somebody(), { groups: [group] })
    expect(present).toMatchObject({ role: 'admin', organisation: { id }, member: { issuer } })
    expect((await kindsRecorded(id)).slice(-2)).toEqual(['member.roleMapped', 'member.signedIn'])
  })

  test('is known by issuer and subject: the same name elsewhere, or by another subject, is a stranger', async () => {
    const { group } = await mapping()
    const freja = somebody()
    const known = await presentAt(freja, { groups: [group] })
    for (const other of [
      { ...freja, subject: randomUUID() },
      { ...freja, issuer: 'https://elsewhere.example' },
    ])
      expect(await arrives(other)).toEqual({ ok: false, reason: 'notAMember' })
    const namesake = await presentAt({ ...freja, subject: randomUUID() }, { groups: [group] })
    expect(namesake.member.id).not.toBe(known.member.id)
    expect(namesake.member.login).not.toBe(known.member.login)
  })

  test('and calls themselves like a local member is not that member', async () => {
    const boss = await newOrganisation()
    expect(await arrives(somebody({ called: boss.member.login }))).toEqual({
      ok: false,
      reason: 'notAMember',
    })
    expect(await arrives(somebody({ issuer: 'local', subject: boss.member.id }))).toEqual({
      ok: false,
      reason: 'notAMember',
    })
  })

  test('has no password here: none opens, none is offered, and no second factor', async () => {
    const { boss, group } = await mapping()
    const present = await presentAt(somebody(), { groups: [group] })
    expect(await signIn({ login: present.member.login, password: '' })).toEqual({
      ok: false,
      reason: 'wrongSignIn',
    })
    const refusal = { ok: false, reason: 'signsInElsewhere' }
    expect(await offerReset(boss.actor, present.member.id)).toEqual(refusal)
    expect(await beginFactor(present, present.sessionId)).toEqual(refusal)
  })
})

describe('the role', () => {
  test('follows the group at the next sign-in; what stood under the old one ends', async () => {
    const { boss, group, id } = await mapping()
    const other = randomUUID()
    await addRoleMapping(boss.actor, { claim: 'roles', value: other, role: 'decider' })
    const freja = somebody()
    const before = await presentAt(freja, { groups: [group] })
    expect(await presentAt(freja, { roles: [other] })).toMatchObject({ role: 'decider' })
    expect(await sessionState(before.sessionId)).toEqual({ kind: 'none' })
    expect(
      JSON.parse((await recorded(id)).findLast(({ kind }) => kind === 'member.roleMapped')?.body ?? ''),
    ).toMatchObject({
      facts: { role: 'decider', roleBefore: 'admin' },
    })
  })

  test('goes with the group, and its sessions at once; it comes back with it', async () => {
    const { group, id } = await mapping()
    const freja = somebody()
    const before = await presentAt(freja, { groups: [group] })
    const after = await arrives(freja)
    expect(await sessionState(before.sessionId)).toEqual({ kind: 'none' })
    expect(after.ok && (await sessionState(after.value.sessionId)).kind).toBe('outside')
    expect((await kindsRecorded(id)).slice(-2)).toEqual(['member.roleUnmapped', 'member.sessionsEnded'])
    expect(await presentAt(freja, { groups: [group] })).toMatchObject({ role: 'admin' })
  })

  test('stands where the issuer does not name the groups, on record', async () => {
    const { group, id } = await mapping()
    const freja = somebody()
    await presentAt(freja, { groups: [group] })
    expect(await presentAt(freja, { groups: null })).toMatchObject({ role: 'admin' })
    expect((await kindsRecorded(id)).slice(-2)).toEqual(['member.groupsUnreadable', 'member.signedIn'])
  })

  test('that an owner gave or ended is theirs: no group changes it', async () => {
    const { boss, group } = await mapping()
    const freja = somebody()
    const { member } = await presentAt(freja, { groups: [group] })
    await changeAccess(boss.actor, { memberId: member.id, role: 'decider', endsAt: null })
    expect(await presentAt(freja, { groups: [group] })).toMatchObject({ role: 'decider' })
    expect(await presentAt(freja)).toMatchObject({ role: 'decider' })
    await endAccess(boss.actor, member.id)
    const ended = await arrives(freja, { groups: [group] })
    expect(ended.ok && (await sessionState(ended.value.sessionId)).kind).toBe('outside')
  })

  test('of the last owner stays, whatever the groups say', async () => {
    const { boss, group } = await mapping('owner')
    const freja = somebody()
    const present = await presentAt(freja, { groups: [group] })
    await endAccess(present.actor, boss.member.id)
    expect(await presentAt(freja)).toMatchObject({ role: 'owner' })
  })

  test('is given in no other organisation than the one that maps the group', async () => {
    const [here, there] = [await mapping(), await mapping()]
    const present = await presentAt(somebody(), { groups: [here.group] })
    expect(present.memberships.map(({ organisationId }) => organisationId)).toEqual([here.id])
    expect(await kindsRecorded(there.id)).not.toContain('member.roleMapped')
  })

  test('no longer follows where the group was unmapped, or the issuer is another one', async () => {
    const { boss, group } = await mapping()
    const [listed] = await roleMappings(boss.actor)
    expect(
      await arrives(somebody({ issuer: 'https://elsewhere.example' }), { groups: [group] }),
    ).toMatchObject({ ok: false })
    await removeRoleMapping(boss.actor, listed?.id ?? '')
    expect(await arrives(somebody(), { groups: [group] })).toMatchObject({ ok: false })
  })
})

describe('mapping', () => {
  test('is added and removed once, by owners, on record', async () => {
    const { boss, group, id } = await mapping()
    const again = { claim: 'groups', value: group, role: 'decider' } as const
    expect(await addRoleMapping(boss.actor, again)).toEqual({ ok: false, reason: 'mappedAlready' })
    const [listed] = await roleMappings(boss.actor)
    expect(await removeRoleMapping(boss.actor, listed?.id ?? '')).toMatchObject({ ok: true })
    expect(await removeRoleMapping(boss.actor, listed?.id ?? '')).toEqual({
      ok: false,
      reason: 'mappingGone',
    })
    expect((await kindsRecorded(id)).slice(-2)).toEqual(['roleMapping.added', 'roleMapping.removed'])
    const admin = await newMember(boss, 'admin')
    await expect(addRoleMapping(admin.actor, again)).rejects.toThrow(Denied)
    await expect(removeRoleMapping(admin.actor, randomUUID())).rejects.toThrow(Denied)
  })

  test('of another organisation is neither seen nor removed', async () => {
    const [here, there] = [await mapping(), await mapping()]
    const [theirs] = await roleMappings(there.boss.actor)
    expect((await roleMappings(here.boss.actor)).map(({ value }) => value)).toEqual([here.group])
    expect(await removeRoleMapping(here.boss.actor, theirs?.id ?? '')).toEqual({
      ok: false,
      reason: 'mappingGone',
    })
  })
})

describe('a one-time link', () => {
  test('lets somebody in with its role, on record, and opens once; no group changes the role', async () => {
    const { boss, group, id } = await mapping('decider')
    const token = await linkFrom(boss)
    const freja = somebody()
    const joined = await enterElsewhere(
      { identity: freja, said: nothing, browser: null, held: null },
      `/welcome/${token}`,
    )
    expect('sessionId' in joined && (await presentOf(joined.sessionId))).toMatchObject({
      role: 'admin',
      organisation: { id },
    })
    expect((await kindsRecorded(id)).slice(-2)).toEqual(['member.joined', 'member.signedIn'])
    expect(await openInvitation(token)).toBeNull()
    expect(await presentAt(freja, { groups: [group] })).toMatchObject({ role: 'admin' })
    const late = await enterElsewhere(
      { identity: somebody(), said: nothing, browser: null, held: null },
      `/welcome/${token}`,
    )
    expect(late).toEqual({ path: `/welcome/${token}` })
  })

  test('lets a known member into a second organisation, and stands there', async () => {
    const { group } = await mapping()
    const other = await newOrganisation()
    const freja = somebody()
    const { sessionId: held } = await presentAt(freja, { groups: [group] })
    const joined = await joinElsewhere(
      { identity: freja, said: nothing, browser: null, held },
      await linkFrom(other),
    )
    expect(await sessionState(held)).toEqual({ kind: 'none' })
    expect(joined.ok && (await presentOf(joined.value.sessionId)).organisation.id).toBe(other.organisation.id)
  })

  test('is not used up by whoever belongs already, nor founds an installation', async () => {
    const boss = await newOrganisation()
    const freja = { identity: somebody(), said: nothing, browser: null, held: null }
    await joinElsewhere(freja, await linkFrom(boss, 'owner'))
    const token = await linkFrom(boss)
    const refusal = { ok: false, reason: 'invitationUnusable' }
    expect(await joinElsewhere(freja, token)).toEqual(refusal)
    expect(await openInvitation(token)).not.toBeNull()
    expect(await joinElsewhere(freja, await firstLink())).toEqual(refusal)
  })
})

describe('showing once more that it is oneself', () => {
  const again = async (identity: Identity, held: Present & { sessionId: string }) =>
    signInElsewhereAgain({ kind: 'present', sessionId: held.sessionId, present: held }, identity, new Date())
  const hoursAgo = () => new Date(Date.now() - 3_600_000)
  const recent = async (sessionId: string) => isRecent((await presentOf(sessionId)).provenAt, new Date())

  test('is as old as the issuer says: a session there proves nothing new', async () => {
    const { group } = await mapping()
    for (const provenAt of [hoursAgo(), null]) {
      const { sessionId } = await presentAt(somebody({ provenAt }), { groups: [group] })
      expect(await recent(sessionId)).toBe(false)
    }
    const ahead = new Date(Date.now() + 86_400_000)
    const { sessionId } = await presentAt(somebody({ provenAt: ahead }), { groups: [group] })
    expect((await presentOf(sessionId)).provenAt.getTime()).toBeLessThanOrEqual(Date.now() + 5_000)
  })

  test('makes the same session recent again, on record', async () => {
    const { group, id } = await mapping()
    const freja = somebody({ provenAt: hoursAgo() })
    const held = await presentAt(freja, { groups: [group] })
    expect(await again({ ...freja, provenAt: new Date() }, held)).toMatchObject({
      ok: true,
      value: { sessionId: held.sessionId },
    })
    expect(await recent(held.sessionId)).toBe(true)
    expect((await kindsRecorded(id)).at(-1)).toBe('member.signedInAgain')
  })

  test('takes the same person, and a word that it was just now', async () => {
    const { group } = await mapping()
    const freja = somebody({ provenAt: hoursAgo() })
    const held = await presentAt(freja, { groups: [group] })
    expect(await again(somebody(), held)).toEqual({ ok: false, reason: 'anotherPerson' })
    expect(await again(freja, held)).toEqual({ ok: false, reason: 'notShownAgain' })
    expect(await again({ ...freja, provenAt: null }, held)).toEqual({ ok: false, reason: 'notShownAgain' })
    expect(await recent(held.sessionId)).toBe(false)
    const path = await enterElsewhere(
      { identity: somebody(), said: nothing, browser: null, held: held.sessionId },
      '/members',
    )
    expect(path).toEqual({ path: '/sign-in/again?next=%2Fmembers&reason=anotherPerson' })
  })
})
