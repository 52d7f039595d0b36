import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gradientPng, onePagePdf, sampleFor, silentVoiceNote } from './samples.ts'

test('the picture is a PNG whose pixels inflate to its size', () => {
  const png = Buffer.from(gradientPng(16))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const start = png.indexOf('IDAT') + 4
  expect(inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))).toHaveLength(16 * 49)
})

test('the voice note is an Ogg stream of Opus', () => {
  const ogg = Buffer.from(silentVoiceNote(1))
  expect(ogg.subarray(0, 4).toString()).toBe('OggS')
  expect(ogg.includes('OpusHead')).toBe(true)
  expect(ogg.toString('latin1').split('OggS')).toHaveLength(1 + 2 + 50)
})

test('the document is a PDF whose table points at its objects', () => {
  const pdf = Buffer.from(onePagePdf('Olá (teste)')).toString('latin1')
  const table = Number(/startxref\n(\d+)/.exec(pdf)?.[1])
  expect(pdf.slice(table, table + 4)).toBe('xref')
  expect(pdf).toContain('Ol? \\(teste\\)')
})

test('text needs no file', () => {
  expect(sampleFor('text')).toBeUndefined()
})
