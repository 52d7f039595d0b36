import { crc32, deflateSync } from 'node:zlib'
import type { MessageKind } from './phones.ts'
import { oggOpus, silentPacket } from './ogg.ts'

/** A small valid file to send when the sender brought none. */
export interface Sample {
  bytes: Uint8Array
  mimetype: string
  fileName: string
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body) >>> 0, body.length + 4)
  return framed
}

/** A soft teal gradient as PNG. */
export function gradientPng(size = 240): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 2], 8)
  const pixels = Buffer.alloc(size * (1 + size * 3))
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = y * (1 + size * 3) + 1 + x * 3
      const light = (x + y) / (2 * size)
      pixels.set(
        [Math.round(15 + 190 * light), Math.round(118 + 110 * light), Math.round(110 + 120 * light)],
        at,
      )
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', new Uint8Array()),
  ])
}

/** A voice note of silence. */
export function silentVoiceNote(durationSeconds = 2): Uint8Array {
  return oggOpus(Array.from({ length: durationSeconds * 50 }, () => silentPacket))
}

/** A one-page PDF that shows one line. */
export function onePagePdf(line: string): Uint8Array {
  const text = line.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&')
  const stream = `BT /F1 20 Tf 60 760 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\n`
  return Buffer.from(`${body}${table}startxref\n${body.length}\n%%EOF\n`, 'latin1')
}

/** A WebP of one transparent pixel. */
const pixelWebp = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')

/** An MP4 that holds only its type box: enough to be recognised and stored. */
const emptyMp4 = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypisom\0\0\0\0isommp42', 'latin1'),
  Buffer.from([0, 0, 0, 8]),
  Buffer.from('free', 'latin1'),
])

/** The file sent for a kind of message when none was given. */
export function sampleFor(kind: MessageKind): Sample | undefined {
  if (kind === 'image') return { bytes: gradientPng(), mimetype: 'image/png', fileName: 'foto.png' }
  if (kind === 'audio')
    return { bytes: silentVoiceNote(), mimetype: 'audio/ogg; codecs=opus', fileName: 'audio.ogg' }
  if (kind === 'document')
    return { bytes: onePagePdf('Zelo'), mimetype: 'application/pdf', fileName: 'documento.pdf' }
  if (kind === 'sticker') return { bytes: pixelWebp, mimetype: 'image/webp', fileName: 'figurinha.webp' }
  if (kind === 'video') return { bytes: emptyMp4, mimetype: 'video/mp4', fileName: 'video.mp4' }
  return undefined
}
