import type { ChannelKind } from '@/kit/clinic/types'
import type { OutboxFile, OutboxPart } from '../compose/outbox'

/** What a channel sends, by kind of file. */
export type MediaAbilities = ChannelKind['media']

/** What becomes of a chosen file. */
export interface FilePlan {
  kind: OutboxFile['kind']
  mimeType: string
  /** It is made smaller, or into a type that is taken, before it leaves. */
  shrinks: boolean
  /** It is made into something else on the way: a film into an MP4, a GIF into its first picture. */
  becomes: 'mp4' | 'still' | null
  problem: 'empty' | 'type' | 'too_large' | null
  /** Bytes that the channel takes, where that is the problem. */
  maxBytes: number
}

/** Files that are sent at once. */
export const MAX_FILES = 30

/** A smaller picture is left as it is. */
const SHRINK_FROM_BYTES = 600 * 1024

/** Types by ending, for browsers that know none. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  txt: 'text/plain',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  gif: 'image/gif',
  webp: 'image/webp',
}

/** Other names of the same types. */
const ALIASES: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
  'audio/mp3': 'audio/mpeg',
  'video/x-m4v': 'video/mp4',
  'image/jpg': 'image/jpeg',
}

/** The type of a file as channels name it; the ending decides where the browser says none, or Windows says Excel of a CSV. */
export function typeOf(file: Pick<File, 'type' | 'name'>): string {
  const ending = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const said = file.type.split(';')[0]?.trim().toLowerCase() ?? ''
  if (ending === 'csv' || said === '') return TYPES[ending] ?? (said || 'application/octet-stream')
  return ALIASES[said] ?? said
}

/** Films of another wrapping, which are made into MP4 (to-mp4.ts). */
const FILMS = new Set(['video/quicktime', 'video/webm'])
/** A larger one would not fit into the memory of a browser's tab, nor into a message. */
const MAX_FILM_BYTES = 300 * 1024 * 1024

/** Pictures that a browser can draw anew. A GIF would stop moving, an SVG is a program. */
function isDrawn(type: string): boolean {
  return type.startsWith('image/') && type !== 'image/gif' && type !== 'image/svg+xml'
}

/** Whether a channel takes a type as a kind of file. */
export function takes(abilities: MediaAbilities, kind: keyof MediaAbilities, type: string): boolean {
  return abilities[kind]?.mime_types.includes(type) === true
}

/** How a file leaves through the channel, or why it cannot. `asDocument`: as it is, without a preview on the phone. */
export function planFile(
  file: Pick<File, 'type' | 'name' | 'size'>,
  abilities: MediaAbilities,
  asDocument = false,
): FilePlan {
  const mimeType = typeOf(file)
  const plan = {
    kind: 'document' as const,
    mimeType,
    shrinks: false,
    becomes: null,
    problem: null,
    maxBytes: 0,
  }
  if (file.size === 0) return { ...plan, problem: 'empty' }
  if (!asDocument && abilities.image && isDrawn(mimeType)) {
    const isTaken = abilities.image.mime_types.includes(mimeType) && file.size <= abilities.image.max_bytes
    return { ...plan, kind: 'image', shrinks: !isTaken || file.size > SHRINK_FROM_BYTES }
  }
  // where a GIF cannot go as a file it goes as a picture, which stands still
  if (!asDocument && mimeType === 'image/gif' && abilities.image && !takes(abilities, 'document', mimeType))
    return { ...plan, kind: 'image', shrinks: true, becomes: 'still' }
  if (!asDocument && FILMS.has(mimeType) && takes(abilities, 'video', 'video/mp4')) {
    const isHuge = file.size > MAX_FILM_BYTES
    return isHuge
      ? { ...plan, kind: 'video', problem: 'too_large', maxBytes: MAX_FILM_BYTES }
      : { ...plan, kind: 'video', becomes: 'mp4' }
  }
  let limit = 0
  const kinds = asDocument ? (['document'] as const) : (['video', 'audio', 'document'] as const)
  for (const kind of kinds) {
    const ability = abilities[kind]
    // the server looks at what has no name
    const isTaken =
      ability?.mime_types.includes(mimeType) ||
      (kind === 'document' && mimeType === 'application/octet-stream')
    if (!ability || !isTaken) continue
    if (file.size <= ability.max_bytes) return { ...plan, kind }
    limit = Math.max(limit, ability.max_bytes)
  }
  return limit > 0 ? { ...plan, problem: 'too_large', maxBytes: limit } : { ...plan, problem: 'type' }
}

/** The longest side of a picture on the phone. */
const MAX_SIDE = 1920

/** Size of a picture once it is drawn anew; never larger than it is. */
export function shrunkSize(
  width: number,
  height: number,
  most = MAX_SIDE,
): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** The messages that files and a text become: the text goes with the first file, or after all where that takes none. */
export function partsOf(files: readonly OutboxFile[], body: string, abilities: MediaAbilities): OutboxPart[] {
  const first = files[0]
  const goesAlong = body !== '' && first !== undefined && abilities[first.kind]?.takes_caption === true
  const parts: OutboxPart[] = files.map((file, index) => ({
    body: goesAlong && index === 0 ? body : '',
    file,
  }))
  return body === '' || goesAlong ? parts : [...parts, { body }]
}

/** A name that storage and phones take: its beginning and its ending. */
export function shortName(name: string, most = 200): string {
  const letters = [...name]
  if (letters.length <= most) return name
  const ending = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? ''
  return letters.slice(0, most - ending.length).join('') + ending
}
