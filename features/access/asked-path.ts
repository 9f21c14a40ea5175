/** The request header in which proxy.ts tells server components which address was asked for. */
export const pathHeader = 'x-pomona-path'

const here = 'http://pomona.invalid'

/** A path of this site, whatever was given: a link that led back to sign-in must not lead out of Pomona. */
export const ownPath = (given: unknown): string => {
  if (typeof given !== 'string' || !given.startsWith('/') || !URL.canParse(given, here)) return '/'
  const { origin, pathname, search } = new URL(given, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search : '/'
}

const leadingTo = (door: string, path: string): string => {
  const next = ownPath(path)
  return next === '/' ? door : `${door}?${new URLSearchParams({ next })}`
}

/** Where someone signs in who asked for `path`. */
export const signInPath = (path: string): string => leadingTo('/sign-in', path)

/** Where someone sets up the second factor that is demanded of them, on the way to `path`. */
export const factorPath = (path: string): string => leadingTo('/sign-in/second-factor', path)
