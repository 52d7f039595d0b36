import { plain } from './words.ts'

/** Turns texts into vectors, each of one length; `model` says which vectors can be compared, null: those of the product. */
export interface Embedder {
  model: string | null
  embed(texts: string[]): Promise<number[][]>
}

/** The embedder of a clinic for the model that its knowledge names, null: the product's; null when that is not to be had now. */
export type EmbedderFor = (tenantId: string, model: string | null) => Promise<Embedder | null>

const dimensions = 256

/** FNV-1a with a last mixing: the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}

/** Of length 1, as the search takes it; of nothing, the first direction. */
export function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector)
  if (!(length > 0)) return vector.map((_, at) => (at === 0 ? 1 : 0))
  return vector.map((value) => value / length)
}

/** One text as hashed pieces of its words, three to five letters each, without accents. */
export function ngramVector(text: string): number[] {
  const counts = new Map<string, number>()
  for (const word of plain(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = ` ${word} `
    for (let size = 3; size <= 5; size += 1) {
      for (let at = 0; at + size <= padded.length; at += 1) {
        const piece = padded.slice(at, at + size)
        counts.set(piece, (counts.get(piece) ?? 0) + 1)
      }
    }
  }
  const vector = Array.from({ length: dimensions }, () => 0)
  for (const [piece, count] of counts) {
    const place = hash(piece)
    // half of the pieces count down: what meets in one place by chance evens out
    vector[place % dimensions]! += (place & 0x10000 ? 1 : -1) * Math.sqrt(count)
  }
  return unit(vector)
}

/** Works without any provider: words that are written alike are near, whatever they mean. */
export const localEmbedder: Embedder = {
  model: null,
  embed: (texts) => Promise.resolve(texts.map(ngramVector)),
}

/** Of every clinic, for what needs no provider. */
export const localEmbedders: EmbedderFor = () => Promise.resolve(localEmbedder)
