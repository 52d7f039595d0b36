import { readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Sample } from './samples.ts'

const folder = new URL('../../demo/media/', import.meta.url)

const types: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ogg': 'audio/ogg; codecs=opus',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
}

/** The pictures, voices and documents of the demo clinics. */
export const sampleNames = readdirSync(folder).filter((name) => extname(name) in types)

/** One of them, as a patient sends it. */
export function sampleFile(name: string): Sample {
  const mimetype = types[extname(name)]
  if (!mimetype || !sampleNames.includes(name)) throw new Error(`There is no sample ${name}.`)
  return { bytes: readFileSync(new URL(name, folder)), mimetype, fileName: name }
}
