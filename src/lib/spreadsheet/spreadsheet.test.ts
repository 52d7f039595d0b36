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
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

  it('is an archive with texts as texts and numbers as numbers', () => {
    const bytes = toXlsx([['=1+1 & <b>', -2]], 'Extrato [2026]')
    expect(text(bytes.slice(0, 2))).toBe('PK')
    expect(text(bytes)).toContain(
      '<row><c t="inlineStr"><is><t xml:space="preserve">=1+1 &amp; &lt;b&gt;</t></is></c><c><v>-2</v></c></row>',
    )
    expect(text(bytes)).toContain('name="Extrato  2026 "')
  })

  it('drops what XML cannot write and keeps emoji', () => {
    expect(text(toXlsx([['a\u0000b\u{1F600}']], 'x'))).toContain('>ab\u{1F600}<')
  })
})
