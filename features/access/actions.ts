'use server'

import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { getLocale, getTimeZone } from 'next-intl/server'
import { sessionCookie } from '#adapters/auth.ts'
import { endOfDay } from '#domain/day.ts'
import { isLanguage, languageOf } from '#domain/language.ts'
import { Missing } from '#domain/outcome.ts'
import { rememberLanguage } from '#i18n/remember-language.ts'
import { inputOf } from './action-state.ts'
import { acceptInvitation, enterOrganisation, inviteMember, signOut, speak } from './commands.ts'
import { currentSession, guarded, unguarded } from './guard.ts'
import { foundingInput, invitationInput, joiningInput, organisationChoice } from './schema.ts'

export const inviteMemberAction = guarded(
  'members:invite',
  invitationInput,
  async (actor, { role, lastDay }) => {
    const endsAt = lastDay === null ? null : endOfDay(lastDay, await getTimeZone())
    const outcome = await inviteMember(actor, { role, endsAt })
    if (outcome.ok) revalidatePath('/members')
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
