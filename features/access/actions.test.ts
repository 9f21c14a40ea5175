import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sessionCookie } from '#adapters/auth.ts'
import { doorway } from '#adapters/db.ts'
import { derivedSecret, settings } from '#adapters/env.ts'
import type { Role } from '#domain/permission.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import {
  addRoleMappingAction,
  changeAccessAction,
  endAccessAction,
  enterOrganisationAction,
  inviteMemberAction,
  offerResetAction,
  removeMemberFactorAction,
  signOutAction,
} from './actions.ts'
import { sessionState } from './queries.ts'

useTestDatabase()

const jar = vi.hoisted(() => ({ get: vi.fn(), set: vi.fn(), delete: vi.fn() }))
vi.mock('next/headers', () => ({ cookies: async () => jar }))
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

const { url } = settings()
beforeEach(() => {
  vi.clearAllMocks()
})
afterEach(() => {
  settings().url = url
})

/** A member who is signed in with this browser. */
const signedInMember = async (role: Role = 'admin') => {
  const { members, organisationId } = await makeWorld()
  const later = new Date(Date.now() + 60_000)
  const [row] = await doorway().$queryRaw<{ id: string }[]>`
    select session_start(${members[role].id}::uuid, ${later}::timestamptz, null) as id`
  const session = row?.id ?? ''
  const secret = derivedSecret(settings().key, 'sessions')
  const value = await encode({ token: { session }, secret })
  jar.get.mockImplementation((name: string) => (name === sessionCookie().name ? { value } : undefined))
  return { session, organisationId }
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
    const { session } = await signedInMember('owner')
    await owner().session.update({
      where: { id: session },
      data: { provenAt: new Date(Date.now() - 3_600_000) },
    })
    expect(await act(formOf({ role: 'owner', lastDay: '' }))).toMatchObject({ reason: 'signInAgain' })
  },
)

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
