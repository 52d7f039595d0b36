import { html, type Markup } from '../../platform/html.ts'
import { z } from 'zod'
import { routes, type ApiRoute } from './routes.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2937;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.05rem;margin-top:2rem}code,pre{font:14px/1.45 ui-monospace,monospace;background:#f3f4f6;border-radius:4px}
code{padding:.1rem .3rem}pre{padding:.75rem;overflow:auto}.m{display:inline-block;min-width:4.5rem;font-weight:700}
@media (prefers-color-scheme:dark){body{color:#e5e7eb;background:#111827}code,pre{background:#1f2937}a{color:#93c5fd}}`

/** The description of the API for people. */
export function apiPage(server: string): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Zelo API</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <main>
          <h1>Zelo API</h1>
          <p>
            For machines: <a href="${server}/v1/openapi.json">openapi.json</a>. Send the key of the clinic as
            <code>Authorization: Bearer zk_live_…</code>. It acts in the name of whoever made it, within its
            scopes, ten calls a second.
          </p>
          <p>
            Lists answer <code>next_cursor</code>; pass it as <code>cursor</code>. Every call that changes
            something takes an <code>Idempotency-Key</code>: the same key within a day is answered as the
            first call was. Refusals are <code>application/problem+json</code> with a <code>code</code>.
          </p>
          ${routes.map((route) => section(route))}
        </main>
      </body>
    </html>`
  return page.markup
}

function section(route: ApiRoute): Markup {
  return html`<h2><span class="m">${route.method.toUpperCase()}</span> <code>${route.path}</code></h2>
    <p>${route.summary}. ${route.scope === null ? 'Any key.' : html`Scope <code>${route.scope}</code>.`}</p>
    ${route.query && html`<p>Query: ${fields(route.query)}</p>`}
    ${route.body && html`<pre>${JSON.stringify(shape(route.body), null, 2)}</pre>`}`
}

function fields(type: z.ZodObject): Markup[] {
  return Object.keys(type.shape).map((name) => html`<code>${name}</code> `)
}

function shape(type: z.ZodType): unknown {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  return schema
}
