/**
 * For every answer, those of Next's own making too. What is no page shows and runs nothing, and pages have a policy of
 * their own (proxy.ts); both are nobody's frame, so no click in them can be stolen; addresses, which may hold the token of a
 * one-time link, stay here. Browsers are bound to https for two years where `url` is reached by it; other hosts of the domain
 * are not ours to speak for.
 */
export const answerHeaders = (url: string): Record<string, string> => ({
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  ...(url.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=63072000' }),
})
