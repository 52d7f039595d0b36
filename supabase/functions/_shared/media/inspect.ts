import { fileTypeFromBuffer } from 'file-type'
import type { MediaRefusal } from '../contracts/media-refusals.ts'
import { allowedTypes, plainType } from './allowed-types.ts'
import { cleanImage } from './image.ts'
import { secondsOfOgg } from './ogg.ts'

/** A file that may be stored. */
export interface InspectedMedia {
  /** What the content is, without parameters. */
  type: string
  extension: string
  /** What is stored: the file, of a picture without place and camera. */
  bytes: Uint8Array
  width: number | null
  height: number | null
  seconds: number | null
}

/** What the provider or the browser says of a file. */
export interface DeclaredMedia {
  type: string | null
  name: string | null
}

/** Says what a file is by its content alone: a label is believed for plain text only, which has no signature. */
export async function inspectMedia(
  bytes: Uint8Array,
  declared: DeclaredMedia,
): Promise<InspectedMedia | { refused: MediaRefusal }> {
  if (bytes.byteLength === 0) return { refused: 'empty' }
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const type = found ? plainType(found.mime) : textType(bytes, declared)
  if (type === null) return { refused: isMarkup(bytes) ? 'type_not_allowed' : 'unknown_type' }
  const allowed = allowedTypes[type]
  if (!allowed) return { refused: 'type_not_allowed' }
  const image = cleanImage(type, bytes)
  if (image === 'corrupt' || image === 'dimensions') return { refused: image }
  return {
    type,
    extension: allowed.extension,
    bytes: image?.bytes ?? bytes,
    width: image?.width ?? null,
    height: image?.height ?? null,
    seconds: type === 'audio/ogg' ? secondsOfOgg(bytes) : null,
  }
}

/** Markup or a program's first line, after a byte-order mark and blanks. */
function isMarkup(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 512)).replace(/^[\uFEFF\s\0]+/, '')
  return /^(<[!?a-z/]|#!)/i.test(start)
}

function textType(bytes: Uint8Array, { type, name }: DeclaredMedia): string | null {
  const extension = /\.(txt|csv)$/i.exec(name ?? '')?.[1]?.toLowerCase()
  if (extension === undefined || !plainType(type ?? '').startsWith('text/') || isMarkup(bytes)) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // eslint-disable-next-line no-control-regex -- a text has none of them
    if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) return null
  } catch {
    return null
  }
  return extension === 'csv' ? 'text/csv' : 'text/plain'
}
