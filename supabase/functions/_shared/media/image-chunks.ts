import { BrokenImage, checkedSize, joined, viewOf, type CleanImage } from './picture.ts'

const nameAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))

/** Chunks of PNG in which words, times and EXIF stand. */
const pngWords = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'])

/** A PNG without its texts and its EXIF, and without what follows it. */
export function cleanPng(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  if (nameAt(bytes, 12) !== 'IHDR') throw new BrokenImage('no header')
  const size = checkedSize(view.getUint32(16), view.getUint32(20))
  const kept = [bytes.subarray(0, 8)]
  let hasData = false
  for (let at = 8; ;) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) throw new BrokenImage('cut off')
    const name = nameAt(bytes, at + 4)
    hasData ||= name === 'IDAT'
    if (!pngWords.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') break
    at = end
  }
  if (!hasData) throw new BrokenImage('no picture')
  return { bytes: joined(kept), ...size }
}

const exifFlag = 0x08
const xmpFlag = 0x04

/** A WebP without EXIF and XMP, and without what follows it. */
export function cleanWebp(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  const whole = 8 + view.getUint32(4, true)
  if (whole > bytes.length) throw new BrokenImage('cut off')
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | null = null
  let hasData = false
  for (let at = 12; at + 8 <= whole;) {
    const name = nameAt(bytes, at)
    const length = view.getUint32(at + 4, true)
    const end = Math.min(at + 8 + length + (length % 2), whole)
    if (at + 8 + length > whole) throw new BrokenImage('cut off')
    size ??= webpSize(view, name, at + 8)
    hasData ||= name === 'VP8 ' || name === 'VP8L' || name === 'ANMF'
    if (name !== 'EXIF' && name !== 'XMP ') {
      const chunk = bytes.slice(at, end)
      if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~(exifFlag | xmpFlag)
      kept.push(chunk)
    }
    at = end
  }
  if (size === null || !hasData) throw new BrokenImage('no picture')
  const clean = joined([bytes.subarray(0, 12), ...kept])
  viewOf(clean).setUint32(4, clean.length - 8, true)
  return { bytes: clean, ...size }
}

function webpSize(view: DataView, name: string, at: number): { width: number; height: number } | null {
  const triple = (place: number) => view.getUint16(place, true) | (view.getUint8(place + 2) << 16)
  if (name === 'VP8X') return checkedSize(triple(at + 4) + 1, triple(at + 7) + 1)
  if (name === 'VP8 ') {
    return checkedSize(view.getUint16(at + 6, true) & 0x3fff, view.getUint16(at + 8, true) & 0x3fff)
  }
  if (name !== 'VP8L') return null
  const packed = view.getUint32(at + 1, true)
  return checkedSize((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1)
}

/** A GIF carries no place and no camera: it is only looked at. */
export function cleanGif(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  const size = checkedSize(view.getUint16(6, true), view.getUint16(8, true))
  if (bytes.indexOf(0x2c, 13) < 0) throw new BrokenImage('no picture')
  return { bytes, ...size }
}
