import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { settings } from '#adapters/env.ts'
import { localeOf } from '#domain/language.ts'
import { currentSession } from '#features/access/guard.ts'
import { organisation } from '#features/organisations/queries.ts'
import en from '#messages/en.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }
import { languageCookie, languageFor } from './language.ts'

const messages = { en, fr }

/** Members in different places must read the same hour, so moments are told in the organisation's time zone. */
const timeZoneHere = async (): Promise<string> => {
  const session = await currentSession()
  return session.kind === 'present' ? (await organisation(session.present.actor)).timeZone : 'UTC'
}

/** Language and words of a request. The language is the member's, not the URL's: one address for everybody. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(languageCookie(settings().url).name)?.value
  const language = languageFor(chosen, (await headers()).get('accept-language'))
  return {
    locale: localeOf[language],
    messages: messages[language],
    timeZone: await timeZoneHere(),
  }
})
