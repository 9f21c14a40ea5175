/** The request header in which proxy.ts tells server components which address was asked for. */
export const pathHeader = 'x-pomona-path'

const here = 'http://pomona.invalid'

/** A path of this site, whatever was given: a link that led back to sign-in must not lead out of Pomona. */
export const ownPath = (given: unknown): string => {
  if (typeof given !== 'string' || !given.startsWith('/') || !URL.canParse(given, here)) return '/'
  const { origin, pathname, search } = new URL(given, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search : '/'
}

/** Where someone signs in who asked for `path`. */
export const signInPath = (path: string): string => {
  const next = ownPath(path)
  return next === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`
}
