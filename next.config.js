import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './app/_i18n/request.ts',
  // Messages are parsed when the pages are built, not with every request.
  experimental: {
    messages: { path: './app/_i18n', format: 'json', locales: 'infer', sourceLocale: 'en', precompile: true },
  },
})

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  devIndicators: false,
  // `npm run verify` checks types of everything at once; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    'pg',
    'graphile-worker',
    '@node-rs/argon2',
    'jsonld-signatures',
    '@digitalbazaar/data-integrity',
    '@digitalbazaar/eddsa-rdfc-2022-cryptosuite',
    '@digitalbazaar/ed25519-multikey',
  ],
  // Titles stand in the head for everybody: what they need is read before the page is written anyway.
  htmlLimitedBots: /./,
  experimental: { optimizePackageImports: ['react-aria-components'] },
}

export default withNextIntl(config)
