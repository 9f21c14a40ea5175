import { describe, expect, test } from 'vitest'
import { stepOf } from '#adapters/one-time-code.ts'
import { Denied } from '#domain/outcome.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { signIn, signInAgain } from './commands.ts'
import { factorOf, hashOfRecovery } from './factor-codes.ts'
import { codeOf, withFactor } from './factors.fixture.ts'
import { beginFactor, confirmFactor, removeFactor, removeMemberFactor } from './factors.ts'
import { kindsRecorded, newMember, newOrganisation, password } from './members.fixture.ts'
import { changePassword } from './passwords.ts'

useTestDatabase()

const opens = async (login: string, code?: string) => {
  const outcome = await signIn({ login, password, code })
  return outcome.ok || outcome.reason
}

describe('a second factor', () => {
  test('is asked for once a code of it was shown, and is recorded', async () => {
    const held = await newOrganisation()
    const { login } = held.member
    const begun = await beginFactor(held, held.sessionId)
    expect(await opens(login)).toBe(true)
    const secret = (begun.ok && begun.value.secret) || ''
    const wrong = codeOf(secret, 7)
    expect(await confirmFactor(held, { sessionId: held.sessionId, code: wrong })).toMatchObject({
      reason: 'wrongCode',
    })
    expect(await factorOf(held.member.id)).toBeNull()
    const right = codeOf(secret)
    expect(await confirmFactor(held, { sessionId: held.sessionId, code: right })).toMatchObject({ ok: true })
    expect(await factorOf(held.member.id)).toMatchObject({ recoveryLeft: 10 })
    expect(await opens(login)).toBe('codeNeeded')
    expect(await opens(login, codeOf(secret, 1))).toBe(true)
    expect(await kindsRecorded(held.organisation.id)).toContain('member.factorAdded')
  })

  test('opens once with each code, also when two show it together', async () => {
    const { login, secret } = await withFactor(await newOrganisation())
    const code = codeOf(secret, 1)
    expect((await Promise.all([opens(login, code), opens(login, code)])).toSorted()).toEqual([
      true,
      'wrongSignIn',
    ])
    expect(await opens(login, code)).toBe('wrongSignIn')
  })

  test('tells that a code is needed to whoever knows the password, and to nobody else', async () => {
    const { login } = await withFactor(await newOrganisation())
    expect(await signIn({ login, password: 'a guess' })).toMatchObject({ reason: 'wrongSignIn' })
    expect(await signIn({ login, password: 'a guess', code: '123456' })).toMatchObject({
      reason: 'wrongSignIn',
    })
  })

  test('locks after five wrong codes, and the right one does not open then', async () => {
    const { login, secret } = await withFactor(await newOrganisation())
    for (let failure = 1; failure <= 5; failure += 1)
      expect(await opens(login, '000000x')).toBe('wrongSignIn')
    expect(await opens(login, codeOf(secret, 1))).toBe('wrongSignIn')
  })

  test('is replaced by each recovery code once, however it is typed', async () => {
    const { held, login, recovery } = await withFactor(await newOrganisation())
    expect(new Set(recovery).size).toBe(10)
    // Seven groups of four of 31 letters and figures: more than 128 bits.
    for (const code of recovery) expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){6}[a-hjkmnp-z2-9]{4}$/)
    const [first = '', second = ''] = recovery
    expect(await opens(login, first)).toBe(true)
    expect(await opens(login, first)).toBe('wrongSignIn')
    expect(await opens(login, ` ${second.toUpperCase().replaceAll('-', ' ')}`)).toBe(true)
    expect(await factorOf(held.member.id)).toMatchObject({ recoveryLeft: 8 })
  })

  test('is replaced by the shorter recovery codes of before too', async () => {
    const { held, login } = await withFactor(await newOrganisation())
    const shorter = 'k7wq-x3mh-vp9r-t2ne'
    await owner().memberFactor.update({
      where: { memberId: held.member.id },
      data: { recovery: [hashOfRecovery(shorter)] },
    })
    expect(await opens(login, shorter)).toBe(true)
    expect(await opens(login, shorter)).toBe('wrongSignIn')
  })

  test('is asked for with the password where somebody shows once more that it is them, and for a new password', async () => {
    const { held, secret, recovery } = await withFactor(await newOrganisation())
    const { sessionId } = held
    expect(await signInAgain(held, { sessionId, password })).toMatchObject({ reason: 'codeNeeded' })
    expect(await signInAgain(held, { sessionId, password, code: codeOf(secret, 1) })).toMatchObject({
      ok: true,
    })
    const next = 'plum tree by the wall'
    expect(await changePassword(held, { sessionId, current: password, next })).toMatchObject({
      reason: 'codeNeeded',
    })
    const code = recovery[0] ?? ''
    expect(await changePassword(held, { sessionId, current: password, code, next })).toMatchObject({
      ok: true,
    })
  })

  test('is not begun anew while it stands, and removed by whoever shows both', async () => {
    const { held, login, recovery } = await withFactor(await newOrganisation())
    const { sessionId } = held
    expect(await beginFactor(held, sessionId)).toEqual({ ok: false, reason: 'factorStands' })
    expect(await removeFactor(held, { sessionId, password })).toMatchObject({ reason: 'codeNeeded' })
    expect(await removeFactor(held, { sessionId, password, code: 'a guess' })).toMatchObject({
      reason: 'wrongPassword',
    })
    expect(await removeFactor(held, { sessionId, password, code: recovery[0] })).toMatchObject({ ok: true })
    expect(await opens(login)).toBe(true)
    expect(await kindsRecorded(held.organisation.id)).toContain('member.factorRemoved')
  })

  test('is kept sealed, for its member alone, and recovery codes as hashes', async () => {
    const one = await withFactor(await newOrganisation())
    const other = await withFactor(await newOrganisation())
    const row = await owner().memberFactor.findUniqueOrThrow({ where: { memberId: one.held.member.id } })
    expect(
      JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(one.secret)
    await owner().memberFactor.update({
      where: { memberId: other.held.member.id },
      data: { sealed: row.sealed },
    })
    await expect(opens(other.login, codeOf(one.secret, 1))).rejects.toThrow()
  })

  test('is taken off by an owner for a member of their organisation alone', async () => {
    const boss = await newOrganisation()
    const there = await newOrganisation()
    const { held, login } = await withFactor(await newMember(boss, 'admin'))
    const { id } = held.member
    await expect(removeMemberFactor(held.actor, boss.member.id)).rejects.toThrow(Denied)
    expect(await removeMemberFactor(there.actor, id)).toMatchObject({ ok: false })
    const elsewhere = { organisationId: there.organisation.id, memberId: id }
    await owner().membership.create({ data: { ...elsewhere, role: 'admin' } })
    expect(await removeMemberFactor(boss.actor, id)).toEqual({ ok: false, reason: 'belongsElsewhere' })
    await owner().membership.delete({ where: { organisationId_memberId: elsewhere } })
    expect(await removeMemberFactor(boss.actor, id)).toMatchObject({ ok: true })
    expect(await opens(login)).toBe(true)
  })

  test('of an owner is not taken off by themselves as that of a member, where no code is asked for', async () => {
    const { held, login } = await withFactor(await newOrganisation())
    expect(await removeMemberFactor(held.actor, held.member.id)).toEqual({ ok: false, reason: 'ownSignIn' })
    expect(await opens(login)).toBe('codeNeeded')
  })
})

test('a code is right for half a minute to either side, and only as six figures', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
  const step = Math.floor(Date.now() / 30_000)
  expect(stepOf(secret, codeOf(secret), 0)).toBe(step)
  for (const away of [-1, 1]) expect(stepOf(secret, codeOf(secret, away), 0)).toBe(step + away)
  for (const away of [-3, 3]) expect(stepOf(secret, codeOf(secret, away), 0)).toBeNull()
  const code = codeOf(secret)
  expect(stepOf(secret, `${code.slice(0, 3)} ${code.slice(3)}`, 0)).toBe(step)
  expect(stepOf(secret, code, step)).toBeNull()
  for (const text of ['', '12345', '1234567', 'abcdef']) expect(stepOf(secret, text, 0)).toBeNull()
})
