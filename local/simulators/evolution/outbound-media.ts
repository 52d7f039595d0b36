import { isIP } from 'node:net'
import type { MediaFile } from '../core/media.ts'
import type { EvolutionGateway } from './gateway.ts'
import { refuse } from './http.ts'

const downloadMs = 20_000

/** The gateway accepts addresses with a dot in the host (or an IP): `http://localhost/…` is refused. */
function isPublicUrl(value: string): boolean {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return false
  const { hostname } = new URL(value)
  return isIP(hostname) > 0 || hostname.includes('.')
}

const isBase64 = (value: string): boolean => value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value)

async function download(url: string): Promise<{ bytes: Uint8Array; mimetype: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(downloadMs) })
    if (!response.ok) throw new Error(`Request failed with status code ${response.status}`)
    return {
      bytes: new Uint8Array(await response.arrayBuffer()),
      mimetype: response.headers.get('content-type') ?? 'application/octet-stream',
    }
  } catch (error) {
    refuse(400, [`Error: ${error instanceof Error ? error.message : 'download failed'}`])
  }
}

/** Takes the file of a send: an address that the gateway downloads, or raw base64 without a `data:` prefix. */
export async function receiveMedia(
  gateway: EvolutionGateway,
  media: string,
  about: { mimetype?: string | undefined; fileName: string },
): Promise<MediaFile> {
  const { media: library } = gateway.world
  if (isPublicUrl(media)) {
    const file = await download(media)
    return library.add(file.bytes, {
      mimetype: about.mimetype ?? file.mimetype,
      fileName: about.fileName,
    })
  }
  if (!isBase64(media)) refuse(400, ['Owned media must be a url or base64'])
  return library.add(Buffer.from(media, 'base64'), {
    mimetype: about.mimetype ?? 'application/octet-stream',
    fileName: about.fileName,
  })
}
