import { BrokenImage, checkedSize, joined, viewOf, type CleanImage } from './picture.ts'

const ascii = (bytes: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...bytes.subarray(from, from + length))

/** Markers that stand alone, without a length behind them. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/**
 * Keeps what a decoder needs: of the application segments JFIF, the colour profile and Adobe's transform. Place, camera,
 * serial number, preview and comments go, and so does what follows the picture. How it is turned is written anew.
 */
export function cleanJpeg(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | null = null
  let orientation = 1
  let scans = 0
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) throw new BrokenImage('no marker')
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) break
    if (isBare(marker)) {
      at += 2
      continue
    }
    const end = at + 2 + view.getUint16(at + 2)
    if (end > bytes.length) throw new BrokenImage('cut off')
    if (isFrame(marker)) size = checkedSize(view.getUint16(at + 7), view.getUint16(at + 5))
    if (marker === 0xe1 && ascii(bytes, at + 4, 4) === 'Exif')
      orientation = orientationIn(bytes.subarray(at + 10, end))
    if (marker === 0xda) {
      if (size === null) throw new BrokenImage('no frame')
      scans += 1
      const next = endOfScan(bytes, end)
      kept.push(bytes.subarray(at, next))
      // A picture that broke off on its way still shows its upper part.
      if (next === bytes.length) break
      at = next
      continue
    }
    if (isNeeded(bytes, marker, at)) kept.push(bytes.subarray(at, end))
    at = end
  }
  if (size === null || scans === 0) throw new BrokenImage('no picture')
  const turned = orientation > 4
  return {
    bytes: joined([
      new Uint8Array([0xff, 0xd8]),
      ...(orientation === 1 ? [] : [orientationSegment(orientation)]),
      ...kept,
      new Uint8Array([0xff, 0xd9]),
    ]),
    width: turned ? size.height : size.width,
    height: turned ? size.width : size.height,
  }
}

function isNeeded(bytes: Uint8Array, marker: number, at: number): boolean {
  if (marker === 0xfe) return false
  if (marker < 0xe0 || marker > 0xef) return true
  return marker === 0xe0 || marker === 0xee || (marker === 0xe2 && ascii(bytes, at + 4, 11) === 'ICC_PROFILE')
}

/** Where the next marker after the data of a scan stands; the end of the file when there is none. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !isBare(next)) return at
  }
  return bytes.length
}

/** 1 to 8, as EXIF numbers the turns; 1 when it does not say. */
function orientationIn(tiff: Uint8Array): number {
  try {
    const view = viewOf(tiff)
    const little = view.getUint16(0) === 0x4949
    const directory = view.getUint32(4, little)
    const count = view.getUint16(directory, little)
    for (let entry = 0; entry < count; entry += 1) {
      const at = directory + 2 + entry * 12
      if (view.getUint16(at, little) !== 0x0112) continue
      const value = view.getUint16(at + 8, little)
      return value >= 1 && value <= 8 ? value : 1
    }
  } catch {
    // An EXIF block that cannot be read goes like any other.
  }
  return 1
}

function orientationSegment(orientation: number): Uint8Array {
  // prettier-ignore
  return new Uint8Array([
    0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00,
    0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08,
    0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, orientation, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00,
  ])
}
