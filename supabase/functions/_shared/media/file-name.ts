/** Most file systems take 255 bytes; a name of 150 characters can still be read. */
const mostCharacters = 150
const mostBytes = 255

/** Names that Windows gives to devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** Control characters, halves of characters, and those that turn the direction of what follows or are not seen. */
const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** Other endings of the same type that a name may keep. */
const sameEnding: Readonly<Record<string, RegExp>> = { jpg: /\.jpe?g$/i, ogg: /\.(ogg|opus|oga)$/i }

/**
 * A name that is safe to show and to download by: no path, no hidden or direction characters, no device name, the ending
 * of its content, and no longer than file systems take. Letters, accents and emoji stay. Null when none was given.
 */
export function cleanFileName(given: string | null, extension: string): string | null {
  if (given === null || given === '') return null
  const base = given.split(/[/\\]/).at(-1) ?? ''
  const shown = base
    .replace(hidden, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const ending = (sameEnding[extension] ?? new RegExp(`\\.${extension}$`, 'i')).exec(shown)?.[0]
  const stem = ending === undefined ? shown : shown.slice(0, -ending.length).trimEnd()
  const tail = ending ?? `.${extension}`
  const named = stem === '' ? 'arquivo' : reserved.test(stem.split('.')[0] ?? '') ? `_${stem}` : stem
  return `${shortened(named, mostCharacters - tail.length, mostBytes - byteLength(tail))}${tail}`
}

/** Cut between characters as people see them: a family of emoji stays whole or goes. */
function shortened(text: string, characters: number, bytes: number): string {
  if (text.length <= characters && byteLength(text) <= bytes) return text
  let kept = ''
  let size = 0
  for (const { segment } of new Intl.Segmenter('pt-BR').segment(text)) {
    size += byteLength(segment)
    if (kept.length + segment.length > characters || size > bytes) break
    kept += segment
  }
  return kept.trimEnd()
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength
}
