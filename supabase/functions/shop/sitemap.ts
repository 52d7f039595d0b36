import { html } from '../_shared/platform/html.ts'

/** Where the web server of the app serves this function. */
export const base = '/loja'

interface Address {
  path: string
  updated_at: string
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The pages of one shop for search engines (sitemaps.org 0.9). */
export const sitemap = (appUrl: string, addresses: Address[]): string =>
  head +
  html`<urlset xmlns="${namespace}"
    >${addresses.map(
      ({ path, updated_at }) =>
        html`<url><loc>${appUrl}${base}/${path}</loc><lastmod>${updated_at.slice(0, 10)}</lastmod></url>`,
    )}</urlset
  >`.markup

/** The sitemaps of all shops that may be found. */
export const sitemapIndex = (appUrl: string, shops: Address[]): string =>
  head +
  html`<sitemapindex xmlns="${namespace}"
    >${shops.map(
      ({ path }) => html`<sitemap><loc>${appUrl}${base}/${path}/sitemap.xml</loc></sitemap>`,
    )}</sitemapindex
  >`.markup
