import type { OutgoingHttpHeaders } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { notFound } from './errors.ts'
import type { StorageContext, StorageRequest } from './request.ts'

export interface ObjectRow {
  id: string
  bucket_id: string
  name: string
  version: string
  created_at: Date
  updated_at: Date
  last_accessed_at: Date
  metadata: { eTag: string; size: number; mimetype: string; cacheControl: string; lastModified: string }
  user_metadata: Record<string, unknown> | null
}

/** Sends an object, or the part of it that the client asked for. */
export async function sendObject(
  context: StorageContext,
  request: StorageRequest,
  row: ObjectRow | undefined,
): Promise<void> {
  if (!row) throw notFound()
  const { raw, response, query } = request
  const { eTag, size, mimetype, cacheControl, lastModified } = row.metadata
  const headers: OutgoingHttpHeaders = {
    'content-type': mimetype,
    'cache-control': cacheControl,
    'last-modified': new Date(lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    etag: eTag,
    // A file of a stranger is never a page of this origin.
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  }
  const download = query.get('download')
  if (download !== null)
    headers['content-disposition'] = attachment(download || (row.name.split('/').at(-1) ?? row.name))
  if (raw.headers['if-none-match'] === eTag) {
    response.writeHead(304, headers).end()
    return
  }
  const range = parseRange(raw.headers.range, size)
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end()
    return
  }
  headers['content-length'] = range ? range.end - range.start + 1 : size
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${size}`
  response.writeHead(range ? 206 : 200, headers)
  if (raw.method === 'HEAD' || size === 0) {
    response.end()
    return
  }
  await pipeline(context.files.read(row.version, range), response)
}

/** One byte range; several at once are answered with the whole, as the standard allows. */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}

function attachment(fileName: string): string {
  return `attachment; filename="${fileName.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}
