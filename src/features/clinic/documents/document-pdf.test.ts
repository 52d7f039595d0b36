import { describe, expect, it } from 'vitest'
import { documentPdf, printable, type PdfWords } from './document-pdf'
import type { PatientDocument } from './types'

const words: PdfWords = {
  number: 'Documento nº 12/2026',
  signed: 'Emitido em 28/11/2026 14:30 por Helena Terapeuta · assinatura simples',
  cid: null,
  cancelled: null,
  page: (page, pages) => `Página ${page} de ${pages}`,
}
const document = {
  title: 'Declaração de comparecimento',
  body: 'Declaro que José Conceição compareceu.\n\nCampinas, 28/11/2026.',
  clinic_name: 'Clínica Aurora',
  letterhead: 'Rua das Flores, 1\n(19) 3232-1000',
  author_name: 'Helena Terapeuta',
  author_council: 'CRP 06/123456',
  sha256: 'a'.repeat(64),
} as PatientDocument

/** What somebody reads on a page: the strings that its stream draws, in the font's one byte a letter. */
function pagesOf(pdf: ReturnType<typeof documentPdf>): string[] {
  const file = pdf.output()
  return [...file.matchAll(/stream\n(.*?)endstream/gs)]
    .map(([, stream]) =>
      [...(stream ?? '').matchAll(/\((.*?)(?<!\\)\) Tj/gs)]
        .map(([, text]) => (text ?? '').replace(/\\([()\\])/g, '$1'))
        .join('\n'),
    )
    .filter(Boolean)
}

describe('a document on paper', () => {
  it('says all that it says, with its author, number, hash and what kind of signature it is', () => {
    const [page, ...more] = pagesOf(documentPdf(document, words))
    expect(more).toEqual([])
    for (const text of [
      'Clínica Aurora',
      'Rua das Flores, 1',
      'Declaração de comparecimento',
      'Declaro que José Conceição compareceu.',
      'Helena Terapeuta',
      'CRP 06/123456',
      'Documento nº 12/2026',
      'assinatura simples',
      'a'.repeat(64),
      'Página 1 de 1',
    ])
      expect(page).toContain(text)
    expect(page).not.toMatch(/assinado digitalmente|CANCELADO/)
  })

  it('goes on over several pages, and each has the foot', () => {
    const pages = pagesOf(documentPdf({ ...document, body: 'Linha\n'.repeat(100) }, words))
    expect(pages.length).toBeGreaterThan(2)
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('Documento nº 12/2026')
      expect(page).toContain(`Página ${index + 1} de ${pages.length}`)
    }
    expect(pages.join('\n').match(/^Linha$/gm)).toHaveLength(100)
    expect(pages.at(-1)).toContain('Helena Terapeuta')
  })

  it('says when it was cancelled, and the diagnosis that the patient agreed to', () => {
    const [page] = pagesOf(documentPdf(document, { ...words, cancelled: 'CANCELADO', cid: 'CID F41.1' }))
    expect(page).toContain('CANCELADO')
    expect(page).toContain('CID F41.1')
  })
})

describe('letters', () => {
  it.each([
    ['ção, à “sessão” – R$ 10 €', 'ção, à “sessão” – R$ 10 €'],
    ['Oi 👩‍⚕️👍🏽 🇧🇷', 'Oi [emoji][emoji] [emoji]'],
    ['a\u0301', 'á'],
    ['≤ 3 ≥ 1', '<= 3 >= 1'],
    ['Łukasz 王', '?ukasz ?'],
    ['1 © 2 ®', '1 © 2 ®'],
  ])('that the font lacks are named: %s', (typed, printed) => {
    expect(printable(typed)).toBe(printed)
  })
})
