/** Writes Opus packets into an Ogg stream: the format of a WhatsApp voice note (RFC 3533, RFC 7845). */
const rate = 48_000
const preSkip = 312
const serial = 0x5a454c4f

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

function crc(bytes: Uint8Array): number {
  let value = 0
  for (const byte of bytes) value = ((value << 8) ^ (crcTable[((value >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return value
}

function page(packet: Uint8Array, options: { flags: number; granule: number; sequence: number }): Uint8Array {
  const full = Math.floor(packet.length / 255)
  const lacing = new Uint8Array(full + 1).fill(255)
  lacing[full] = packet.length % 255
  const header = Buffer.alloc(27 + lacing.length)
  header.write('OggS', 0, 'latin1')
  header.writeUInt8(options.flags, 5)
  header.writeBigInt64LE(BigInt(options.granule), 6)
  header.writeUInt32LE(serial, 14)
  header.writeUInt32LE(options.sequence, 18)
  header.writeUInt8(lacing.length, 26)
  header.set(lacing, 27)
  const bytes = Buffer.concat([header, packet])
  bytes.writeUInt32LE(crc(bytes), 22)
  return bytes
}

function identification(): Uint8Array {
  const head = Buffer.alloc(19)
  head.write('OpusHead', 0, 'latin1')
  head.writeUInt8(1, 8)
  head.writeUInt8(1, 9)
  head.writeUInt16LE(preSkip, 10)
  head.writeUInt32LE(rate, 12)
  return head
}

function comments(): Uint8Array {
  const vendor = 'zelo'
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4)
  tags.write('OpusTags', 0, 'latin1')
  tags.writeUInt32LE(vendor.length, 8)
  tags.write(vendor, 12, 'latin1')
  return tags
}

/** One mono voice note out of Opus packets of `frameMs` milliseconds each. */
export function oggOpus(packets: readonly Uint8Array[], frameMs = 20): Uint8Array {
  const samples = (rate / 1000) * frameMs
  const audio = packets.map((packet, index) =>
    page(packet, {
      flags: index === packets.length - 1 ? 4 : 0,
      granule: preSkip + (index + 1) * samples,
      sequence: index + 2,
    }),
  )
  return Buffer.concat([
    page(identification(), { flags: 2, granule: 0, sequence: 0 }),
    page(comments(), { flags: 0, granule: 0, sequence: 1 }),
    ...audio,
  ])
}

/** A packet that decodes to 20 ms of silence. */
export const silentPacket = Uint8Array.of(0xf8, 0xff, 0xfe)
