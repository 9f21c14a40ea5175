import type { NextRequest } from 'next/server'
import NextAuth, { type NextAuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { z } from 'zod'
import { sessionSeconds } from '#domain/session.ts'
import { derivedSecret, giveAddressToNextAuth, settings } from './env.ts'
import { log } from './log.ts'

type Shown = { login: string; password: string; code?: string | undefined }

type Doors = {
  /** The id of a new session row, null where they do not fit, or what keeps from trying. */
  signIn(shown: Shown): Promise<string | null | 'askedTooOften' | 'codeNeeded'>
  signOut(sessionId: string): Promise<void>
}

const secret = () => derivedSecret(settings().key, 'sessions')
const isSecure = () => settings().url.startsWith('https:')

/**
 * A cookie of ours. By the prefix `__Host-` browsers tie it to https, to this host and to all of it, so that no other host
 * of the domain can plant one (RFC 6265bis, 4.1.3.2); they also ignore a deletion that is not marked as secure.
 */
const cookieOf = (name: string): { name: string; secure: boolean; path: string } => ({
  name: `${isSecure() ? '__Host-' : ''}pomona-${name}`,
  secure: isSecure(),
  path: '/',
})
export const sessionCookie = () => cookieOf('session')

/** The same as next-auth wants to be told. */
const nextAuthCookie = ({ name, ...options }: ReturnType<typeof cookieOf>) => ({
  name,
  options: { ...options, httpOnly: true, sameSite: 'lax' },
})

const tokenShape = z.object({ session: z.uuid() })
const credentialsShape = z.object({
  login: z.string(),
  password: z.string(),
  code: z.string().max(100).optional(),
})

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

const options = ({ signIn, signOut }: Doors): NextAuthOptions => ({
  secret: secret(),
  useSecureCookies: isSecure(),
  cookies: {
    sessionToken: nextAuthCookie(sessionCookie()),
    callbackUrl: nextAuthCookie(cookieOf('callback')),
    csrfToken: nextAuthCookie(cookieOf('csrf')),
  },
  // next-auth refuses database sessions together with Credentials, so its cookie carries the row's id and nothing
  // else: the row decides at each request whether the session still stands.
  session: { strategy: 'jwt', maxAge: sessionSeconds },
  jwt: { maxAge: sessionSeconds },
  pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
  providers: [
    Credentials({
      credentials: { login: {}, password: { type: 'password' }, code: {} },
      authorize: async (given) => {
        const credentials = credentialsShape.safeParse(given)
        if (!credentials.success) return null
        const session = await signIn(credentials.data).catch((error: unknown) => {
          log.error({ err: error }, 'sign-in')
          // next-auth puts the message into the address it answers with.
          throw new Error('fault')
        })
        if (session === 'askedTooOften' || session === 'codeNeeded') throw new Error(session)
        return session === null ? null : { id: session }
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => ({ session: user?.id ?? token.session }),
    // What a script of the page may read: nothing but the cookie's end.
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    signOut: async (message) => {
      const parsed = tokenShape.safeParse(message.token)
      if (parsed.success) await signOut(parsed.data.session)
    },
  },
  logger: {
    error: (code, about) => log.error({ code, error: about.message }, 'next-auth'),
    warn: (code) => log.warn({ code }, 'next-auth'),
    debug: () => {},
  },
})

/** next-auth's route handler: `POST /api/auth/callback/credentials` signs in, `/api/auth/signout` signs out. */
export const authHandler =
  (doors: Doors) =>
  (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> => {
    giveAddressToNextAuth()
    return NextAuth(request, context, options(doors))
  }
