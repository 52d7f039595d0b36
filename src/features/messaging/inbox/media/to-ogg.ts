import {
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  MP4,
  OggOutputFormat,
  Output,
  WEBM,
} from 'mediabunny'

/**
 * A recording as WhatsApp wants a voice message: Opus in Ogg. Its packets are copied, not encoded anew. Null when the
 * recorder of this browser used another codec.
 */
export async function toOgg(recording: Blob): Promise<Blob | null> {
  if (recording.type.startsWith('audio/ogg')) return new Blob([recording], { type: 'audio/ogg' })
  const input = new Input({ source: new BlobSource(recording), formats: [WEBM, MP4] })
  const track = await input.getPrimaryAudioTrack()
  if (track?.codec !== 'opus') return null
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
