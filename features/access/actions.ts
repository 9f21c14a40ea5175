'use server'

import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { getLocale, getTimeZone } from 'next-intl/server'
import { encode } from 'uqr'
import { z } from 'zod'
import { addressOf } from '#adapters/one-time-code.ts'
import { sessionCookie } from '#adapters/session-cookie.ts'
import { endOfDay } from '#domain/day.ts'
import { isLanguage, languageOf } from '#domain/language.ts'
import { done, Missing } from '#domain/outcome.ts'
import { rememberLanguage } from '#i18n/remember-language.ts'
import { inputOf } from './action-state.ts'
import { acceptInvitation, enterOrganisation, inviteMember, speak } from './commands.ts'
import { changeFactorDemand } from './factor-demand.ts'
import { beginFactor, confirmFactor, removeFactor, removeMemberFactor } from './factors.ts'
import {
  currentSession,
  guarded,
  guardedForFactor,
  guardedForSelf,
  guardedRecently,
  guardedRecentlyForSelf,
  unguarded,
} from './guard.ts'
import { changeAccess, endAccess, endMemberSessions, withdrawInvitation } from './members.ts'
import { acceptReset, changePassword, offerReset } from './passwords.ts'
import { addRoleMapping, removeRoleMapping } from './role-mappings.ts'
import {
  accessInput,
  codeInput,
  demandInput,
  foundingInput,
  invitationChoice,
  invitationInput,
  joiningInput,
  mappingChoice,
  mappingInput,
  memberChoice,
  organisationChoice,
  passwordInput,
  removalInput,
  resetInput,
  sessionChoice,
} from './schema.ts'
import { endOwnSessions, signOut } from './sessions.ts'

export const inviteMemberAction = guardedRecently(
  'members:invite',
  invitationInput,
  async (actor, { role, lastDay }) => {
    const outcome = await inviteMember(actor, { role, endsAt: await endOf(lastDay) })
    if (outcome.ok) revalidatePath('/members')
    return outcome
  },
)

const endOf = async (lastDay: string | null): Promise<Date | null> =>
  lastDay === null ? null : endOfDay(lastDay, await getTimeZone())

export const withdrawInvitationAction = guarded(
  'members:invite',
  invitationChoice,
  async (actor, { invitation }) => {
    const outcome = await withdrawInvitation(actor, invitation)
    revalidatePath('/members')
    return outcome
  },
)

export const changeAccessAction = guardedRecently(
  'members:change',
  accessInput,
  async (actor, { member, role, lastDay }) => {
    const outcome = await changeAccess(actor, { memberId: member, role, endsAt: await endOf(lastDay) })
    if (outcome.ok) revalidatePath('/members', 'layout')
    return outcome
  },
)

export const endAccessAction = guardedRecently('members:change', memberChoice, async (actor, { member }) => {
  const outcome = await endAccess(actor, member)
  if (outcome.ok) revalidatePath('/members', 'layout')
  return outcome
})

export const endMemberSessionsAction = guarded('members:change', memberChoice, async (actor, { member }) => {
  const outcome = await endMemberSessions(actor, member)
  revalidatePath('/members', 'layout')
  return outcome
})

export const addRoleMappingAction = guardedRecently('members:change', mappingInput, async (actor, input) => {
  const outcome = await addRoleMapping(actor, input)
  if (outcome.ok) revalidatePath('/settings/role-mappings')
  return outcome
})

export const removeRoleMappingAction = guarded(
  'members:change',
  mappingChoice,
  async (actor, { mapping }) => {
    const outcome = await removeRoleMapping(actor, mapping)
    revalidatePath('/settings/role-mappings')
    return outcome
  },
)

export const offerResetAction = guardedRecently('members:change', memberChoice, (actor, { member }) =>
  offerReset(actor, member),
)

export const resetAction = unguarded(resetInput, acceptReset)

export const changePasswordAction = guardedForSelf(
  passwordInput,
  async ({ sessionId, present }, { current, code, password }) => {
    const outcome = await changePassword(present, { sessionId, current, code, next: password })
    revalidatePath('/your-sign-in')
    return outcome
  },
)

/** Shows the secret of a new second factor, as a picture and as text: it is in force once a code of it was shown. */
export const beginFactorAction = guardedForFactor(z.object({}), async ({ sessionId, present }) => {
  const begun = await beginFactor(present, sessionId)
  if (!begun.ok) return begun
  const { secret } = begun.value
  return done({ secret, cells: encode(addressOf(secret, present.member.login), { border: 0 }).data })
})

export const confirmFactorAction = guardedForFactor(codeInput, ({ sessionId, present }, { code }) =>
  confirmFactor(present, { sessionId, code }),
)

export const removeFactorAction = guardedForSelf(
  removalInput,
  async ({ sessionId, present }, { current, code }) => {
    const outcome = await removeFactor(present, { sessionId, password: current, code })
    if (outcome.ok) revalidatePath('/your-sign-in')
    return outcome
  },
)

export const removeMemberFactorAction = guardedRecently(
  'members:change',
  memberChoice,
  async (actor, { member }) => {
    const outcome = await removeMemberFactor(actor, member)
    if (outcome.ok) revalidatePath('/members', 'layout')
    return outcome
  },
)

export const changeFactorDemandAction = guardedRecently(
  'members:change',
  demandInput,
  async (actor, { demanded }) => {
    const outcome = await changeFactorDemand(actor, demanded)
    if (outcome.ok) revalidatePath('/settings')
    return outcome
  },
)

/** Ends another session of whoever asks, or all others. */
export const endOwnSessionsAction = guardedRecentlyForSelf(
  sessionChoice,
  async ({ sessionId, present }, { session }) => {
    const outcome = await endOwnSessions(present, { sessionId, other: session ?? null })
    revalidatePath('/your-sign-in')
    return outcome
  },
)

export const joinAction = unguarded(joiningInput, async (input) =>
  acceptInvitation({ ...input, language: languageOf(await getLocale()), organisation: null }),
)

export const foundOrganisationAction = unguarded(
  foundingInput,
  async ({ organisationName, country, ...input }) =>
    acceptInvitation({
      ...input,
      language: languageOf(await getLocale()),
      organisation: { name: organisationName, country },
    }),
)

/**
 * Changes the language of this browser and, for whoever is signed in, of the member. Anyone may call it: it changes
 * only the caller's own pages.
 */
export async function speakAction(form: FormData): Promise<void> {
  const language = form.get('language')
  if (!isLanguage(language)) return
  await rememberLanguage(language)
  const state = await currentSession()
  if (state.kind !== 'none') await speak(state.sessionId, language)
}

/** Moves the session to another organisation of the member and starts again at its overview. */
export async function enterOrganisationAction(form: FormData): Promise<void> {
  const state = await currentSession()
  if (state.kind === 'none') redirect('/sign-in')
  const choice = organisationChoice.safeParse(inputOf(form))
  if (!choice.success) notFound()
  try {
    await enterOrganisation(state.sessionId, choice.data.organisation)
  } catch (error) {
    if (error instanceof Missing) notFound()
    throw error
  }
  redirect('/')
}

/** Ends the session itself, not only this browser's memory of it. */
export async function signOutAction(): Promise<void> {
  const state = await currentSession()
  if (state.kind !== 'none') await signOut(state.sessionId)
  const jar = await cookies()
  jar.delete(sessionCookie())
  redirect('/sign-in')
}
