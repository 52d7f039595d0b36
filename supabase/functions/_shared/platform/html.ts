/** Markup that may stand in a page as it is. */
export interface Markup {
  markup: string
}

type Part = string | number | Markup | null | undefined | false | readonly Markup[]

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A piece of a page. Everything that is put into it is text, unless it is a piece itself; null and false are nothing. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return { markup: texts.reduce((whole, text, index) => whole + written(parts[index - 1]) + text) }
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number')
    return String(part).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
  if ('markup' in part) return part.markup
  return part.map(({ markup }) => markup).join('')
}

/**
 * A page as an answer: no cache keeps it, nothing but its own style and script is loaded, nobody frames it, and where it is
 * left for no address is told. `headers` says what is different on a page that everybody may keep and find.
 */
export function page({ markup }: Markup, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(`<!doctype html>\n${markup}`, { status, headers: { ...pageHeaders, ...headers } })
}

/** Leads on with GET, so that a reload or the back button sends no form again. */
export function seeOther(address: string): Response {
  return new Response(null, { status: 303, headers: { ...pageHeaders, location: address } })
}

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
}
