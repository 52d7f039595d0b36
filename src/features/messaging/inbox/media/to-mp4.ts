import {
  BlobSource,
  BufferTarget,
  Conversion,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
  WEBM,
} from 'mediabunny'

/**
 * A video of another wrapping (an iPhone's .mov, a recording of the screen) as WhatsApp plays it: H.264 and AAC in MP4,
 * without where and with what it was filmed. What is coded so already is copied; the rest is coded anew, where this
 * browser can. Null where it cannot.
 */
export async function toMp4(video: Blob): Promise<Blob | null> {
  const input = new Input({ source: new BlobSource(video), formats: [QTFF, MP4, WEBM] })
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target })
  try {
    const wanted = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
    if (wanted[0] === null) return null
    const conversion = await Conversion.init({
      input,
      output,
      tracks: 'primary',
      video: { codec: 'avc' },
      audio: { codec: 'aac' },
      tags: {},
      showWarnings: false,
    })
    const used = new Set(conversion.utilizedTracks.map(({ type }) => type))
    // A film without its sound is not what somebody chose.
    if (!conversion.isValid || wanted.some((track) => track && !used.has(track.type))) return null
    await conversion.execute()
    return target.buffer ? new Blob([target.buffer], { type: 'video/mp4' }) : null
  } catch {
    // broken, or a codec that this browser promised and did not keep
    return null
  } finally {
    input.dispose()
  }
}
