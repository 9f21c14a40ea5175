import { type NextRequest, NextResponse } from 'next/server'
import { pathHeader } from '#features/access/asked-path.ts'

/** Server components are not told which address they are rendered for, and sign-in must lead back to it. */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers)
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search)
  return NextResponse.next({ request: { headers } })
}

/** Pages only: not the routes of next-auth, not files. */
export const config = { matcher: ['/((?!api/|_next/|.*\\.).*)'] }
