import { shrunkSize } from './file-plan'

/** A picture as it leaves. */
export interface Picture {
  file: Blob
  mimeType: string
  width: number
  height: number
}

const QUALITY = 0.85

/**
 * A picture drawn anew as a JPEG that fits, turned as the camera held it; the file itself where that is smaller and
 * taken; its longer side is tried from the first of `sides` on. Null when this browser cannot read it.
 */
export async function shrinkImage(
  file: Blob,
  mimeType: string,
  limit: { types: readonly string[]; bytes: number },
  sides: readonly number[] = [1920, 1280, 800],
): Promise<Picture | null> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (bitmap === null) return null
  try {
    for (const side of sides) {
      const { width, height } = shrunkSize(bitmap.width, bitmap.height, side)
      const drawn = await draw(bitmap, width, height)
      const isTaken = limit.types.includes(mimeType) && file.size <= limit.bytes
      if (isTaken && drawn.size >= file.size)
        return { file, mimeType, width: bitmap.width, height: bitmap.height }
      if (drawn.size <= limit.bytes) return { file: drawn, mimeType: 'image/jpeg', width, height }
    }
    return null
  } finally {
    bitmap.close()
  }
}

async function draw(bitmap: ImageBitmap, width: number, height: number): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('This browser does not draw.')
  // a JPEG has no holes
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(bitmap, 0, 0, width, height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('empty picture'))),
      'image/jpeg',
      QUALITY,
    ),
  )
}
