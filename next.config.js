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
