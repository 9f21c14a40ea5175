import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { isDevelopment } from '#adapters/env.ts'
import { pathHeader } from '#features/access/asked-path.ts'
import { nonceHeader, pagePolicy } from './app/content-policy.ts'

const policyHeader = 'Content-Security-Policy'

/**
 * Server components are not told which address they are rendered for, and sign-in must lead back to it. Next gives the
 * scripts it writes the nonce that it finds in the policy of the request.
 */
export function proxy(request: NextRequest) {
  const nonce = randomBytes(16).toString('base64')
  const policy = pagePolicy(nonce, { isDevelopment: isDevelopment() })
  const headers = new Headers(request.headers)
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search)
  headers.set(policyHeader, policy)
  headers.set(nonceHeader, nonce)
  const answer = NextResponse.next({ request: { headers } })
  answer.headers.set(policyHeader, policy)
  return answer
}

/** Pages only: not the handlers, not files. */
export const config = { matcher: ['/((?!api/|_next/|favicon\\.ico$|icon\\.svg$).*)'] }
