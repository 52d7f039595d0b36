import { viewOf } from './picture.ts'

/** Opus counts its samples at this rate, whatever it was recorded with. */
const opusRate = 48_000

/** How long an Ogg/Opus file plays, by its last page; null when it does not say. */
export function secondsOfOgg(bytes: Uint8Array): number | null {
  for (let at = bytes.length - 27; at >= 0; at -= 1) {
    if (bytes[at] !== 0x4f || bytes[at + 1] !== 0x67 || bytes[at + 2] !== 0x67 || bytes[at + 3] !== 0x53)
      continue
    const view = viewOf(bytes)
    const samples = view.getUint32(at + 10, true) * 2 ** 32 + view.getUint32(at + 6, true)
    return samples > 0 && samples < opusRate * 86_400 ? Math.max(1, Math.round(samples / opusRate)) : null
  }
  return null
}
