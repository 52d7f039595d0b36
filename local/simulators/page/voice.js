const rate = 48_000

/** The samples of a recording, as one channel at 48 kHz. */
async function decode(blob) {
  const context = new AudioContext({ sampleRate: rate })
  const buffer = await context.decodeAudioData(await blob.arrayBuffer())
  await context.close()
  return buffer.getChannelData(0).slice()
}

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** What a voice note of these samples says to the control interface: Opus packets, as WhatsApp sends. */
export async function voiceNote(samples) {
  const seconds = Math.max(1, Math.round(samples.length / rate))
  if (!('AudioEncoder' in window)) return { seconds }
  const opusPackets = []
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength)
      chunk.copyTo(bytes)
      opusPackets.push(base64(bytes))
    },
    error: () => undefined,
  })
  encoder.configure({ codec: 'opus', sampleRate: rate, numberOfChannels: 1, bitrate: 32_000 })
  encoder.encode(
    new AudioData({
      format: 'f32-planar',
      sampleRate: rate,
      numberOfFrames: samples.length,
      numberOfChannels: 1,
      timestamp: 0,
      data: samples,
    }),
  )
  await encoder.flush()
  encoder.close()
  return { seconds, media: { opusPackets } }
}

/** Starts to record; the returned function stops and gives the samples. */
export async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const recorder = new MediaRecorder(stream)
  const chunks = []
  recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data))
  recorder.start()
  return () =>
    new Promise((resolve, reject) => {
      recorder.addEventListener('stop', () => {
        for (const track of stream.getTracks()) track.stop()
        decode(new Blob(chunks, { type: recorder.mimeType })).then(resolve, reject)
      })
      recorder.stop()
    })
}
