import { cleanGif, cleanPng, cleanWebp } from './image-chunks.ts'
import { cleanJpeg } from './jpeg.ts'
import { BrokenImage, OversizedImage, type CleanImage } from './picture.ts'

/** `dimensions`: larger than a browser should be asked to decode, by its header alone. */
export type ImageFault = 'corrupt' | 'dimensions'

const cleaners: Readonly<Record<string, (bytes: Uint8Array) => CleanImage>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
  'image/gif': cleanGif,
}

/** Takes place, camera and comments out of a picture without decoding it; null for a type that is no picture. */
export function cleanImage(type: string, bytes: Uint8Array): CleanImage | ImageFault | null {
  const clean = cleaners[type]
  if (!clean) return null
  try {
    return clean(bytes)
  } catch (error) {
    if (error instanceof OversizedImage) return 'dimensions'
    // A reader that runs over the end throws a RangeError: the file ended too early.
    if (error instanceof BrokenImage || error instanceof RangeError) return 'corrupt'
    throw error
  }
}
