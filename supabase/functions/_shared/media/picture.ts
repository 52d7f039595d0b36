/** A picture without what tells of its place and camera; the size is that on the screen, after its turn. */
export interface CleanImage {
  bytes: Uint8Array
  width: number
  height: number
}

const longestSide = 16_384
const mostPixels = 50_000_000

/** Thrown by the readers: right signature, and not a picture behind it. */
export class BrokenImage extends Error {}

/** Refuses a size before anything is read any further. */
export class OversizedImage extends Error {}

/** The size of a picture as its header says it. */
export function checkedSize(width: number, height: number): { width: number; height: number } {
  if (width < 1 || height < 1) throw new BrokenImage('no size')
  if (Math.max(width, height) > longestSide || width * height > mostPixels) throw new OversizedImage()
  return { width, height }
}

/** Pieces of a file put together. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}

/** A view for numbers in a file. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
