import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** What becomes smaller; fonts and images are compressed already. */
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html;charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

/** Under this size the headers weigh more than what is saved. */
const SMALLEST = 1024

/**
 * Writes a Brotli and a gzip file beside each built file, so that a web server sends them without work of its own
 * (nginx: `brotli_static` and `gzip_static`). `vite preview` does the same.
 */
export function compressedFiles(): Plugin {
  let folder = ''
  let isWritten = true
  return {
    name: 'compressed-files',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
      isWritten = config.build.write
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler(error) {
        if (!error && isWritten && existsSync(folder)) await compressFolder(folder)
      },
    },
    configurePreviewServer(server) {
      const others = Object.keys(server.config.preview.proxy ?? {})
      server.middlewares.use((request, response, next) => {
        // what another server makes has no file here, and is no page of the app
        const isOthers = others.some((path) => request.url?.startsWith(path))
        if (isOthers || !sendCompressed(folder, request, response)) next()
      })
    },
  }
}

/** Compresses every file of a folder that becomes smaller by it. */
export async function compressFolder(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const worth = files.map((file) => join(folder, file)).filter((file) => types[extname(file)])
  await Promise.all(worth.map(compressFile))
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file)
  if (content.length < SMALLEST) return
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  await Promise.all([
    brotli(content, { params }).then((small) => writeFile(`${file}.br`, small)),
    zip(content, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
  ])
}

/** Answers with the compressed file when there is one that the browser takes; false when the server has to. */
export function sendCompressed(
  folder: string,
  { method, url = '/', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  response: ServerResponse,
): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const file = fileOf(folder, url)
  const type = file && types[extname(file)]
  if (!type) return false
  const [encoding, ending] = encodingFor(headers['accept-encoding'])
  if (!encoding || !existsSync(`${file}${ending}`)) return false
  response.writeHead(200, {
    'content-type': type,
    'content-encoding': encoding,
    vary: 'accept-encoding',
    // The names of assets change with their content; the page that names them is asked for each time.
    'cache-control': url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (method === 'HEAD') response.end()
  else createReadStream(`${file}${ending}`).pipe(response)
  return true
}

/** The file behind an address: a path without an ending is a page of the app, which is one document. */
function fileOf(folder: string, url: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/')
  } catch {
    return null
  }
  const file = resolve(folder, `.${extname(path) ? path : '/index.html'}`)
  const inside = relative(folder, file)
  return inside.startsWith('..') || inside.startsWith(sep) ? null : file
}

function encodingFor(
  accepted: string | string[] | undefined,
): ['br', '.br'] | ['gzip', '.gz'] | [null, null] {
  const names = String(accepted ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';', 1)[0]?.trim().toLowerCase())
  if (names.includes('br')) return ['br', '.br']
  return names.includes('gzip') ? ['gzip', '.gz'] : [null, null]
}
