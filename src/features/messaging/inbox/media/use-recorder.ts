import { onScopeDispose, ref, shallowRef } from 'vue'

/** What a recorder is doing; `denied` and `unsupported` say why it does nothing. */
export type RecorderState = 'asking' | 'recording' | 'recorded' | 'denied' | 'unsupported'

/** Enough for a voice, and small: 512 KB last for almost three minutes. */
const BITS_PER_SECOND = 24_000

/** What recorders write, the best first: Opus can be sent as a voice message. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4;codecs=opus', 'audio/mp4']

/** Loudness is looked at this often. */
const SAMPLE_MS = 100

/** Seconds that fit into a number of bytes, with room for what a file has beside its sound. */
export function secondsThatFit(bytes: number): number {
  return Math.floor(((bytes * 0.95) / BITS_PER_SECOND) * 8)
}

/** Records what the microphone hears, until it is stopped or `maxSeconds` are over. */
export function useRecorder(maxSeconds: () => number) {
  const state = ref<RecorderState>('asking')
  const seconds = ref(0)
  const loudness = shallowRef<number[]>([])
  const recording = shallowRef<Blob | null>(null)
  let recorder: MediaRecorder | null = null
  let stream: MediaStream | null = null
  let context: AudioContext | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  let isGone = false

  async function start(): Promise<void> {
    const type =
      globalThis.MediaRecorder && TYPES.find((candidate) => MediaRecorder.isTypeSupported(candidate))
    if (!type || !navigator.mediaDevices) {
      state.value = 'unsupported'
      return
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
    } catch {
      state.value = 'denied'
      return
    }
    if (isGone) return release()
    const parts: Blob[] = []
    recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND })
    recorder.ondataavailable = ({ data }) => parts.push(data)
    recorder.onstop = () => {
      recording.value = new Blob(parts, { type: type.split(';')[0] ?? type })
      state.value = 'recorded'
      release()
    }
    recorder.start(1_000)
    state.value = 'recording'
    listen(stream)
  }

  function listen(heard: MediaStream): void {
    context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    context.createMediaStreamSource(heard).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const began = performance.now()
    timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      loudness.value = [...loudness.value, Math.sqrt(square)]
      seconds.value = (performance.now() - began) / 1_000
      if (seconds.value >= maxSeconds()) stop()
    }, SAMPLE_MS)
  }

  function stop(): void {
    if (recorder?.state === 'recording') recorder.stop()
    clearInterval(timer)
  }

  function release(): void {
    clearInterval(timer)
    stream?.getTracks().forEach((track) => track.stop())
    void context?.close().catch(() => undefined)
    context = null
    stream = null
  }

  onScopeDispose(() => {
    isGone = true
    if (recorder) recorder.onstop = null
    stop()
    release()
  })

  return { state, seconds, loudness, recording, start, stop }
}
