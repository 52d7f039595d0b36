import type { Plugin } from 'vite'

/**
 * What a browser may do with the app's pages, for whoever serves them (docs/security.md names the same for static
 * hosts). `supabaseUrl` is where data, files and live events come from.
 */
export function securityHeaders(supabaseUrl: string): Record<string, string> {
  const { origin } = new URL(supabaseUrl)
  const live = origin.replace(/^http/, 'ws')
  const policy = {
    'default-src': ["'self'"],
    // no inline script and no eval: what a patient writes never runs
    'script-src': ["'self'"],
    // the components' library writes its styles into the page
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', origin],
    'media-src': ["'self'", 'blob:', origin],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", 'data:', 'blob:', origin, live],
    // a PDF is shown from a copy in memory
    'frame-src': ['blob:'],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  return {
    'content-security-policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
      .join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    // browsers obey it on https alone
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  }
}

/** `npm run preview` answers as a static host should. What another server makes has headers of its own. */
export function sendSecurityHeaders(supabaseUrl: string): Plugin {
  const headers = Object.entries(securityHeaders(supabaseUrl))
  return {
    name: 'security-headers',
    configurePreviewServer(server) {
      const others = Object.keys(server.config.preview.proxy ?? {})
      server.middlewares.use((request, response, next) => {
        if (!others.some((path) => request.url?.startsWith(path))) {
          for (const [name, value] of headers) response.setHeader(name, value)
        }
        next()
      })
    },
  }
}
