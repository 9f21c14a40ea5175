import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { doorway } from '#adapters/db.ts'
import { derivedSecret, settings } from '#adapters/env.ts'
import { sessionCookie } from '#adapters/session-cookie.ts'
import type { Role } from '#domain/permission.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import {
  addRoleMappingAction,
  beginFactorAction,
  changeAccessAction,
  changePasswordAction,
  confirmFactorAction,
  endAccessAction,
  endOwnSessionsAction,
  enterOrganisationAction,
  inviteMemberAction,
  offerResetAction,
  removeMemberFactorAction,
  signOutAction,
} from './actions.ts'
import { sessionState } from './queries.ts'

useTestDatabase()

const jar = vi.hoisted(() => ({ get: vi.fn(), set: vi.fn(), delete: vi.fn() }))
vi.mock('next/headers', () => ({ cookies: async () => jar, headers: async () => new Headers() }))
vi.mock('next/navigation', () => {
  const leave = (how: string) => (to?: string) => {
    throw new Error(to === undefined ? how : `${how} ${to}`)
  }
  return { notFound: leave('not found'), redirect: leave('redirect'), unstable_rethrow: () => {} }
})
vi.mock('next-intl/server', () => ({
  getLocale: async () => 'en-GB',
  getTranslations: async () => (key: string) => key,
}))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))

const { url } = settings()
beforeEach(() => {
  vi.clearAllMocks()
})
afterEach(() => {
  settings().url = url
})

/** A member who is signed in with this browser. */
const signedInMember = async ({
  role = 'admin',
  provenAt = new Date(),
}: {
  role?: Role
  provenAt?: Date
} = {}) => {
  const { members, organisationId } = await makeWorld()
  const later = new Date(Date.now() + 60_000)
  const [row] = await doorway().$queryRaw<{ id: string }[]>`
    select session_start(${members[role].id}::uuid, ${later}::timestamptz, null, ${provenAt}::timestamptz) as id`
  const session = row?.id ?? ''
  const secret = derivedSecret(settings().key, 'sessions')
  const value = await encode({ token: { session }, secret })
  jar.get.mockImplementation((name: string) => (name === sessionCookie().name ? { value } : undefined))
  return { session, organisationId, memberId: members.admin.id }
}

const formOf = (fields: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

test.each([
  ['what is no id', 'elsewhere'],
  ['an organisation of others', randomUUID()],
])('entering %s finds nothing and moves nobody', async (_what, organisation) => {
  const { session, organisationId } = await signedInMember()
  await expect(enterOrganisationAction(formOf({ organisation }))).rejects.toThrow('not found')
  expect(await sessionState(session)).toMatchObject({ present: { organisation: { id: organisationId } } })
})

test.each(
  Object.entries({
    addRoleMappingAction,
    changeAccessAction,
    endAccessAction,
    inviteMemberAction,
    offerResetAction,
    removeMemberFactorAction,
  }),
)(
  '%s gives or takes access, so an owner who signed in a while ago is asked for their password',
  async (_, act) => {
    await signedInMember({ role: 'owner', provenAt: new Date(Date.now() - 3_600_000) })
    expect(await act(formOf({ role: 'owner', lastDay: '' }))).toMatchObject({ reason: 'signInAgain' })
  },
)

const [quarterOfAnHour, aLittle] = [15 * 60_000, 10_000]
const ago = (ms: number) => ({ provenAt: new Date(Date.now() - ms) })

describe.each([
  ['setting up a second factor', beginFactorAction, {}],
  ['putting it in force', confirmFactorAction, { code: '123456' }],
  ['ending one’s other sessions', endOwnSessionsAction, {}],
])('%s', (_what, action, fields: Record<string, string>) => {
  test('asks whoever signed in a quarter of an hour ago for their password', async () => {
    await signedInMember(ago(quarterOfAnHour))
    expect(await action(formOf(fields))).toMatchObject({
      reason: 'signInAgain',
      asks: [{ name: 'currentPassword', kind: 'password' }],
    })
  })

  test('asks whoever signed in a moment ago for nothing more', async () => {
    await signedInMember(ago(quarterOfAnHour - aLittle))
    expect(await action(formOf(fields))).not.toHaveProperty('asks')
  })

  test('leads whoever signs in elsewhere there', async () => {
    const { memberId } = await signedInMember(ago(quarterOfAnHour))
    await owner().member.update({ where: { id: memberId }, data: { issuer: 'https://issuer.example' } })
    expect(await action(formOf(fields))).toMatchObject({
      reason: 'signInAgainElsewhere',
      nextStep: { href: '/sign-in/again?next=%2F' },
    })
  })
})

describe('a member without the second factor that is demanded', () => {
  const lacking = async (signedIn = new Date()) => {
    const { organisationId } = await signedInMember({ provenAt: signedIn })
    await owner().organisation.update({ where: { id: organisationId }, data: { demandsFactor: true } })
  }

  test.each([
    ['change their password', changePasswordAction],
    ['end sessions', endOwnSessionsAction],
    ['invite somebody', inviteMemberAction],
  ])('cannot %s: they are led to set it up', async (_what, action) => {
    await lacking()
    await expect(action(formOf({}))).rejects.toThrow('redirect /sign-in/second-factor')
  })

  test('sets it up, and shows their password again where they signed in a while ago', async () => {
    await lacking()
    expect(await beginFactorAction(formOf({}))).toMatchObject({ ok: true })
    await lacking(new Date(0))
    expect(await beginFactorAction(formOf({}))).toMatchObject({ reason: 'signInAgain' })
  })
})

test.each([
  ['http://localhost:3000', { name: 'pomona-session', secure: false, path: '/' }],
  ['https://pomona.example', { name: '__Host-pomona-session', secure: true, path: '/' }],
])('signing out of %s deletes the cookie as it was set, or a browser keeps it', async (address, cookie) => {
  settings().url = address
  const { session } = await signedInMember()
  await expect(signOutAction()).rejects.toThrow('redirect /sign-in')
  expect(jar.delete).toHaveBeenCalledWith(cookie)
  expect(await sessionState(session)).toEqual({ kind: 'none' })
})
