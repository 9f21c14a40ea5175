import { NextRequest } from 'next/server'
import NextAuth, { type NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { z } from 'zod'
import type { Identity } from '#domain/identity.ts'
import type { Said } from '#domain/role-mapping.ts'
import { longestShown, sessionSeconds } from '#domain/session.ts'
import { giveAddressToNextAuth, settings } from './env.ts'
import { providerOf, vouchedBy } from './identity-provider.ts'
import { log } from './log.ts'
import { cookieOf, isSecure, secret, sessionCookie, sessionIdIn, tokenShape } from './session-cookie.ts'

type Shown = { login: string; password: string; code?: string | undefined }

type Vouched = { identity: Identity; said: Said }

type Doors = {
  /** The id of a new session row, null where they do not fit, or what keeps from trying. `held` as below. */
  signIn(shown: Shown, held: string | null): Promise<string | null | 'askedTooOften' | 'codeNeeded'>
  /**
   * The id of a session for whoever the provider vouches for, or the path that tells why there is none. `next` is where they
   * were going, `held` the session their browser showed.
   */
  enter(vouched: Vouched, next: string, held: string | null): Promise<{ session: string } | { path: string }>
  signOut(sessionId: string): Promise<void>
}

/** The same as next-auth wants to be told. */
const nextAuthCookie = ({ name, ...options }: ReturnType<typeof cookieOf>) => ({
  name,
  options: { ...options, httpOnly: true, sameSite: 'lax' },
})

/** Each no longer than one may be, so that nobody has more hashed or looked up. */
const credentialsShape = z.object({
  login: z.string().max(longestShown),
  password: z.string().max(longestShown),
  code: z.string().max(longestShown).optional(),
})

const providers = () => {
  const { signIn } = settings()
  return signIn ? [providerOf(signIn)] : []
}

/** What a browser has beside what it shows. */
type Brought = { next: string; held: string | null }

const options = ({ signIn, enter, signOut }: Doors, brought: Brought): NextAuthOptions => ({
  secret: secret(),
  useSecureCookies: isSecure(),
  cookies: {
    sessionToken: nextAuthCookie(sessionCookie()),
    callbackUrl: nextAuthCookie(cookieOf('callback')),
    csrfToken: nextAuthCookie(cookieOf('csrf')),
    state: nextAuthCookie(cookieOf('state')),
    nonce: nextAuthCookie(cookieOf('nonce')),
    pkceCodeVerifier: nextAuthCookie(cookieOf('pkce')),
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
        const session = await signIn(credentials.data, brought.held).catch((error: unknown) => {
          log.error({ err: error }, 'sign-in')
          // next-auth puts the message into the address it answers with.
          throw new Error('fault')
        })
        if (session === 'askedTooOften' || session === 'codeNeeded') throw new Error(session)
        return session === null ? null : { id: session }
      },
    }),
    ...providers(),
  ],
  callbacks: {
    signIn: async ({ user, account, profile }) => {
      if (account?.type !== 'oauth') return true
      const issuer = settings().signIn?.issuer
      const vouched = issuer === undefined ? null : vouchedBy(profile, issuer)
      if (!vouched) return `${settings().url}/sign-in?error=notVouched`
      const entered = await enter(vouched, brought.next, brought.held).catch((error: unknown) => {
        log.error({ err: error }, 'sign-in elsewhere')
        throw new Error('fault')
      })
      if ('path' in entered) return settings().url + entered.path
      // next-auth hands on to the cookie whoever it is given here.
      user.id = entered.session
      return true
    },
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

/** Where the browser goes afterwards, as next-auth remembers it: a whole address of ours. */
const nextIn = (request: NextRequest): string => {
  const { name } = cookieOf('callback')
  const address = request.cookies.get(name)?.value ?? ''
  return address.startsWith(`${settings().url}/`) ? address.slice(settings().url.length) : '/'
}

/** What is asked of next-auth here. The rest is shut, above all its log, into which anybody could write. */
const open: Record<string, readonly string[]> = {
  GET: ['csrf', 'providers', 'signin', 'callback', 'error'],
  POST: ['signin', 'callback', 'signout'],
}

/**
 * next-auth remembers where somebody is going from any address that names it. A link elsewhere must not say it for whoever
 * is on their way: the way back could lead them into a one-time link that they never followed.
 */
const withoutNext = (request: NextRequest): NextRequest => {
  const address = new URL(request.url)
  address.searchParams.delete('callbackUrl')
  return new NextRequest(address, { headers: request.headers })
}

/**
 * next-auth's route handler: `POST /api/auth/callback/credentials` signs in, `/api/auth/signout` signs out,
 * `POST /api/auth/signin/sso` leads to the provider, which leads back to `/api/auth/callback/sso`.
 */
export const authHandler =
  (doors: Doors) =>
  async (request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> => {
    const [asked = ''] = (await context.params).nextauth
    if (!open[request.method]?.includes(asked)) return new Response(null, { status: 404 })
    giveAddressToNextAuth()
    const held = await sessionIdIn(request.cookies.get(sessionCookie().name)?.value)
    const taken = request.method === 'GET' ? withoutNext(request) : request
    return NextAuth(taken, context, options(doors, { next: nextIn(request), held }))
  }
