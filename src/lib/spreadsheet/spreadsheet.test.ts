import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { toCsv } from './csv'
import { toXlsx } from './xlsx'

describe('toCsv', () => {
  it('is written as the locale’s spreadsheets read it', () => {
    const sheet = [
      ['Data', 'Valor'],
      ['Olá; "mundo"', 1.5],
    ]
    expect(toCsv(sheet, 'pt-BR')).toBe('\uFEFFData;Valor\r\n"Olá; ""mundo""";1,5\r\n')
    expect(toCsv(sheet, 'en')).toBe('\uFEFFData,Valor\r\n"Olá; ""mundo""",1.5\r\n')
  })

  it.each(['=1+1', '+55', '-2', '@SUM(A1)', ' =1', '\t=1'])(
    'keeps %j from running, but no number',
    (text) => {
      expect(toCsv([[text, -2]], 'en')).toBe(`\uFEFF'${text},-2\r\n`)
    },
  )
})

describe('toXlsx', () => {
  const sheetOf = async (blob: Blob) => {
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
    return Object.entries(files)
      .filter(([path]) => /sheet1\.xml$|workbook\.xml$|sharedStrings\.xml$/.test(path))
      .map(([, bytes]) => strFromU8(bytes))
      .join()
  }

  it('has texts as texts, numbers as numbers and no formula', async () => {
    const xml = await sheetOf(await toXlsx([['=1+1 & <b>', -2]], 'Extrato [2026]'))
    expect(xml).toContain('=1+1 &amp; &lt;b&gt;')
    expect(xml).toContain('<v>-2</v>')
    expect(xml).not.toContain('<f>')
    expect(xml).toContain('name="Extrato  2026 "')
  })

  it('drops what XML cannot write and keeps emoji', async () => {
    expect(await sheetOf(await toXlsx([['a\u0000b\u{1F600}']], 'x'))).toContain('>ab\u{1F600}<')
  })
})
