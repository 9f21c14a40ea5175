import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { derivedSecret, settings } from './env.ts'

/** What cookies are encrypted with. */
export const secret = () => derivedSecret(settings().key, 'sessions')
export const isSecure = () => settings().url.startsWith('https:')

/**
 * A cookie of ours. By the prefix `__Host-` browsers tie it to https, to this host and to all of it, so that no other host
 * of the domain can plant one (RFC 6265bis, 4.1.3.2); they also ignore a deletion that is not marked as secure.
 */
export const cookieOf = (name: string): { name: string; secure: boolean; path: string } => ({
  name: `${isSecure() ? '__Host-' : ''}pomona-${name}`,
  secure: isSecure(),
  path: '/',
})
export const sessionCookie = () => cookieOf('session')

/** What next-auth keeps in the cookie: the row's id alone. */
export const tokenShape = z.object({ session: z.uuid() })

/** The session row's id in a cookie of ours, or null when it is forged, from another key, or past its end. */
export const sessionIdIn = async (cookie: string | undefined): Promise<string | null> => {
  if (!cookie) return null
  try {
    const parsed = tokenShape.safeParse(await decode({ token: cookie, secret: secret() }))
    return parsed.success ? parsed.data.session : null
  } catch {
    // jose throws for every cookie that it cannot decrypt; whoever sent it is simply not signed in.
    return null
  }
}
