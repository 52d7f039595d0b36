import { Hono } from 'hono'
import type { MediaLibrary } from '../core/media.ts'

/** `/control/media/:id`: files for the page, with ranges so that players can seek. */
export function mediaRoutes(library: MediaLibrary): Hono {
  const routes = new Hono()
  routes.get('/:id', async (context) => {
    const file = library.get(context.req.param('id'))
    if (!file) return context.json({ message: 'No such file.' }, 404)
    const bytes = new Uint8Array(await library.read(file))
    const headers = {
      'content-type': file.mimetype,
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    }
    const range = /^bytes=(\d+)-(\d*)$/.exec(context.req.header('range') ?? '')
    if (!range) return context.body(bytes, 200, headers)
    const start = Number(range[1])
    const end = Math.min(range[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1)
    if (start > end) return context.body(null, 416, { 'content-range': `bytes */${bytes.length}` })
    const part = bytes.subarray(start, end + 1)
    return context.body(part, 206, { ...headers, 'content-range': `bytes ${start}-${end}/${bytes.length}` })
  })
  return routes
}
