import createNextIntlPlugin from 'next-intl/plugin'

const withWords = createNextIntlPlugin('./i18n/request.ts')

/**
 * For every answer. What is no page shows and runs nothing, and pages have a policy of their own (proxy.ts); both are
 * nobody's frame, so no click in them can be stolen; addresses, which may hold the token of a one-time link, stay here.
 */
const headers = [
  {
    key: 'Content-Security-Policy',
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
]

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  headers: async () => [{ source: '/:path*', headers }],
  // `npm run types` checks the whole tree; a first start should not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // Native modules and the packages that read files beside themselves cannot be bundled.
  serverExternalPackages: [
    '@myriaddreamin/typst-ts-node-compiler',
    '@node-rs/argon2',
    'graphile-worker',
    'pg',
    'pino',
    'sharp',
  ],
  experimental: {
    // The largest file of evidence and the form around it; the largest token file is far below.
    serverActions: { bodySizeLimit: '9mb' },
    // Mantine is one barrel; without this every page would load all of it.
    optimizePackageImports: ['@mantine/core', '@mantine/hooks'],
  },
}

export default withWords(config)
