import {
  BlobSource,
  BufferTarget,
  Conversion,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  MP4,
  OggOutputFormat,
  Output,
  WEBM,
} from 'mediabunny'

/**
 * A recording as WhatsApp wants a voice message: Opus in Ogg. Its packets are copied; what a recorder coded otherwise
 * (AAC, in older Safari) is coded anew. Null when this browser cannot do that.
 */
export async function toOgg(recording: Blob): Promise<Blob | null> {
  if (recording.type.startsWith('audio/ogg')) return new Blob([recording], { type: 'audio/ogg' })
  const input = new Input({ source: new BlobSource(recording), formats: [WEBM, MP4] })
  const track = await input.getPrimaryAudioTrack()
  if (track === null) return null
  if (track.codec !== 'opus') return await codedAnew(input)
  const target = new BufferTarget()
  const output = new Output({ format: new OggOutputFormat(), target })
  const source = new EncodedAudioPacketSource('opus')
  output.addAudioTrack(source)
  await output.start()
  const decoderConfig = await track.getDecoderConfig()
  const meta = decoderConfig ? { decoderConfig } : undefined
  for await (const packet of new EncodedPacketSink(track).packets()) await source.add(packet, meta)
  await output.finalize()
  return target.buffer ? new Blob([target.buffer], { type: 'audio/ogg' }) : null
}

async function codedAnew(input: Input): Promise<Blob | null> {
  const target = new BufferTarget()
  const output = new Output({ format: new OggOutputFormat(), target })
  try {
    const conversion = await Conversion.init({
      input,
      output,
      audio: { codec: 'opus', numberOfChannels: 1 },
      showWarnings: false,
    })
    if (!conversion.isValid) return null
    await conversion.execute()
    return target.buffer ? new Blob([target.buffer], { type: 'audio/ogg' }) : null
  } catch {
    return null
  }
}
