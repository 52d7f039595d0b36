import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspectMedia, type InspectedMedia } from '../../supabase/functions/_shared/media/inspect.ts'

const folder = join(import.meta.dirname, 'media')

/** What cannot be read out of a file itself. */
type Described = Partial<
  Record<string, { waveform?: number[]; seconds?: number; width?: number; height?: number; gif?: boolean }>
>
const described = JSON.parse(readFileSync(join(import.meta.dirname, 'media.json'), 'utf8')) as Described

/** A file of the demo, as the product would find it to be. */
export interface DemoFile extends Pick<InspectedMedia, 'type' | 'extension' | 'bytes'> {
  /** The message that carries it. */
  kind: 'image' | 'sticker' | 'audio' | 'video' | 'document'
  /** What the provider says of it before it is fetched. */
  remote: Record<string, unknown>
  /** What the worker says of it once it is. */
  kept: Record<string, unknown>
}

/** Reads a file of `media/` and looks at it as at a patient's. */
export async function demoFile(name: string): Promise<DemoFile> {
  const found = await inspectMedia(readFileSync(join(folder, name)), { type: null, name })
  if ('refused' in found) throw new Error(`${name} is refused: ${found.refused}`)
  const about = described[name]
  const kind = kindOf(found.type)
  const size = { width: found.width ?? about?.width, height: found.height ?? about?.height }
  const seconds = found.seconds ?? about?.seconds
  const file_name = kind === 'document' ? name : undefined
  return {
    type: found.type,
    extension: found.extension,
    bytes: found.bytes,
    kind,
    remote: {
      state: 'remote',
      source: {},
      mime_type: found.type,
      size: found.bytes.length,
      voice: kind === 'audio' ? true : undefined,
      waveform: about?.waveform,
      gif: about?.gif,
      file_name,
      seconds,
      ...size,
    },
    kept: {
      mime_type: found.type,
      extension: found.extension,
      bytes: found.bytes.length,
      sha256: createHash('sha256').update(found.bytes).digest('hex'),
      file_name,
      seconds,
      ...size,
    },
  }
}

function kindOf(type: string): DemoFile['kind'] {
  if (type === 'image/webp') return 'sticker'
  const family = type.split('/')[0]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}
