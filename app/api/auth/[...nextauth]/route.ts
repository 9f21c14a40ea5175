import { cookies } from 'next/headers'
import { authHandler } from '#adapters/auth.ts'
import { signIn, signOut } from '#features/access/commands.ts'
import { languageCookie } from '../../../../i18n/language.ts'

const handler = authHandler({
  signIn: async (credentials) => {
    const outcome = await signIn(credentials)
    if (!outcome.ok) return null
    const { sessionId, language } = outcome.value
    // The member's own language follows them into this browser.
    const jar = await cookies()
    jar.set(languageCookie, language, { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 60 * 60 })
    return sessionId
  },
  signOut,
})

export { handler as GET, handler as POST }
