/** Bars that show a recording. */
export const BARS = 48

/** As many loudnesses as there are bars, from 0 to 100: the loudest of each stretch, the loudest of all being 100. */
export function barsOf(samples: ArrayLike<number>, count = BARS): number[] {
  const peaks = Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * samples.length) / count)
    const to = Math.max(from + 1, Math.floor(((index + 1) * samples.length) / count))
    let peak = 0
    for (let at = from; at < to && at < samples.length; at += 1)
      peak = Math.max(peak, Math.abs(samples[at] ?? 0))
    return peak
  })
  const loudest = Math.max(...peaks, 0)
  return peaks.map((peak) => (loudest === 0 ? 0 : Math.round((peak / loudest) * 100)))
}

/** "0:42" */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** The bars of a sound, decoded here; null when this browser cannot. */
export async function decodedBars(address: string): Promise<number[] | null> {
  try {
    const bytes = await (await fetch(address)).arrayBuffer()
    const context = new OfflineAudioContext(1, 1, 16_000)
    return barsOf((await context.decodeAudioData(bytes)).getChannelData(0))
  } catch {
    return null
  }
}
