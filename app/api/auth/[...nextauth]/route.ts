import { headers } from 'next/headers'
import { authHandler } from '#adapters/auth.ts'
import { isLanguage } from '#domain/language.ts'
import { signIn, signOut } from '#features/access/commands.ts'
import { rememberLanguage } from '#i18n/remember-language.ts'

const handler = authHandler({
  signIn: async (credentials) => {
    const asked = await headers()
    const outcome = await signIn({
      ...credentials,
      browser: asked.get('user-agent'),
      address: asked.get('x-forwarded-for') ?? '',
    })
    if (!outcome.ok) return outcome.reason === 'wrongSignIn' ? null : outcome.reason
    const { sessionId, language } = outcome.value
    // The member's own language follows them into this browser.
    if (isLanguage(language)) await rememberLanguage(language)
    return sessionId
  },
  signOut,
})

export { handler as GET, handler as POST }
