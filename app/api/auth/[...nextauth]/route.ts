import { headers } from 'next/headers'
import { NextRequest } from 'next/server'
import { authHandler } from '#adapters/auth.ts'
import { isLanguage } from '#domain/language.ts'
import { refused } from '#domain/outcome.ts'
import { signIn } from '#features/access/commands.ts'
import { enterElsewhere } from '#features/access/entering.ts'
import { signOut } from '#features/access/sessions.ts'
import { rememberLanguage } from '#i18n/remember-language.ts'
import { isFromHere, sentence } from '../../answers.ts'
import { bodyWithin } from '../../body-within.ts'

const handler = authHandler({
  signIn: async (credentials, held) => {
    const asked = await headers()
    const outcome = await signIn({
      ...credentials,
      held,
      browser: asked.get('user-agent'),
      address: asked.get('x-forwarded-for') ?? '',
    })
    if (!outcome.ok) return outcome.reason === 'wrongSignIn' ? null : outcome.reason
    const { sessionId, language } = outcome.value
    // The member's own language follows them into this browser.
    if (isLanguage(language)) await rememberLanguage(language)
    return sessionId
  },
  enter: async (vouched, next, held) => {
    const browser = (await headers()).get('user-agent')
    const entered = await enterElsewhere({ ...vouched, browser, held }, next)
    if ('path' in entered) return entered
    if (isLanguage(entered.language)) await rememberLanguage(entered.language)
    return { session: entered.sessionId }
  },
  signOut,
})

/** Name, password and code of the longest, many times over. */
const mostBytes = 16 * 1024

/**
 * A stranger sends this: what is longer than any sign-in is not read. next-auth notes where somebody is going before it looks
 * at the token of the form, so what comes from a page elsewhere does not reach it.
 */
export const POST: typeof handler = async (request, context) => {
  if (!isFromHere(request)) return sentence(403, refused('fromElsewhere'))
  const body = await bodyWithin(request, mostBytes)
  if (!body) return sentence(413, refused('sentTooMuch'))
  return handler(new NextRequest(request.url, { method: 'POST', headers: request.headers, body }), context)
}
export { handler as GET }
