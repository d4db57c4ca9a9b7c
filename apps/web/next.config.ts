import type { NextConfig } from 'next'

const isDevelopment = process.env.NODE_ENV === 'development'

// Next's own bootstrap and the theme's anti-flash script are inline, and React Flow positions by inline
// style. Everything else, sockets included, comes from the page's own origin. WASM is compiled by the sandbox of the
// expressions' preview; text is never evaluated as JavaScript.
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const securityHeaders = [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
]

const nextConfig: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `pnpm types` checks this app together with the packages.
  typescript: { ignoreBuildErrors: true },
  // `next dev` would otherwise write instruction files into the repository.
  agentRules: false,
  devIndicators: false,
  // A page's code is read when somebody opens it: an idle server, or one that only serves webhooks, does without.
  experimental: { preloadEntriesOnStart: false },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
}

export default nextConfig
