let context: AudioContext | null = null

/** Two short tones. A browser that allows no sound before a click stays silent. */
export async function beep(): Promise<void> {
  context ??= new AudioContext()
  if (context.state === 'suspended') await Promise.race([context.resume(), Promise.resolve()])
  if (context.state !== 'running') return
  const start = context.currentTime
  for (const [index, frequency] of [660, 880].entries()) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    const at = start + index * 0.12
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0.0001, at)
    volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.16)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.18)
  }
}
