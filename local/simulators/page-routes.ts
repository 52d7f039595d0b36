import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { Hono } from 'hono'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const policy =
  "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; frame-src 'self'; object-src 'none'"

/** `/simulador`: the page and its files. */
export function pageRoutes(): Hono {
  const routes = new Hono()
  const directory = new URL('./page/', import.meta.url)
  const serve = async (name: string): Promise<Response> => {
    const type = types[extname(name)]
    if (!type || !/^[\w-]+\.\w+$/.test(name)) return new Response('Not found', { status: 404 })
    try {
      const body = await readFile(new URL(name, directory))
      return new Response(new Uint8Array(body), {
        headers: { 'content-type': type, 'cache-control': 'no-cache', 'content-security-policy': policy },
      })
    } catch {
      return new Response('Not found', { status: 404 })
    }
  }
  routes.get('/', () => serve('index.html'))
  routes.get('/:file', (context) => serve(context.req.param('file')))
  return routes
}
