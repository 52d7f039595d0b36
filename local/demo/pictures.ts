import { crc32, deflateSync } from 'node:zlib'

type Colour = readonly [number, number, number]

/** By category of the demo clinic's products: the ground from top to bottom, and the shape on it. */
const looks: Record<string, { from: Colour; to: Colour; shape: 'drop' | 'book' | 'cards' | 'sun' | 'ring' }> =
  {
    Óleos: { from: [236, 226, 247], to: [178, 152, 214], shape: 'drop' },
    Livros: { from: [253, 240, 222], to: [226, 178, 120], shape: 'book' },
    'Baralhos terapêuticos': { from: [223, 240, 250], to: [120, 176, 214], shape: 'cards' },
    Oficinas: { from: [254, 243, 214], to: [240, 190, 90], shape: 'sun' },
  }
const plain = { from: [224, 243, 240], to: [110, 184, 174], shape: 'ring' } as const

/** Whether a point (0 to 1, from the middle of the picture) is on the shape. */
const shapes = {
  drop: (x: number, y: number) =>
    x * x + (y - 0.08) ** 2 < 0.045 || (y < 0.05 && y > -0.3 && Math.abs(x) < (y + 0.3) * 0.55),
  book: (x: number, y: number) => Math.abs(x) < 0.3 && Math.abs(y) < 0.22 && Math.abs(x) > 0.015,
  cards: (x: number, y: number) =>
    (Math.abs(x + 0.12) < 0.13 && Math.abs(y + 0.03) < 0.22) ||
    (Math.abs(x - 0.12) < 0.13 && Math.abs(y - 0.04) < 0.22),
  sun: (x: number, y: number) => {
    const far = Math.hypot(x, y)
    return far < 0.16 || (far < 0.3 && far > 0.2 && Math.cos(Math.atan2(y, x) * 8) > 0.3)
  },
  ring: (x: number, y: number) => {
    const far = Math.hypot(x, y)
    return far < 0.27 && far > 0.15
  },
}

/** A drawn picture of something of a category, as PNG of 640 × 480; `turn` shifts its light, so that two differ. */
export function demoPicture(category: string | null, turn = 0): Uint8Array {
  const { from, to, shape } = looks[category ?? ''] ?? plain
  const isOn = shapes[shape]
  const [width, height] = [640, 480]
  const row = 1 + width * 3
  const pixels = Buffer.alloc(height * row)
  for (let y = 0; y < height; y++) {
    const light = Math.min(1, Math.max(0, y / height + turn * 0.12))
    const ground = from.map((part, n) => Math.round(part + (to[n]! - part) * light))
    const ink = to.map((part) => Math.round(part * (0.62 - turn * 0.08)))
    for (let x = 0; x < width; x++)
      pixels.set(
        isOn((x - width / 2) / height, (y - height / 2) / height) ? ink : ground,
        y * row + 1 + x * 3,
      )
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body) >>> 0, body.length + 4)
  return framed
}
