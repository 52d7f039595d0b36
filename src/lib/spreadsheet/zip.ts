/** One file of an archive. */
export interface ZipEntry {
  path: string
  text: string
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

const STORED_VERSION = 20
const UTF8_NAMES = 0x0800
/** 1 January 1980, the earliest day of the format: an archive of the same files is the same archive. */
const EARLIEST_DAY = 0x0021

/** An archive of a few small files, stored as they are. */
export function zip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const local: Uint8Array[] = []
  const central: Uint8Array[] = []
  let offset = 0
  for (const { path, text } of entries) {
    const name = encoder.encode(path)
    const data = encoder.encode(text)
    const facts = fields([
      [STORED_VERSION, 2],
      [UTF8_NAMES, 2],
      [0, 2],
      [0, 2],
      [EARLIEST_DAY, 2],
      [crc32(data), 4],
      [data.length, 4],
      [data.length, 4],
      [name.length, 2],
      [0, 2],
    ])
    local.push(fields([[0x04034b50, 4]]), facts, name, data)
    central.push(
      fields([
        [0x02014b50, 4],
        [STORED_VERSION, 2],
      ]),
      facts,
      fields([
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [offset, 4],
      ]),
      name,
    )
    offset += 4 + facts.length + name.length + data.length
  }
  const directory = joined(central)
  const end = fields([
    [0x06054b50, 4],
    [0, 4],
    [entries.length, 2],
    [entries.length, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  ])
  return joined([...local, directory, end])
}

/** Numbers of so many bytes each, the lowest byte first. */
function fields(values: readonly (readonly [value: number, size: 2 | 4])[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap(([value, size]) =>
      Array.from({ length: size }, (_, byte) => (value >>> (8 * byte)) & 0xff),
    ),
  )
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
