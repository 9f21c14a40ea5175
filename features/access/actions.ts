'use server'

import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { sessionCookieName } from '#adapters/auth.ts'
import { chooseLanguage } from '../../i18n/choose-language.ts'
import { isLanguage, languageOf } from '../../i18n/language.ts'
import { inputOf } from './action-state.ts'
import { acceptInvitation, enterOrganisation, inviteMember, signOut, speak } from './commands.ts'
import { currentSession, guarded, unguarded } from './guard.ts'
import { foundingInput, invitationInput, joiningInput, organisationChoice } from './schema.ts'

export const inviteMemberAction = guarded(
  'members:invite',
  invitationInput,
  async (actor, { role, lastDay }) => {
    const outcome = await inviteMember(actor, { role, endsAt: lastDay })
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

/** Changes the language of this browser and, for whoever is signed in, of the member. */
export async function speakAction(form: FormData): Promise<void> {
  await chooseLanguage(form)
  const language = form.get('language')
  const state = await currentSession()
  if (state.kind === 'none' || !isLanguage(language)) return
  await speak(state.sessionId, language)
}

/** Moves the session to another organisation of the member and starts again at its overview. */
export async function enterOrganisationAction(form: FormData): Promise<void> {
  const state = await currentSession()
  if (state.kind === 'none') redirect('/sign-in')
  const { organisation } = organisationChoice.parse(inputOf(form))
  await enterOrganisation(state.sessionId, organisation)
  redirect('/')
}

/** Ends the session itself, not only this browser's memory of it. */
export async function signOutAction(): Promise<void> {
  const state = await currentSession()
  if (state.kind !== 'none') await signOut(state.sessionId)
  const jar = await cookies()
  jar.delete(sessionCookieName())
  redirect('/sign-in')
}
