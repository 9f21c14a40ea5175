/** Where a page finds the nonce of its answer, for a script it writes itself. */
export const nonceHeader = 'x-pomona-nonce'

/**
 * What a page may load and run (CSP level 3): scripts that carry the nonce of this answer and those they load, styles
 * from here and in attributes, where Mantine puts the measures of a component. Frames, plugins, other bases and forms
 * to elsewhere: none. `isDevelopment`: React compiles the stacks of its warnings, and the page listens for changes.
 */
export const pagePolicy = (nonce: string, { isDevelopment }: { isDevelopment: boolean }): string =>
  Object.entries({
    'default-src': "'none'",
    'script-src': `'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' blob: data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  })
    .map(([what, from]) => `${what} ${from}`)
    .join('; ')
