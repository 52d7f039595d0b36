import type { Plugin } from 'vite'

/** What search engines are told: the shops are theirs, and where all of them are listed, when the address of the app is known. */
export function robotsText(appUrl: string | undefined): string {
  const lines = ['User-agent: *', 'Allow: /loja/', 'Disallow: /']
  if (appUrl) lines.push('', `Sitemap: ${appUrl.replace(/\/+$/, '')}/loja/sitemap.xml`)
  return `${lines.join('\n')}\n`
}

/** Writes `robots.txt` beside the built app; the development server answers it. */
export function robots(appUrl: string | undefined): Plugin {
  const source = robotsText(appUrl)
  return {
    name: 'robots',
    configureServer(server) {
      server.middlewares.use('/robots.txt', (_request, response) => {
        response.setHeader('content-type', 'text/plain; charset=utf-8')
        response.end(source)
      })
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'robots.txt', source })
    },
  }
}
