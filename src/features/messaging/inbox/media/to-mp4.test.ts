import {
  ALL_FORMATS,
  BlobSource,
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Input,
  MovOutputFormat,
  Output,
} from 'mediabunny'
import { expect, test } from 'vitest'
import { toMp4 } from './to-mp4'

const hex = (text: string) => new Uint8Array(text.match(/../g)!.map((byte) => parseInt(byte, 16)))

/** How an H.264 decoder is set up; what it decodes does not matter to who only copies. */
const description = hex('0142c00affe100176742c00ad9020db011000003000100000300100f12264801000568cb8094b2')

/** A film as an iPhone keeps it. */
async function quicktime(): Promise<Blob> {
  const target = new BufferTarget()
  const output = new Output({ format: new MovOutputFormat(), target })
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source, { rotation: 90 })
  output.setMetadataTags({ title: 'Em casa' })
  await output.start()
  const decoderConfig = { codec: 'avc1.42c00a', codedWidth: 64, codedHeight: 64, description }
  for (let n = 0; n < 5; n += 1) {
    // one piece with its length before it: a whole picture first, then what changed
    const data = new Uint8Array(104).fill(n + 10)
    data.set([0, 0, 0, 100, n === 0 ? 0x65 : 0x41])
    const packet = new EncodedPacket(data, n === 0 ? 'key' : 'delta', n / 10, 1 / 10)
    await source.add(packet, { decoderConfig })
  }
  await output.finalize()
  return new Blob([target.buffer!], { type: 'video/quicktime' })
}

test('an iPhone’s film becomes an MP4, not coded anew, turned as it was held, without its title', async () => {
  const film = await quicktime()
  const made = (await toMp4(film))!
  expect(made.type).toBe('video/mp4')
  const bytes = Buffer.from(await made.arrayBuffer())
  expect(bytes.subarray(4, 8).toString()).toBe('ftyp')
  expect(bytes.subarray(8, 12).toString()).not.toBe('qt  ')
  expect(bytes.includes('Em casa')).toBe(false)
  const read = new Input({ source: new BlobSource(made), formats: ALL_FORMATS })
  const track = (await read.getPrimaryVideoTrack())!
  expect([await track.getCodec(), await track.getRotation()]).toEqual(['avc', 90])
  expect(bytes.includes(Buffer.alloc(99, 14))).toBe(true)
})

test.each([
  ['what is no film', new Blob(['%PDF-1.4'])],
  ['nothing', new Blob([])],
])('%s becomes none', async (_what, blob) => {
  expect(await toMp4(blob)).toBeNull()
})
