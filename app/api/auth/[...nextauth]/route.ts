import { headers } from 'next/headers'
import { authHandler } from '#adapters/auth.ts'
import { isLanguage } from '#domain/language.ts'
import { signIn, signOut } from '#features/access/commands.ts'
import { rememberLanguage } from '#i18n/remember-language.ts'

const handler = authHandler({
  signIn: async (credentials) => {
    const outcome = await signIn({ ...credentials, browser: (await headers()).get('user-agent') })
    if (!outcome.ok) return null
    const { sessionId, language } = outcome.value
    // The member's own language follows them into this browser.
    if (isLanguage(language)) await rememberLanguage(language)
    return sessionId
  },
  signOut,
})

export { handler as GET, handler as POST }
